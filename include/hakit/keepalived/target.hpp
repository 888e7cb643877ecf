/// Which keepalived a configuration is meant for.
#pragma once

#include <hakit/base/result.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace hakit::keepalived {

/// A release of keepalived.
struct release {
    std::uint8_t major = 2;
    std::uint8_t minor = 2;
    std::uint8_t patch = 7;

    /// Reads "2.2.7", "2.3" (its first release, 2.3.0) or "2". syntax error otherwise.
    [[nodiscard]] static result<release> parse(std::string_view text);
    [[nodiscard]] std::string to_string() const;
    friend constexpr auto operator<=>(const release&, const release&) = default;
};

inline constexpr release v2_2_7{2, 2, 7};  ///< Debian 12
inline constexpr release v2_2_8{2, 2, 8};
inline constexpr release v2_3{2, 3, 0};
inline constexpr release v2_3_2{2, 3, 2};
inline constexpr release v2_3_3{2, 3, 3};
inline constexpr release v2_4{2, 4, 0};
inline constexpr release v2_4_4{2, 4, 4};  ///< what follows 2.4.3

/// What a build of keepalived contains (`keepalived --version` lists it). Bits of a mask.
enum class feature : std::uint32_t {
    none = 0,
    vrrp = 1u << 0,
    lvs = 1u << 1,
    bfd = 1u << 2,
    snmp = 1u << 3,
    dbus = 1u << 4,
    regex = 1u << 5,
    nftables = 1u << 6,
    iptables = 1u << 7,
    libipset = 1u << 8,
    vmac = 1u << 9,
    track_process = 1u << 10,
    linkbeat = 1u << 11,
    so_mark = 1u << 12,
    snmp_rfc = 1u << 13,
    snmp_checker = 1u << 14,
    snmp_vrrp = 1u << 15,
    snmp_rfcv2 = 1u << 16,
    snmp_rfcv3 = 1u << 17,
    ipvlan = 1u << 18,
    vrf = 1u << 19,
    vrrp_auth = 1u << 20,
    old_checksum = 1u << 21,
    json = 1u << 22,
};

using feature_set = std::uint32_t;
[[nodiscard]] constexpr feature_set operator|(feature a, feature b) noexcept {
    return static_cast<feature_set>(a) | static_cast<feature_set>(b);
}
[[nodiscard]] constexpr feature_set operator|(feature_set a, feature b) noexcept {
    return a | static_cast<feature_set>(b);
}
[[nodiscard]] constexpr bool has(feature_set set, feature f) noexcept {
    return (set & static_cast<feature_set>(f)) == static_cast<feature_set>(f);
}
/// The name used in `keepalived --version` and in the `--features` option: "VRRP", "LVS", ...
[[nodiscard]] std::string_view to_string(feature f) noexcept;
/// Reads such names, separated by commas or blanks, letter case counts: "VRRP,LVS" is these two and no other. A list
/// whose names all start with '+' or '-' changes debian_features: "-BFD,+IPTABLES". invalid_argument otherwise; the
/// message lists the names.
[[nodiscard]] result<feature_set> parse_features(std::string_view list);

/// Everything Debian 12 builds: all but iptables and ipset support, which nftables replaces there.
inline constexpr feature_set debian_features =
    0xffff'ffffu & ~static_cast<feature_set>(feature::iptables) & ~static_cast<feature_set>(feature::libipset);

/// The keepalived that shall read the file.
struct target {
    release version = v2_2_7;
    feature_set features = debian_features;
};

}  // namespace hakit::keepalived
