/// What names and shapes a virtual_server. Internal.
#pragma once

#include <hakit/keepalived/virtual_server.hpp>

#include "keepalived/values/enumeration.hpp"

namespace hakit::keepalived {

template <>
struct enum_names<scheduler> {
    static constexpr std::pair<std::string_view, scheduler> names[] = {
        {"rr", scheduler::rr},       {"wrr", scheduler::wrr},  {"lc", scheduler::lc},   {"wlc", scheduler::wlc},
        {"lblc", scheduler::lblc},   {"sh", scheduler::sh},    {"mh", scheduler::mh},   {"dh", scheduler::dh},
        {"fo", scheduler::fo},       {"ovf", scheduler::ovf},  {"sed", scheduler::sed}, {"nq", scheduler::nq},
        {"lblcr", scheduler::lblcr}, {"twos", scheduler::twos}};
    static constexpr bool any_case = false;
};

template <>
struct enum_names<service_protocol> {
    static constexpr std::pair<std::string_view, service_protocol> names[] = {
        {"TCP", service_protocol::tcp}, {"UDP", service_protocol::udp}, {"SCTP", service_protocol::sctp}};
    static constexpr bool any_case = true;
};

template <>
struct enum_names<address_family> {
    static constexpr std::pair<std::string_view, address_family> names[] = {{"inet", address_family::inet},
                                                                            {"inet6", address_family::inet6}};
    static constexpr bool any_case = false;
};

/// In JSON {"address": "192.0.2.1", "port": 80}, {"fwmark": 3} or {"group": "web"}.
template <>
struct value_traits<virtual_server_key> {
    static std::optional<virtual_server_key> read(reader& in, const keyword& k);
    static void write(const virtual_server_key& value, const keyword& k, word_writer& out);
    static void to_json(const virtual_server_key& value, const keyword& k, json& out);
    static result<virtual_server_key> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// In JSON "255.255.255.0" or 64.
template <>
struct value_traits<granularity> {
    static std::optional<granularity> read(reader& in, const keyword& k);
    static void write(const granularity& value, const keyword& k, word_writer& out);
    static void to_json(const granularity& value, const keyword& k, json& out);
    static result<granularity> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
