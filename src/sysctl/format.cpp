#include <hakit/sysctl/format.hpp>

#include "sysctl/character.hpp"
#include "sysctl/codes/codes.hpp"
#include "sysctl/statement_parts.hpp"

#include <algorithm>

namespace hakit::sysctl {
namespace {

bool readable(const text::document& doc) {
    return std::ranges::none_of(doc.diagnostics().items(), [](const auto& d) {
        return d.code == &code.control_character || d.code == &code.byte_order_mark || d.code == &code.file_too_large;
    });
}

std::string line_of(const text::document& doc, text::node_id id) {
    const auto parts = parts_of(doc, id);
    const auto bytes = doc.text();
    std::string line;
    // A blank behind the dash has a meaning to procps.
    if (parts.dash) line += text::span{parts.dash_where.begin, parts.key.begin}.of(bytes);
    line += parts.key.of(bytes);
    if (!parts.equals) return line;
    line += line.empty() ? "=" : " =";
    if (!parts.value.empty()) line.append(" ").append(parts.value.of(bytes));
    return line;
}

}  // namespace

std::string format(const text::document& doc) {
    const auto bytes = doc.text();
    if (!readable(doc)) return std::string{bytes};
    const auto first_newline = bytes.find('\n');
    const bool crlf = first_newline != bytes.npos && first_newline != 0 && bytes[first_newline - 1] == '\r';
    const std::string_view ending = crlf ? "\r\n" : "\n";
    std::string out;
    out.reserve(bytes.size() + 16);
    bool blank_pending = false;
    unsigned newlines = 0;
    const auto put = [&](std::string_view line) {
        if (blank_pending && !out.empty()) out += ending;
        blank_pending = false;
        newlines = 0;
        out.append(line).append(ending);
    };
    auto next = doc.first_child(doc.root());
    const auto tokens = doc.tokens();
    for (std::size_t i = 0; i < tokens.size();) {
        if (next != text::no_node && i == doc.at(next).first_token) {
            put(line_of(doc, next));
            i = doc.at(next).end_token;
            next = doc.next_sibling(next);
            continue;
        }
        if (tokens[i].kind() == text::token_kind::comment) put(trimmed(tokens[i].where().of(bytes)));
        if (tokens[i].kind() == text::token_kind::newline && ++newlines > 1) blank_pending = true;
        ++i;
    }
    return out;
}

}  // namespace hakit::sysctl
