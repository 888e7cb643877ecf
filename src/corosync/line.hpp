/// What corosync makes of one line (exec/coroparse.c, parse_section). Internal.
#pragma once

#include <hakit/corosync/target.hpp>

#include <cstddef>
#include <cstdint>

namespace hakit::corosync {

enum class line_kind : std::uint8_t {
    blank,    ///< nothing that counts
    comment,  ///< '#' first
    open,     ///< has a '{'
    setting,  ///< has a ':'
    close,    ///< has a '}'
    other,    ///< none of these
};

/// The parts of a line; null where the kind has none.
struct line_parts {
    line_kind kind = line_kind::blank;
    bool no_break_space = false;  ///< a UTF-8 no-break space stands where a blank was meant
    bool too_long = false;
    bool one_line = false;            ///< an open line that has its '}', which corosync does not see
    const char* begin;                ///< of the line
    const char* first;                ///< the first byte that is no blank
    const char* newline;              ///< where the line ending begins, or the end of the text
    const char* next;                 ///< the first byte of the next line
    const char* name_end = nullptr;   ///< of the key or the section's name, which begins at `first`
    const char* mark = nullptr;       ///< the '{', ':' or '}'
    const char* value = nullptr;      ///< what follows the mark and the blanks behind it,
    const char* value_end = nullptr;  ///< without blanks at the end
    const char* colon = nullptr;      ///< of "key: {value}", which opens a section but was not meant to
    const char* nul = nullptr;        ///< the first NUL byte

    /// Whether there is something to say about the line, whatever it means.
    [[nodiscard]] bool is_odd() const noexcept { return too_long || no_break_space || nul != nullptr; }
};

/// Looks at the line that starts at `p`; `p` is not `last`, and a NUL byte stands at `last`, as behind a std::string.
[[nodiscard]] line_parts look_at_line(const char* p, const char* last, const target& aim) noexcept;

/// Whether corosync takes the byte for a blank. Since 3.1.8 that is also 0xA0, whatever it belongs to.
[[nodiscard]] constexpr bool is_blank(char c, const target& aim) noexcept {
    if (static_cast<signed char>(c) > ' ') return false;  // nearly all bytes are decided by this
    return c == ' ' || c == '\t' || (c == '\xA0' && aim.version >= v3_1_8);
}

/// The first byte from `p` on that is no blank, at most the NUL byte behind the text.
[[nodiscard]] inline const char* skip_blanks(const char* p, const target& aim) noexcept {
    while (is_blank(*p, aim)) ++p;
    return p;
}

inline constexpr std::size_t longest_line = 510;  ///< without its line feed: fgets() into 512 bytes
inline constexpr std::size_t longest_path = 254;  ///< ICMAP_KEYNAME_MAXLEN - 1
inline constexpr std::size_t shortest_path = 3;   ///< ICMAP_KEYNAME_MINLEN

}  // namespace hakit::corosync
