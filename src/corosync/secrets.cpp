#include <hakit/corosync/secrets.hpp>

#include <hakit/corosync/schema.hpp>

namespace hakit::corosync {
namespace {

bool is_secret_name(const section& s, std::string_view name) {
    const auto* k = s.find_key(name);
    if (k != nullptr && k->secret) return true;
    for (const auto* child : s.sections)
        if (is_secret_name(*child, name)) return true;
    return false;
}

}  // namespace

std::vector<text::location> secrets(const text::document& doc, text::file_id file) {
    std::vector<text::location> found;
    for (text::node_id id = 1; id < doc.nodes().size(); ++id) {
        if (doc.at(id).has_block() || doc.at(id).words < 2) continue;
        const auto name = doc.word_text(id, 0);
        if (is_secret_name(root_section(), name)) found.push_back({file, doc.word(id, 1)});
    }
    return found;
}

}  // namespace hakit::corosync
