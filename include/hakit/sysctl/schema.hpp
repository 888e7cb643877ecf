/// The settings that matter to load balancers, real servers and clusters.
#pragma once

#include <hakit/sysctl/key.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hakit::sysctl {

/// How the kernel joins conf/all and conf/INTERFACE (include/linux/inetdevice.h, its IN_DEV_ macros).
enum class combination : std::uint8_t {
    alone,    ///< each key stands for itself
    largest,  ///< the greater of the two counts
    any,      ///< on when one of the two is
    every,    ///< on when both are
    copied,   ///< a write to `all` sets every interface
};

/// What a value looks like.
enum class value_kind : std::uint8_t {
    number,
    numbers,  ///< several, separated by blanks
    text,
};

/// One setting. All strings are static.
struct key_info {
    std::string_view pattern;  ///< its path, "net/ipv4/conf/*/arp_ignore"
    value_kind kind = value_kind::number;
    std::int64_t min = 0;  ///< of what has a meaning, when max > min
    std::int64_t max = 0;
    bool enforced = false;        ///< the kernel refuses numbers outside, in every release
    bool limit = false;           ///< more is allowed the greater it is
    bool read_only = false;       ///< it can be read alone
    std::uint8_t count = 1;       ///< of `numbers`
    std::string_view unit{};      ///< "s", "bytes", "pages", ...
    std::string_view fallback{};  ///< the kernel's default, in words when it is no constant
    combination joined = combination::alone;
    std::string_view module{};  ///< the module that brings it; empty for the kernel itself
    std::string_view advice{};  ///< what to set it to, and on which host; empty without
    std::string_view help{};    ///< one sentence
};

/// All of them, by path.
[[nodiscard]] std::span<const key_info> known_keys() noexcept;

/// The setting that the key names; null when the table lacks it. A pattern has none.
[[nodiscard]] const key_info* find(const key& k);

/// Whether the table knows every setting of the folder that holds the key: one that it lacks does not exist.
/// That is so for net/ipv4/conf/*, net/ipv6/conf/* and net/ipv4/vs.
[[nodiscard]] bool is_closed_folder(const key& k);

/// Whether the path is a folder of settings.
[[nodiscard]] bool is_folder(const key& k);

/// "0..3", "text", "3 numbers".
[[nodiscard]] std::string describe_values(const key_info& k);

/// "net.ipv4.conf.*.arp_ignore".
[[nodiscard]] std::string display_name(const key_info& k);

/// Calls `visit(name, setting)` for each.
void for_each_keyword(void (*visit)(std::string_view name, const key_info& k, void* user), void* user);

}  // namespace hakit::sysctl
