/// Lines that start with an interface. Internal.
#pragma once

#include <hakit/keepalived/static_config.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/values/enumeration.hpp"

namespace hakit::keepalived {

template <>
struct enum_names<linkbeat_interface::method_kind> {
    static constexpr std::pair<std::string_view, linkbeat_interface::method_kind> names[] = {
        {"MII", linkbeat_interface::method_kind::mii},
        {"ETHTOOL", linkbeat_interface::method_kind::ethtool},
        {"IOCTL", linkbeat_interface::method_kind::ioctl}};
    static constexpr bool any_case = false;
};

/// `NAME [MII|ETHTOOL|IOCTL]`; in JSON {"name": "eth0", "method": "MII"}.
template <>
struct value_traits<linkbeat_interface> {
    static std::optional<linkbeat_interface> read(reader& in, const keyword& k);
    static void write(const linkbeat_interface& value, const keyword& k, word_writer& out);
    static void to_json(const linkbeat_interface& value, const keyword& k, json& out);
    static result<linkbeat_interface> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `NAME DOWN [UP]`; in JSON {"name": "eth0", "down": 1.5, "up": 2} in seconds.
template <>
struct value_traits<interface_delay> {
    static std::optional<interface_delay> read(reader& in, const keyword& k);
    static void write(const interface_delay& value, const keyword& k, word_writer& out);
    static void to_json(const interface_delay& value, const keyword& k, json& out);
    static result<interface_delay> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
