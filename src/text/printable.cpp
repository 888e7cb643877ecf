#include <text/printable.hpp>

#include <algorithm>
#include <iterator>

namespace hakit::text {
namespace {

struct range {
    char32_t first;
    char32_t last;
};

constexpr range zero_width[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a}, {0x064b, 0x065f},
    {0x06d6, 0x06dc}, {0x0900, 0x0902}, {0x093c, 0x093c}, {0x0941, 0x0948}, {0x0e34, 0x0e3a},
    {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200d}, {0x20d0, 0x20ff},
    {0x302a, 0x302d}, {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xe0100, 0xe01ef},
};

constexpr range double_width[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x2614, 0x2615},   {0x2648, 0x2653},
    {0x26bd, 0x26be},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},   {0x274c, 0x274c},
    {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},
    {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0xa4cf},   {0xa960, 0xa97f},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},
    {0x16fe0, 0x18cff}, {0x1b000, 0x1b2ff}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1faff},
    {0x20000, 0x2fffd}, {0x30000, 0x3fffd},
};

/// Controls, direction marks, line separators and the byte order mark: a reader must see that they are there.
constexpr range escaped[] = {
    {0x0000, 0x001f}, {0x007f, 0x009f}, {0x061c, 0x061c}, {0x200e, 0x200f},
    {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
};

template <std::size_t Size>
bool in(const range (&table)[Size], char32_t c) noexcept {
    const auto after = std::upper_bound(std::begin(table), std::end(table), c,
                                        [](char32_t value, const range& r) { return value < r.first; });
    return after != std::begin(table) && c <= std::prev(after)->last;
}

unsigned append_hex(std::string& out, std::string_view prefix, char32_t value, unsigned digits) {
    out += prefix;
    for (unsigned i = digits; i-- > 0;) out += "0123456789abcdef"[(value >> (4 * i)) & 0xf];
    return static_cast<unsigned>(prefix.size()) + digits;
}

}  // namespace

unsigned display_width(char32_t c) noexcept {
    if (c < 0x300) return 1;
    if (in(zero_width, c)) return 0;
    return in(double_width, c) ? 2 : 1;
}

unsigned append_printable(std::string& out, std::string_view text, const utf8_step& step) {
    if (!step.valid) return append_hex(out, "\\x", static_cast<unsigned char>(text.front()), 2);
    if (!in(escaped, step.code_point)) {
        out += text.substr(0, step.size);
        return display_width(step.code_point);
    }
    switch (step.code_point) {
        case '\n': out += "\\n"; return 2;
        case '\r': out += "\\r"; return 2;
        case '\t': out += "\\t"; return 2;
        default: break;
    }
    if (step.code_point < 0x80) return append_hex(out, "\\x", step.code_point, 2);
    return append_hex(out, "\\u", step.code_point, 4);
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto step = decode_utf8(text);
        append_printable(out, text, step);
        text.remove_prefix(step.size);
    }
    return out;
}

}  // namespace hakit::text
