#include <capi/guard.hpp>
#include <capi/read_options.hpp>

#include <hakit/text/path.hpp>

using namespace hakit;

namespace {

/// What is to be read as which format.
hakit_doc* parse(std::int32_t format, const text::source& source, const text::limits& bounds) {
    const auto& kind = capi::format_of(format, source);
    return new hakit_doc{kind.parse(source, bounds), bounds, &kind};
}

const text::node* node_of(const hakit_doc* d, std::uint32_t node) noexcept {
    return d && node < d->doc.nodes().size() ? &d->doc.at(node) : nullptr;
}

const text::token* token_of(const hakit_doc* d, std::uint32_t token) noexcept {
    return d && token < d->doc.tokens().size() ? &d->doc.tokens()[token] : nullptr;
}

}  // namespace

extern "C" {

hakit_status hakit_doc_parse(int32_t format, const char* name, const char* text, size_t len, const hakit_limits* limits,
                             hakit_doc** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        const auto bounds = capi::limits_of(limits);
        to = parse(format, {capi::need_string(name, "name"), std::string{capi::text_bytes(text, len)}}, bounds);
        return {};
    });
}

hakit_status hakit_workspace_parse(const hakit_workspace* w, int32_t format, uint32_t file, hakit_doc** out,
                                   hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& files = capi::need_file(w, file).files;
        auto& to = capi::need(out, "out");
        to = parse(format, files.file(file), files.bounds());
        return {};
    });
}

hakit_status hakit_doc_copy(const hakit_doc* d, hakit_doc** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        to = new hakit_doc{capi::need(d, "d")};
        return {};
    });
}

void hakit_doc_free(hakit_doc* d) noexcept { delete d; }

hakit_str hakit_doc_name(const hakit_doc* d) noexcept {
    return capi::borrow(d ? std::string_view{d->doc.origin().name()} : "");
}
hakit_str hakit_doc_text(const hakit_doc* d) noexcept { return capi::borrow(d ? d->doc.text() : ""); }
int32_t hakit_doc_needs_expansion(const hakit_doc* d) noexcept { return d && d->doc.needs_expansion(); }

hakit_status hakit_doc_diags(const hakit_doc* d, hakit_diags** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& doc = capi::need(d, "d").doc;
        auto& to = capi::need(out, "out");
        text::workspace files;
        files.add(doc.origin());
        to = capi::make_diags(files, doc.diagnostics(), {}).release();
        return {};
    });
}

uint32_t hakit_doc_line_count(const hakit_doc* d) noexcept { return d ? d->doc.lines().line_count() : 0; }

void hakit_doc_position(const hakit_doc* d, uint32_t offset, uint32_t* line, uint32_t* column) noexcept {
    const auto at = d ? d->doc.lines().position_of(offset) : text::position{0, 0};
    if (line) *line = at.line;
    if (column) *column = at.column;
}

hakit_span hakit_doc_line(const hakit_doc* d, uint32_t line) noexcept {
    if (!d || line == 0 || line > d->doc.lines().line_count()) return {0, 0};
    return capi::borrow(d->doc.lines().line_span(line));
}

uint32_t hakit_doc_token_count(const hakit_doc* d) noexcept {
    return d ? static_cast<uint32_t>(d->doc.tokens().size()) : 0;
}

int32_t hakit_doc_token_kind(const hakit_doc* d, uint32_t token) noexcept {
    const auto* t = token_of(d, token);
    return t ? static_cast<int32_t>(t->kind()) : -1;
}

hakit_span hakit_doc_token_span(const hakit_doc* d, uint32_t token) noexcept {
    const auto* t = token_of(d, token);
    return t ? capi::borrow(t->where()) : hakit_span{0, 0};
}

uint32_t hakit_doc_node_count(const hakit_doc* d) noexcept {
    return d ? static_cast<uint32_t>(d->doc.nodes().size()) : 0;
}

int32_t hakit_doc_node_kind(const hakit_doc* d, uint32_t node) noexcept {
    const auto* n = node_of(d, node);
    return n ? static_cast<int32_t>(n->kind()) : -1;
}

uint32_t hakit_doc_node_parent(const hakit_doc* d, uint32_t node) noexcept {
    const auto* n = node_of(d, node);
    return n ? n->parent : HAKIT_NONE;
}

uint32_t hakit_doc_node_child(const hakit_doc* d, uint32_t node) noexcept {
    return node_of(d, node) ? d->doc.first_child(node) : HAKIT_NONE;
}

uint32_t hakit_doc_node_next(const hakit_doc* d, uint32_t node) noexcept {
    const auto* n = node_of(d, node);
    return n ? n->next : HAKIT_NONE;
}

hakit_span hakit_doc_node_span(const hakit_doc* d, uint32_t node) noexcept {
    return node_of(d, node) ? capi::borrow(d->doc.where(node)) : hakit_span{0, 0};
}

int32_t hakit_doc_node_has_block(const hakit_doc* d, uint32_t node) noexcept {
    const auto* n = node_of(d, node);
    return n && n->has_block();
}

uint32_t hakit_doc_node_word_count(const hakit_doc* d, uint32_t node) noexcept {
    const auto* n = node_of(d, node);
    return n ? n->words : 0;
}

hakit_str hakit_doc_node_word(const hakit_doc* d, uint32_t node, uint32_t n) noexcept {
    return capi::borrow(node_of(d, node) ? d->doc.word_text(node, n) : "");
}

hakit_span hakit_doc_node_word_span(const hakit_doc* d, uint32_t node, uint32_t n) noexcept {
    return node_of(d, node) ? capi::borrow(d->doc.word(node, n)) : hakit_span{0, 0};
}

hakit_status hakit_doc_find(const hakit_doc* d, const char* path, uint32_t* node, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& doc = capi::need(d, "d").doc;
        auto& to = capi::need(node, "node");
        const auto where = text::path::parse(capi::need_string(path, "path"));
        if (!where) return where.error();
        const auto found = text::find(doc, *where);
        if (!found) return found.error();
        to = *found;
        return {};
    });
}

hakit_status hakit_doc_path(const hakit_doc* d, uint32_t node, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& doc = capi::need(d, "d").doc;
        auto& to = capi::need(out, "out");
        if (!node_of(d, node)) capi::misuse("no node " + std::to_string(node));
        to = capi::give(text::path_of(doc, node).to_string());
        return {};
    });
}

}  // extern "C"
