#include "corosync/editor.hpp"

#include <hakit/text/block_edit.hpp>

#include "corosync/number.hpp"

#include <limits>

namespace hakit::corosync {
namespace {

constexpr text::block_syntax syntax{'#', "    ", true};

}  // namespace

result<void> check_value(std::string_view value) {
    if (value.find_first_of(std::string_view{"\n\r\0", 3}) != value.npos)
        return error{errc::invalid_argument, "a value stands on one line"};
    if (value.find('{') != value.npos)
        return error{errc::invalid_argument, "a value cannot hold '{': the line would open a section"};
    return {};
}

text::node_id child(const text::document& doc, text::node_id parent, std::string_view name, unsigned n) {
    for (auto id = doc.first_child(parent); id != text::no_node; id = doc.next_sibling(id))
        if (doc.word_text(id, 0) == name && n-- == 0) return id;
    return text::no_node;
}

text::node_id last_child(const text::document& doc, text::node_id parent, std::string_view name) {
    auto found = text::no_node;
    for (auto id = doc.first_child(parent); id != text::no_node; id = doc.next_sibling(id))
        if (doc.word_text(id, 0) == name) found = id;
    return found;
}

void editor::set_value(text::node_id key, std::string_view value) {
    if (const auto fits = check_value(value); !fits) {
        failed_ = fits.error();
        return;
    }
    const auto first = value.find_first_not_of(" \t");
    value = first == value.npos ? std::string_view{} : value.substr(first, value.find_last_not_of(" \t") - first + 1);
    if (doc_.at(key).words > 1) {
        const auto place = doc_.word(key, 1);
        if (place.of(doc_.text()) != value) edits_.push_back({place, std::string{value}});
        return;
    }
    const auto end = doc_.where(key).end;  // behind the ':'
    if (!value.empty()) edits_.push_back({{end, end}, ' ' + std::string{value}});
}

void editor::set_key(text::node_id section, std::string_view key, std::string_view value) {
    const auto there = last_child(doc_, section, key);
    if (there != text::no_node) return set_value(there, value);
    if (const auto fits = check_value(value); !fits)
        failed_ = fits.error();
    else
        insert(section, std::string{key} + ": " + std::string{value});
}

void editor::insert(text::node_id parent, std::string_view lines, text::node_id after) {
    add(text::insert_statement(doc_, parent, after, lines, syntax));
}

void editor::remove(text::node_id statement, bool with_comments) {
    add(text::remove_statement(doc_, statement, with_comments));
}

void editor::raise_config_version() {
    const auto totem = last_child(doc_, doc_.root(), "totem");
    if (totem == text::no_node) return;
    const auto key = last_child(doc_, totem, "config_version");
    if (key == text::no_node || doc_.at(key).words < 2) return;
    const auto now = number_from(doc_.word(key, 1).of(doc_.text()), value_type::u64);
    if (!now || now->wrapped || now->outside_of_type || now->value == std::numeric_limits<std::uint64_t>::max()) return;
    set_value(key, std::to_string(now->value + 1));
}

result<std::vector<text::text_edit>> editor::edits() const {
    if (failed_ != error{}) return failed_;
    return edits_;
}

result<std::string> editor::finish(text::workspace& files, text::file_id id, const edit_options& options) {
    if (options.raise_config_version && failed_ == error{} && !edits_.empty()) {
        // Not when this change is about it.
        editor version{doc_};
        version.raise_config_version();
        for (const auto& raised : version.edits_) {
            bool touched = false;
            for (const auto& e : edits_)
                touched = touched || (e.where.begin <= raised.where.begin && raised.where.end <= e.where.end);
            if (!touched) edits_.push_back(raised);
        }
    }
    return text::finish_edit(files, id, edits(), options.force, judge(options.check));
}

void editor::add(result<std::vector<text::text_edit>> made) {
    if (!made)
        failed_ = made.error();
    else
        edits_.insert(edits_.end(), made->begin(), made->end());
}

}  // namespace hakit::corosync
