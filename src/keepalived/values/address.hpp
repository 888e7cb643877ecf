/// IP addresses, with and without port. Internal.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/keepalived/endpoint.hpp>

#include "keepalived/binding.hpp"

namespace hakit::keepalived {

/// The next word as an address; reports when it is none, and what keepalived ignores behind it.
[[nodiscard]] std::optional<ip_address> read_address(reader& in, const keyword& k);

/// One address.
template <>
struct value_traits<ip_address> {
    static std::optional<ip_address> read(reader& in, const keyword& k);
    static void write(const ip_address& value, const keyword& k, word_writer& out);
    static void to_json(const ip_address& value, const keyword& k, json& out);
    static result<ip_address> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `ADDRESS [PORT]`; in JSON {"address": "192.0.2.1", "port": 80}.
template <>
struct value_traits<endpoint> {
    static std::optional<endpoint> read(reader& in, const keyword& k);
    static void write(const endpoint& value, const keyword& k, word_writer& out);
    static void to_json(const endpoint& value, const keyword& k, json& out);
    static result<endpoint> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
