/// Lines of virtual_routes, static_routes, virtual_rules and static_rules. Internal.
#pragma once

#include <hakit/keepalived/route.hpp>

#include "keepalived/binding.hpp"

namespace hakit::keepalived {

/// A prefix, an address, or "default", "all" or "any".
[[nodiscard]] std::optional<route_prefix> parse_route_prefix(std::string_view text);
/// "10.0.0.0/8", "10.0.0.1" or "default".
[[nodiscard]] std::string to_string(const route_prefix& p);

/// The words of ip-route(8) that keepalived takes; in JSON an object of its options.
template <>
struct value_traits<route> {
    static std::optional<route> read(reader& in, const keyword& k);
    static void write(const route& value, const keyword& k, word_writer& out);
    static void to_json(const route& value, const keyword& k, json& out);
    static result<route> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// The words of ip-rule(8) that keepalived takes; in JSON an object of its options.
template <>
struct value_traits<rule> {
    static std::optional<rule> read(reader& in, const keyword& k);
    static void write(const rule& value, const keyword& k, word_writer& out);
    static void to_json(const rule& value, const keyword& k, json& out);
    static result<rule> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
