#include "ipvsadm/shell_word.hpp"

namespace hakit::ipvsadm {
namespace {

constexpr bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool continues_name(char c) { return starts_name(c) || (c >= '0' && c <= '9'); }

/// The name behind a '$', with or without braces; `used` is how many bytes it takes. Empty: something else.
std::string_view reference(std::string_view rest, std::size_t& used) {
    const bool braces = rest.starts_with('{');
    const std::size_t begin = braces ? 1 : 0;
    std::size_t end = begin;
    while (end < rest.size() && (end == begin ? starts_name(rest[end]) : continues_name(rest[end]))) ++end;
    if (end == begin || (braces && (end == rest.size() || rest[end] != '}'))) return {};
    used = end + (braces ? 1 : 0);
    return rest.substr(begin, end - begin);
}

}  // namespace

std::string_view assigned_name(std::string_view written) noexcept {
    std::size_t n = 0;
    while (n < written.size() && (n == 0 ? starts_name(written[n]) : continues_name(written[n]))) ++n;
    return n != 0 && n < written.size() && written[n] == '=' ? written.substr(0, n) : std::string_view{};
}

shell_value value_of(std::string_view written, const variables& known) {
    shell_value out;
    char quote = 0;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const char c = written[i];
        if (quote == '\'' ? c == '\'' : quote == '"' && c == '"') {
            quote = 0;
        } else if (quote == '\'') {
            out.text += c;
        } else if (quote == 0 && (c == '\'' || c == '"')) {
            quote = c;
            out.verbatim = false;
        } else if (c == '\\' && i + 1 < written.size()) {
            out.verbatim = false;
            if (written[++i] != '\n') out.text += written[i];
        } else if (c == '$') {
            out.verbatim = false;
            std::size_t used = 0;
            const auto name = reference(written.substr(i + 1), used);
            const auto at = known.find(name);
            if (name.empty() || at == known.end()) {
                out.known = false;
                out.text += c;
                continue;
            }
            out.text += at->second;
            i += used;
        } else {
            if (c == '`' || (quote == 0 && (c == '*' || c == '?' || c == '{'))) out.known = false;
            out.text += c;
        }
    }
    return out;
}

}  // namespace hakit::ipvsadm
