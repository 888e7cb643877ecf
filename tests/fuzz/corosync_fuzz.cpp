// Any bytes as corosync.conf: the document keeps them, its tokens tile them, its tree is sound; checking, mending,
// laying out, writing and migrating end within the limits and agree with one another.
#include <hakit/corosync/bind.hpp>
#include <hakit/corosync/check.hpp>
#include <hakit/corosync/emit.hpp>
#include <hakit/corosync/format.hpp>
#include <hakit/corosync/migrate.hpp>
#include <hakit/corosync/parse.hpp>

#include <cstdlib>
#include <string>

namespace {

using namespace hakit;

void require(bool holds) {
    if (!holds) std::abort();
}

void check_document(const text::document& doc, std::string_view bytes) {
    require(doc.text() == bytes);
    std::uint32_t end = 0;
    for (const auto& token : doc.tokens()) {
        require(token.begin == end && token.length > 0);
        end += token.length;
    }
    require(end == bytes.size());
    for (text::node_id id = 1; id < doc.nodes().size(); ++id) {
        const auto& node = doc.at(id);
        require(node.parent < id && node.first_token < node.end_token && node.end_token <= doc.tokens().size());
        require(node.end_token <= doc.at(node.parent).end_token);
        require(node.next == text::no_node || node.next > id);
    }
}

void check_places(const text::diagnostic_list& list, std::size_t size) {
    for (const auto& d : list.items()) {
        require(d.code != nullptr && !d.message.empty());
        require(d.where.where.begin <= d.where.where.end && d.where.where.end <= size);
        for (const auto& n : d.notes) require(!n.where || n.where->where.end <= size);
        if (d.remedy)
            for (const auto& e : d.remedy->edits) require(e.where.begin <= e.where.end && e.where.end <= size);
    }
}

corosync::config read(const std::string& text) {
    text::diagnostic_list ignored;
    return corosync::bind(corosync::parse({"fuzz.conf", text}), {}, ignored);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    for (const auto release : {corosync::release{1, 4, 8}, corosync::v3_1_7, corosync::head}) {
        text::workspace files;
        const auto id = files.add({"fuzz.conf", bytes});
        const auto found = corosync::check(files, id, {.aim = {release}});
        check_document(found.document, bytes);
        check_places(found.diagnostics, bytes.size());
    }
    const auto doc = corosync::parse({"fuzz.conf", bytes});
    const auto laid_out = corosync::format(doc);
    require(corosync::format(corosync::parse({"fuzz.conf", laid_out})) == laid_out);
    const auto c = read(bytes);
    if (doc.diagnostics().empty()) require(read(laid_out) == c);
    if (const auto emitted = corosync::emit(c)) require(read(*emitted) == c);

    text::workspace files;
    const auto id = files.add({"fuzz.conf", bytes});
    (void)corosync::apply_certain_fixes(files, id);
    if (const auto moved = corosync::migrate(files, id))
        check_document(corosync::parse({"new", moved->text}), moved->text);
    return 0;
}
