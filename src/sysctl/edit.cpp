#include <hakit/sysctl/edit.hpp>

#include <hakit/sysctl/fix.hpp>
#include <hakit/sysctl/parse.hpp>
#include <hakit/text/block_edit.hpp>

#include "sysctl/character.hpp"
#include "sysctl/statement_parts.hpp"

#include <algorithm>
#include <vector>

namespace hakit::sysctl {
namespace {

using edits = std::vector<text::text_edit>;

/// The statements that name the key; those without '=' only when they exclude it.
std::vector<text::node_id> lines_of(const text::document& doc, const key& k) {
    std::vector<text::node_id> found;
    for (auto id = doc.first_child(doc.root()); id != text::no_node; id = doc.next_sibling(id)) {
        const auto parts = parts_of(doc, id);
        if ((parts.equals || parts.dash) && !parts.key.empty() && key::parse(parts.key.of(doc.text())) == k)
            found.push_back(id);
    }
    return found;
}

result<std::vector<text::node_id>> must_find(const text::document& doc, const key& k) {
    auto found = lines_of(doc, k);
    if (found.empty()) return error{errc::not_found, "no line sets " + k.to_string()};
    return found;
}

bool fits_on_a_line(std::string_view text) { return text.find_first_of(std::string_view{"\n\r\0", 3}) == text.npos; }

result<std::string> finish(text::workspace& files, text::file_id id, const result<edits>& made,
                           const edit_options& options) {
    return text::finish_edit(files, id, made, options.force, judge(options.check));
}

/// The edits of every line together.
template <class Edit>
result<edits> for_all(const text::document& doc, const key& k, Edit edit) {
    const auto found = must_find(doc, k);
    if (!found) return found.error();
    edits all;
    for (const auto id : *found) {
        auto one = edit(doc, id);
        if (!one) return one.error();
        all.insert(all.end(), one->begin(), one->end());
    }
    return all;
}

/// How the last line of the text puts blanks around '='.
std::string_view equals_style(const text::document& doc) {
    std::string_view style = " = ";
    for (auto id = doc.first_child(doc.root()); id != text::no_node; id = doc.next_sibling(id)) {
        const auto parts = parts_of(doc, id);
        if (parts.equals && !parts.key.empty() && !parts.value.empty())
            style = text::span{parts.key.end, parts.value.begin}.of(doc.text());
    }
    return style;
}

/// Whether the lines of the text write keys as paths.
bool writes_paths(const text::document& doc) {
    bool paths = false;
    for (auto id = doc.first_child(doc.root()); id != text::no_node; id = doc.next_sibling(id)) {
        const auto written = parts_of(doc, id).key.of(doc.text());
        const auto first = written.find_first_of("./");
        if (first != written.npos) paths = written[first] == '/';
    }
    return paths;
}

}  // namespace

result<std::string> get(const text::source& source, const key& k) {
    const auto doc = parse(source);
    if (k.empty()) return std::string{doc.text()};
    const auto found = must_find(doc, k);
    if (!found) return found.error();
    for (auto id = found->rbegin(); id != found->rend(); ++id) {
        const auto parts = parts_of(doc, *id);
        if (parts.equals) return std::string{parts.value.of(doc.text())};
    }
    return error{errc::not_found, k.to_string() + " is only excluded from patterns"};
}

result<std::string> set(text::workspace& files, text::file_id id, const key& k, std::string_view value,
                        const edit_options& options) {
    value = trimmed(value);
    if (k.empty()) return error{errc::invalid_argument, "the key is empty"};
    if (!fits_on_a_line(value)) return error{errc::invalid_argument, "a value is one line"};
    const auto doc = parse(files.file(id), files.bounds());
    const auto found = lines_of(doc, k);
    for (auto node = found.rbegin(); node != found.rend(); ++node) {
        const auto parts = parts_of(doc, *node);
        if (!parts.equals) continue;
        if (parts.value.of(doc.text()) == value) return finish(files, id, edits{}, options);
        if (parts.value.empty())
            return finish(files, id,
                          edits{{{parts.equals_where.end, parts.equals_where.end}, ' ' + std::string{value}}}, options);
        return finish(files, id, edits{{parts.value, std::string{value}}}, options);
    }
    auto name = writes_paths(doc) ? k.path() : k.to_string();
    const auto unusual = std::ranges::any_of(name, [](char c) { return is_blank(c) || c == '=' || c == '\n'; });
    if (unusual || name.starts_with('#') || name.starts_with(';') || name.starts_with('-'))
        return error{errc::invalid_argument, "'" + name + "' cannot be written as a key"};
    return insert(files, id, name.append(equals_style(doc)).append(value), options);
}

result<std::string> insert(text::workspace& files, text::file_id id, std::string_view line,
                           const edit_options& options) {
    line = trimmed(line);
    if (line.empty() || !fits_on_a_line(line)) return error{errc::invalid_argument, "one line is needed"};
    const auto doc = parse(files.file(id), files.bounds());
    const auto bytes = doc.text();
    const auto end = static_cast<std::uint32_t>(bytes.size());
    const auto newline = bytes.find('\n');
    const std::string ending = newline != bytes.npos && newline != 0 && bytes[newline - 1] == '\r' ? "\r\n" : "\n";
    std::string text;
    if (!bytes.empty() && !bytes.ends_with('\n')) text += ending;
    text += line;
    text += ending;
    return finish(files, id, edits{{{end, end}, std::move(text)}}, options);
}

result<std::string> remove(text::workspace& files, text::file_id id, const key& k, const edit_options& options) {
    const auto doc = parse(files.file(id), files.bounds());
    const auto made = for_all(doc, k, [](const auto& d, auto node) { return text::remove_statement(d, node); });
    return finish(files, id, made, options);
}

result<std::string> comment_out(text::workspace& files, text::file_id id, const key& k, const edit_options& options) {
    const auto doc = parse(files.file(id), files.bounds());
    const auto made = for_all(doc, k, [](const auto& d, auto node) { return text::comment_out(d, node); });
    return finish(files, id, made, options);
}

}  // namespace hakit::sysctl
