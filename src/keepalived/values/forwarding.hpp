/// lb_kind and its tunnels. Internal.
#pragma once

#include <hakit/keepalived/forwarding.hpp>

#include "keepalived/values/enumeration.hpp"

namespace hakit::keepalived {

template <>
struct enum_names<forwarding_kind> {
    static constexpr std::pair<std::string_view, forwarding_kind> names[] = {
        {"NAT", forwarding_kind::nat}, {"DR", forwarding_kind::dr}, {"TUN", forwarding_kind::tun}};
    static constexpr bool any_case = false;
};

template <>
struct enum_names<tunnel_kind> {
    static constexpr std::pair<std::string_view, tunnel_kind> names[] = {
        {"ipip", tunnel_kind::ipip}, {"gue", tunnel_kind::gue}, {"gre", tunnel_kind::gre}};
    static constexpr bool any_case = false;
};

template <>
struct enum_names<tunnel_checksum> {
    static constexpr std::pair<std::string_view, tunnel_checksum> names[] = {
        {"nocsum", tunnel_checksum::nocsum}, {"csum", tunnel_checksum::csum}, {"remcsum", tunnel_checksum::remcsum}};
    static constexpr bool any_case = false;
};

/// In JSON "NAT", "DR" or "TUN", and with options {"kind": "TUN", "type": "gue", "port": 6080, "checksum": "csum"}.
template <>
struct value_traits<forwarding> {
    static std::optional<forwarding> read(reader& in, const keyword& k);
    static void write(const forwarding& value, const keyword& k, word_writer& out);
    static void to_json(const forwarding& value, const keyword& k, json& out);
    static result<forwarding> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
