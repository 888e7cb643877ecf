#include "cib/xml_text.hpp"

#include "text/byte_set.hpp"
#include "text/utf8.hpp"

#include <charconv>

namespace hakit::cib {
namespace {

bool is_character(char32_t c) noexcept {
    return c == 0x9 || c == 0xa || c == 0xd || (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) ||
           (c >= 0x10000 && c <= 0x10ffff);
}

constexpr auto plain_ascii = text::byte_set{""}.with(0x20, 0x7f);
constexpr auto name_start = text::byte_set{"_"}.with('a', 'z').with('A', 'Z').with(0x80, 0xff);
constexpr auto name_rest = name_start.with('0', '9').with('-', '.');

}  // namespace

std::size_t find_forbidden(std::string_view text) noexcept {
    std::size_t i = 0;
    while (i < text.size()) {
        if (plain_ascii.contains(text[i])) {
            ++i;
            continue;
        }
        const auto step = text::decode_utf8(text.substr(i));
        if (!step.valid || !is_character(step.code_point)) return i;
        i += step.size;
    }
    return std::string_view::npos;
}

std::size_t reference_end(std::string_view text, std::size_t at) noexcept {
    constexpr std::size_t none = std::string_view::npos;
    const std::size_t end = text.substr(0, at + 16).find(';', at);
    if (end == none) return none;
    std::string_view name = text.substr(at + 1, end - at - 1);
    if (!name.starts_with('#'))
        return name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos" ? end + 1 : none;
    name.remove_prefix(1);
    const int base = name.starts_with('x') ? 16 : 10;
    if (base == 16) name.remove_prefix(1);
    std::uint32_t number = 0;
    const auto [last, ec] = std::from_chars(name.data(), name.data() + name.size(), number, base);
    return ec == std::errc{} && last == name.data() + name.size() && is_character(number) ? end + 1 : none;
}

bool is_xml_name(std::string_view text, bool colon) noexcept {
    if (text.empty() || !(name_start.contains(text.front()) || (colon && text.front() == ':'))) return false;
    for (const char c : text.substr(1))
        if (!name_rest.contains(c) && !(colon && c == ':')) return false;
    return true;
}

}  // namespace hakit::cib
