/// Lines of virtual_ipaddress, virtual_ipaddress_excluded and static_ipaddress. Internal.
#pragma once

#include <hakit/keepalived/interface_address.hpp>

#include "keepalived/binding.hpp"

namespace hakit::keepalived {

/// `ADDRESS[/LENGTH] OPTIONS`; in JSON {"address": "10.0.0.1/24", "dev": "eth0", ...}.
template <>
struct value_traits<virtual_address> {
    static std::optional<virtual_address> read(reader& in, const keyword& k);
    static void write(const virtual_address& value, const keyword& k, word_writer& out);
    static void to_json(const virtual_address& value, const keyword& k, json& out);
    static result<virtual_address> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// The same, with track_group.
template <>
struct value_traits<static_address> {
    static std::optional<static_address> read(reader& in, const keyword& k);
    static void write(const static_address& value, const keyword& k, word_writer& out);
    static void to_json(const static_address& value, const keyword& k, json& out);
    static result<static_address> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
