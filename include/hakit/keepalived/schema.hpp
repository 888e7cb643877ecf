/// The one table of keepalived keywords. Parsing, checking, binding, emission, completion, JSON and the docs all read
/// it.
#pragma once

#include <hakit/keepalived/target.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hakit::keepalived {

/// What stands after a keyword.
enum class shape : std::uint8_t {
    value,        ///< the words of one statement
    block,        ///< { keywords }
    words_block,  ///< { words, on any number of lines }
    lines_block,  ///< { one entry a line }
};

/// Which addresses a keyword takes.
enum class address_kind : std::uint8_t { any, multicast, multicast_v4, multicast_v6 };

/// Which values that it cannot use keepalived lets pass without a word.
enum class unreported : std::uint8_t {
    none,       ///< it speaks of all
    no_value,   ///< the keyword alone
    any_value,  ///< the keyword alone, and any rubbish behind it
};

struct binding;  // how the value is read, kept and written; internal
class keyword_table;

/// One keyword in one context. All strings are static.
struct keyword {
    std::string_view name;
    shape form = shape::value;
    const binding* header = nullptr;          ///< the words after the keyword; null when there are none
    const binding* body = nullptr;            ///< the block's contents; null for plain values
    const binding* entries = nullptr;         ///< the entries of a words or lines block that has a header, in its body
    const keyword_table* children = nullptr;  ///< of a `block`
    double min = 0;                           ///< of the number (in `unit`), when max > min
    double max = 0;
    std::uint8_t decimals = 0;  ///< digits after the point that keepalived keeps
    bool flag = false;          ///< the keyword alone switches on; keepalived ignores any argument
    bool optional = false;      ///< the value may be left out
    bool raw = false;           ///< keepalived reads the rest of the line with script quoting
    bool secret = false;        ///< redacted unless asked for
    bool repeatable = false;    ///< may stand several times; otherwise the last one wins
    bool first_wins = false;    ///< a second setting is ignored
    unreported lets_pass = unreported::none;
    std::int64_t bare = 0;  ///< of an optional number: what the keyword alone means
    address_kind addresses = address_kind::any;
    release argument_since = v2_2_7;    ///< of a boolean: before that release the keyword alone counts
    release decimals_since = v2_2_7;    ///< the first release that takes a point in the number
    std::uint16_t max_length = 0;       ///< bytes keepalived keeps; 0 without limit
    std::string_view unit{};            ///< "s", "ms", "us", "bytes"
    std::string_view fallback{};        ///< what keepalived uses when it is absent, in words
    std::string_view alias_of{};        ///< the keyword to use instead; this one is another name for it
    std::string_view deprecated{};      ///< since when or why; empty when current
    bool deprecation_reported = false;  ///< keepalived itself reports the old name as an error
    release since = v2_2_7;             ///< the first release that knows it, 2.2.7 for all older ones
    feature_set needs = 0;              ///< of the build
    std::string_view help{};            ///< one sentence
};

/// The keywords of one kind of block, with a hash index. Static and constant.
class keyword_table {
public:
    constexpr keyword_table(std::span<const keyword> rows, std::span<const std::uint16_t> slots) noexcept
        : rows_{rows}, slots_{slots} {}

    [[nodiscard]] constexpr const keyword* begin() const noexcept { return rows_.data(); }
    [[nodiscard]] constexpr const keyword* end() const noexcept { return rows_.data() + rows_.size(); }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return rows_.size(); }
    /// The keyword of that name, or null. Letter case counts. O(1).
    [[nodiscard]] const keyword* find(std::string_view name) const noexcept;

    /// The hash that orders the slots: of the length and of four letters, which tell keywords apart well enough.
    [[nodiscard]] static constexpr std::uint32_t hash(std::string_view name) noexcept {
        if (name.empty()) return 0;
        const auto letter = [&](std::size_t i) {
            return static_cast<std::uint32_t>(static_cast<unsigned char>(name[i]));
        };
        const auto n = name.size();
        const auto four = letter(0) | letter(n / 3) << 8 | letter(2 * n / 3) << 16 | letter(n - 1) << 24;
        const auto h = (four ^ static_cast<std::uint32_t>(n) * 0x85ebca6bu) * 0x9e3779b1u;
        return h ^ (h >> 15);
    }

private:
    std::span<const keyword> rows_;
    std::span<const std::uint16_t> slots_;  // row + 1, 0 for an empty slot; the size is a power of two
};

/// The keywords of the top level.
[[nodiscard]] const keyword_table& keywords() noexcept;

/// What the values of a keyword look like, for people: "1..255", "PASS|AH", "SECONDS 0.01..255".
[[nodiscard]] std::string describe_values(const keyword& k);

/// Calls `visit(path, keyword)` for every keyword, parents first; path is "vrrp_instance/authentication".
void for_each_keyword(void (*visit)(std::string_view path, const keyword& k, void* user), void* user);

}  // namespace hakit::keepalived
