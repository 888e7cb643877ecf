/// Reading UTF-8 that may be damaged. Internal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hakit::text {

/// One step through a text: a code point, or one byte that belongs to none.
struct utf8_step {
    char32_t code_point;  ///< U+FFFD when not valid
    std::uint32_t size;   ///< bytes taken, at least 1
    bool valid;
};

/// Decodes at the front of `text`, which must not be empty. Overlong forms, surrogates and values past U+10FFFF are
/// invalid (RFC 3629 section 3); an invalid sequence is taken a byte at a time.
[[nodiscard]] inline utf8_step decode_utf8(std::string_view text) noexcept {
    constexpr utf8_step damaged{U'\uFFFD', 1, false};
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto first = byte(0);
    if (first < 0x80) return {first, 1, true};
    const std::uint32_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < size) return damaged;
    char32_t value = first & (0xffu >> (size + 1));
    for (std::uint32_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0u) != 0x80u) return damaged;
        value = value << 6 | (byte(i) & 0x3fu);
    }
    const char32_t smallest = size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80;
    if (value < smallest || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return damaged;
    return {value, size, true};
}

/// Whether all of `text` is UTF-8.
[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const auto step = decode_utf8(text);
        if (!step.valid) return false;
        text.remove_prefix(step.size);
    }
    return true;
}

}  // namespace hakit::text
