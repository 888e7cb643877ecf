/// What changes in meaning between two files of settings.
#pragma once

#include <hakit/sysctl/config.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::sysctl {

/// What becomes of the running kernel when the new file is applied in place of the old one.
enum class apply_effect : std::uint8_t {
    set,      ///< the kernel gets the new value
    kept,     ///< nobody sets it any more: the kernel keeps the value until it starts anew
    pattern,  ///< other settings may be set, or no longer be
};

/// "set", "kept", "pattern".
[[nodiscard]] std::string_view to_string(apply_effect e) noexcept;

/// One difference.
struct change {
    enum class kind : std::uint8_t { added, removed, changed };

    kind what = kind::changed;
    std::string key;     ///< "net.ipv4.ip_forward"; with a '-' in front for an exclusion
    std::string before;  ///< "unset" when there was none
    std::string after;   ///< "unset" when there is none
    apply_effect effect = apply_effect::set;
    std::string reason;  ///< one sentence

    friend bool operator==(const change&, const change&) = default;
};

/// The differences of what the files amount to, by key: lines that another one replaces do not count, nor does the
/// order. Empty when both do the same.
[[nodiscard]] std::vector<change> diff(const config& before, const config& after);

/// One line a change: "~ net.ipv4.ip_forward: 0 -> 1 (set: the kernel gets the new value)".
[[nodiscard]] std::string to_text(std::span<const change> changes);

}  // namespace hakit::sysctl
