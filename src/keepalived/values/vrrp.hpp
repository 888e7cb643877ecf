/// Values that only vrrp_instance has. Internal.
#pragma once

#include <hakit/keepalived/vrrp_values.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/values/enumeration.hpp"

namespace hakit::keepalived {

template <>
struct enum_names<vrrp_state> {
    static constexpr std::pair<std::string_view, vrrp_state> names[] = {{"BACKUP", vrrp_state::backup},
                                                                        {"MASTER", vrrp_state::master}};
    static constexpr bool any_case = false;
};

template <>
struct enum_names<vrrp_auth_type> {
    static constexpr std::pair<std::string_view, vrrp_auth_type> names[] = {{"PASS", vrrp_auth_type::pass},
                                                                            {"AH", vrrp_auth_type::ah}};
    static constexpr bool any_case = false;
};

template <>
struct enum_names<old_checksum> {
    static constexpr std::pair<std::string_view, old_checksum> names[] = {{"never", old_checksum::never}};
    static constexpr bool any_case = false;
    static constexpr std::string_view bare = "detect";
};

template <>
struct enum_names<hmac_anti_replay> {
    static constexpr std::pair<std::string_view, hmac_anti_replay> names[] = {
        {"time", hmac_anti_replay::time}, {"monotonic", hmac_anti_replay::monotonic}};
    static constexpr bool any_case = false;
};

template <>
struct enum_names<hmac_mode> {
    static constexpr std::pair<std::string_view, hmac_mode> names[] = {{"enforce", hmac_mode::enforce},
                                                                       {"permissive", hmac_mode::permissive},
                                                                       {"receive-only", hmac_mode::receive_only}};
    static constexpr bool any_case = false;
};

template <>
struct enum_names<ipvlan::mode_kind> {
    static constexpr std::pair<std::string_view, ipvlan::mode_kind> names[] = {{"bridge", ipvlan::mode_kind::bridge},
                                                                               {"private", ipvlan::mode_kind::private_},
                                                                               {"vepa", ipvlan::mode_kind::vepa}};
    static constexpr bool any_case = false;
};

/// `ADDRESS [min_ttl N] [max_ttl N]`; in JSON {"address": "192.0.2.1", "min_ttl": N}.
template <>
struct value_traits<unicast_peer> {
    static std::optional<unicast_peer> read(reader& in, const keyword& k);
    static void write(const unicast_peer& value, const keyword& k, word_writer& out);
    static void to_json(const unicast_peer& value, const keyword& k, json& out);
    static result<unicast_peer> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `[NAME] [MAC] [group G] [netlink_notify_msg]`; in JSON an object.
template <>
struct value_traits<vmac> {
    static std::optional<vmac> read(reader& in, const keyword& k);
    static void write(const vmac& value, const keyword& k, word_writer& out);
    static void to_json(const vmac& value, const keyword& k, json& out);
    static result<vmac> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `[MODE] [NAME] [ADDRESS] [group G]`; in JSON an object.
template <>
struct value_traits<ipvlan> {
    static std::optional<ipvlan> read(reader& in, const keyword& k);
    static void write(const ipvlan& value, const keyword& k, word_writer& out);
    static void to_json(const ipvlan& value, const keyword& k, json& out);
    static result<ipvlan> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `[all] N`; in JSON {"interval": N, "all": true}.
template <>
struct value_traits<garp_extra> {
    static std::optional<garp_extra> read(reader& in, const keyword& k);
    static void write(const garp_extra& value, const keyword& k, word_writer& out);
    static void to_json(const garp_extra& value, const keyword& k, json& out);
    static result<garp_extra> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `ID MATERIAL`; in JSON {"id": N, "material": "..."}. A secret.
template <>
struct value_traits<hmac_key> {
    static std::optional<hmac_key> read(reader& in, const keyword& k);
    static void write(const hmac_key& value, const keyword& k, word_writer& out);
    static void to_json(const hmac_key& value, const keyword& k, json& out);
    static result<hmac_key> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
