#include "ipvsadm/values.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace hakit::ipvsadm {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// One part of an IPv4 address in C's notation.
std::optional<std::uint32_t> read_part(std::string_view text) {
    unsigned base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    } else if (text.size() > 1 && text.front() == '0') {
        base = 8;
    }
    if (text.empty()) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        unsigned digit = 99;
        if (is_digit(c)) digit = static_cast<unsigned>(c - '0');
        if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
        if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
        if (digit >= base) return std::nullopt;
        value = value * base + digit;
        if (value > 0xffffffffU) return std::nullopt;
    }
    return static_cast<std::uint32_t>(value);
}

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

bool is_host_name(std::string_view text) {
    return !text.empty() && text.front() != '-' && std::any_of(text.begin(), text.end(), [](char c) {
        return !is_digit(c) && c != '.';
    }) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
    });
}

/// Sets the port, or says why not.
void read_port(std::string_view text, ipvs::protocol p, const name_lookup& names, endpoint& out) {
    out.has_port = true;
    if (const auto number = read_number(text, 0, 65535)) {
        out.port = static_cast<std::uint16_t>(*number);
        return;
    }
    const bool any_protocol = p == ipvs::protocol{};
    auto named = well_known_port(text, p);
    if (!named && names.port && !any_protocol) named = names.port(text, p);
    if (named) {
        out.port = *named;
        return;
    }
    const auto dash = text.find('-');
    if (text.empty()) {
        out.why = "there is no port behind the ':'";
    } else if (dash != text.npos && dash != 0 && all_digits(text.substr(0, dash)) &&
               all_digits(text.substr(dash + 1))) {
        out.why = "a service has one port, not a range; mark the packets of the range and use -f";
    } else if (all_digits(text)) {
        out.why = "ports are 0 to 65535";
    } else if (any_protocol) {
        out.why = "the name of a port needs the virtual service before it";
    } else if (names.port) {
        out.why = "no port of " + std::string{ipvs::to_string(p)} + " is named '" + std::string{text} + "'";
    } else if (is_host_name(text)) {
        out.unresolved = true;
    } else {
        out.why = "the port is no number and no name";
    }
}

endpoint with_prefix(std::string_view text, std::size_t slash) {
    endpoint out;
    auto tail = text.substr(slash + 1);
    const auto digits = static_cast<std::size_t>(std::find_if_not(tail.begin(), tail.end(), is_digit) - tail.begin());
    tail.remove_prefix(digits);
    out.why = "an address stands here, not a network: '" + std::string{text.substr(slash, digits + 1)} +
              "' does not belong to it";
    if (digits != 0 && (tail.empty() || tail.front() == ':' || tail.front() == ']'))
        out.meant = std::string{text.substr(0, slash)} + std::string{tail};
    return out;
}

}  // namespace

std::optional<std::int64_t> read_number(std::string_view text, std::int64_t least, std::int64_t most) {
    while (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')))
        text.remove_prefix(1);
    bool negative = false;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (text.empty() || !all_digits(text)) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        value = value * 10 + (c - '0');
        if (value > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;  // above all that is asked for
    }
    if (negative) value = -value;
    if (value < least || value > most) return std::nullopt;
    return value;
}

std::optional<ip_address> read_loose_v4(std::string_view text) {
    std::array<std::uint32_t, 4> parts{};
    std::size_t n = 0;
    for (;;) {
        const auto dot = std::min(text.find('.'), text.size());
        const auto part = read_part(text.substr(0, dot));
        if (!part || n == 4) return std::nullopt;
        parts[n++] = *part;
        if (dot == text.size()) break;
        text.remove_prefix(dot + 1);
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i + 1 < n; ++i) {
        if (parts[i] > 255) return std::nullopt;
        value |= parts[i] << (24 - 8 * i);
    }
    const std::uint64_t room = std::uint64_t{1} << (8 * (5 - n));
    if (parts[n - 1] >= room) return std::nullopt;
    value |= parts[n - 1];
    const auto byte = [value](unsigned shift) { return static_cast<std::uint8_t>(value >> shift); };
    return ip_address{std::array<std::uint8_t, 4>{byte(24), byte(16), byte(8), byte(0)}};
}

endpoint read_endpoint(std::string_view text, ipvs::protocol p, const name_lookup& names) {
    endpoint out;
    const auto colon = std::min(text.find(':'), text.size());
    const auto host = text.substr(0, colon);
    // What nearly all rules have comes first.
    if (const auto v4 = ip_address::parse(host); v4 && v4->is_v4()) {
        out.address = v4;
        out.canonical = true;
        if (colon != text.size()) read_port(text.substr(colon + 1), p, names, out);
        return out;
    }
    if (text.empty() || all_digits(text)) {
        out.why = "a number is no address";
        return out;
    }
    if (const auto slash = text.find('/'); slash != text.npos) return with_prefix(text, slash);
    if (text.front() == '[') {
        const auto close = text.find(']');
        const auto inner = text.substr(1, std::min(close, text.size()) - 1);
        out.address = ip_address::parse(inner);
        if (close == text.npos || !out.address || !out.address->is_v6()) {
            out.why = close == text.npos ? "the ']' is missing" : "there is no IPv6 address between the brackets";
            if (out.address && out.address->is_v4())
                out.meant = std::string{inner} + std::string{text.substr(close + 1)};
            out.address.reset();
        } else if (text.size() == close + 1) {
            out.why = "brackets are for an address with a port";
            out.meant = std::string{inner};
        } else if (text[close + 1] != ':') {
            out.why = "a ':' and the port follow the ']'";
        } else {
            read_port(text.substr(close + 2), p, names, out);
        }
        return out;
    }
    if (const auto v6 = ip_address::parse(text); v6 && v6->is_v6()) {
        out.address = v6;
        return out;
    }
    out.address = read_loose_v4(host);
    if (!out.address) {
        if (!is_host_name(host)) {
            out.why = "there is no address";
            return out;
        }
        out.has_name = true;
        if (names.address) {
            out.address = names.address(host);
            if (!out.address) out.why = "no host is known as '" + std::string{host} + "'";
        } else {
            out.unresolved = true;
        }
    }
    if (out.why.empty() && colon != text.size()) read_port(text.substr(colon + 1), p, names, out);
    return out;
}

std::optional<std::uint16_t> well_known_port(std::string_view name, ipvs::protocol p) noexcept {
    struct entry {
        std::string_view name;
        std::uint16_t port;
        bool tcp, udp;
    };
    // /etc/services of Debian 12 (netbase 6.4).
    constexpr std::array<entry, 22> known{{
        {"ftp-data", 20, true, false},   {"ftp", 21, true, false},          {"ssh", 22, true, false},
        {"telnet", 23, true, false},     {"smtp", 25, true, false},         {"domain", 53, true, true},
        {"http", 80, true, false},       {"kerberos", 88, true, true},      {"pop3", 110, true, false},
        {"ntp", 123, false, true},       {"imap2", 143, true, false},       {"snmp", 161, true, true},
        {"ldap", 389, true, true},       {"https", 443, true, true},        {"submission", 587, true, false},
        {"ldaps", 636, true, true},      {"imaps", 993, true, false},       {"pop3s", 995, true, false},
        {"mysql", 3306, true, false},    {"postgresql", 5432, true, false}, {"sip", 5060, true, true},
        {"http-alt", 8080, true, false},
    }};
    for (const auto& e : known)
        if (e.name == name && ((p == ipvs::protocol::tcp && e.tcp) || (p == ipvs::protocol::udp && e.udp)))
            return e.port;
    return std::nullopt;
}

}  // namespace hakit::ipvsadm
