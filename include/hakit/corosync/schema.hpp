/// The one table of corosync.conf's sections and keys. Reading, checking, writing, JSON, differences, the repair of
/// braces and the docs all read it.
#pragma once

#include <hakit/corosync/target.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hakit::corosync {

enum class value_type : std::uint8_t {
    u8,       ///< 0..255
    u16,      ///< 0..65535
    u32,      ///< 0..4294967295
    i32,      ///< -2147483648..2147483647
    u64,      ///< as strtoull(3) reads it, a sign included
    string,   ///< any text
    choice,   ///< one of key::choices
    address,  ///< an IP address or a host name
    path,     ///< a file or a directory
};

/// What happens to a string that is none of key::choices.
enum class unfit : std::uint8_t {
    refused,        ///< a parser error with its line
    refused_later,  ///< corosync does not start, without a line; `corosync -t` says so, too
    fails_start,    ///< corosync does not start, and `corosync -t` says nothing
    ignored,        ///< taken as if it were not there
};

struct binding;  // how a key or section is kept; internal
struct section;

/// One key of one section. All strings are static.
struct key {
    std::string_view name;  ///< "exec_NAME" stands for all names with that beginning
    value_type type = value_type::string;
    std::string_view help{};      ///< one sentence
    std::string_view fallback{};  ///< what corosync uses when it is absent, in words; empty: nothing
    std::string_view choices{};   ///< separated by '|'
    unfit otherwise = unfit::ignored;
    std::uint64_t min = 0;             ///< of numbers; corosync refuses smaller ones later than it reads them
    std::uint64_t max = 0;             ///< when not 0
    std::string_view unit{};           ///< "ms", "s", "%", "bytes"
    release since = v1_0;              ///< the first release that knows it
    release until = {255, 255, 255};   ///< from here on it is unknown and kept as a string
    release no_effect{255, 255, 255};  ///< from here on it changes nothing
    release untyped{255, 255, 255};    ///< from here on the number is not checked when it is read
    std::string_view instead{};        ///< the key to use now, or what to do
    bool alias = false;                ///< another name of `instead`
    bool secret = false;               ///< redacted unless asked for
    bool live = false;                 ///< a reload takes it over; otherwise corosync has to be started again
    const binding* field = nullptr;    ///< internal

    [[nodiscard]] constexpr bool known_in(release r) const noexcept { return since <= r && r < until; }
    [[nodiscard]] constexpr bool works_in(release r) const noexcept { return known_in(r) && r < no_effect; }
    [[nodiscard]] constexpr bool is_number() const noexcept { return type <= value_type::u64; }
};

/// One kind of section.
struct section {
    std::string_view name;
    std::string_view path;  ///< "totem.interface"; empty for the top level
    std::string_view help{};
    std::span<const key> keys{};
    std::span<const section* const> sections{};
    release since = v1_0;
    release until{255, 255, 255};      ///< from here on unknown
    release no_effect{255, 255, 255};  ///< from here on it changes nothing
    bool repeatable = false;           ///< otherwise repeated sections are one
    bool closed = false;               ///< corosync refuses other keys
    bool live = false;                 ///< a reload takes added and removed ones over
    const binding* field = nullptr;    ///< internal

    /// The key of that name, or null. Letter case counts.
    [[nodiscard]] const key* find_key(std::string_view wanted) const noexcept;
    [[nodiscard]] const section* find_section(std::string_view wanted) const noexcept;
    [[nodiscard]] constexpr bool known_in(release r) const noexcept { return since <= r && r < until; }
};

/// The top level.
[[nodiscard]] const section& root_section() noexcept;

/// What the value of a key looks like, for people: "0..255", "knet|udpu|udp", "30..4294967295 ms".
[[nodiscard]] std::string describe_value(const key& k);

/// Calls `visit(path, section, key)` for every section (key null) and key, sections before what they hold; path is
/// "totem.interface.linknumber".
void for_each_keyword(void (*visit)(std::string_view path, const section& s, const key* k, void* user), void* user);

}  // namespace hakit::corosync
