/// Values of the checkers other than HTTP. Internal.
#pragma once

#include <hakit/keepalived/checker_values.hpp>

#include "keepalived/values/enumeration.hpp"

namespace hakit::keepalived {

template <>
struct enum_names<dns_type> {
    static constexpr std::pair<std::string_view, dns_type> names[] = {
        {"A", dns_type::a},       {"NS", dns_type::ns},       {"CNAME", dns_type::cname},
        {"SOA", dns_type::soa},   {"MX", dns_type::mx},       {"TXT", dns_type::txt},
        {"AAAA", dns_type::aaaa}, {"RRSIG", dns_type::rrsig}, {"DNSKEY", dns_type::dnskey}};
    static constexpr bool any_case = true;
};

/// Hexadecimal digits, two a byte; in JSON the same digits without blanks.
template <>
struct value_traits<payload_bytes> {
    static std::optional<payload_bytes> read(reader& in, const keyword& k);
    static void write(const payload_bytes& value, const keyword& k, word_writer& out);
    static void to_json(const payload_bytes& value, const keyword& k, json& out);
    static result<payload_bytes> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// The same with 'X' for a digit that does not matter.
template <>
struct value_traits<reply_pattern> {
    static std::optional<reply_pattern> read(reader& in, const keyword& k);
    static void write(const reply_pattern& value, const keyword& k, word_writer& out);
    static void to_json(const reply_pattern& value, const keyword& k, json& out);
    static result<reply_pattern> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// In JSON {"weight": 3, "reverse": true}, or the number alone.
template <>
struct value_traits<file_weight> {
    static std::optional<file_weight> read(reader& in, const keyword& k);
    static void write(const file_weight& value, const keyword& k, word_writer& out);
    static void to_json(const file_weight& value, const keyword& k, json& out);
    static result<file_weight> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
