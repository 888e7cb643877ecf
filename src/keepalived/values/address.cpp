#include "keepalived/values/address.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hakit::keepalived {
namespace {

/// What is wrong with an address of the wrong kind; empty when nothing is.
std::string_view wrong_kind(const ip_address& address, address_kind kind) {
    if (kind == address_kind::any) return {};
    if (kind == address_kind::multicast_v4 && !address.is_v4()) return "an IPv4 multicast address";
    if (kind == address_kind::multicast_v6 && !address.is_v6()) return "an IPv6 multicast address";
    return address.is_multicast() ? "" : "a multicast address";
}

}  // namespace

std::optional<ip_address> read_address(reader& in, const keyword& k) {
    const auto& w = in.take();
    // keepalived cuts a plain address at the slash, whatever follows (2.2.7, all keywords).
    const auto slash = std::min(w.text.find('/'), w.text.size());
    const auto address = ip_address::parse(w.text.substr(0, slash));
    if (!address) {
        in.report(keyword_code.bad_address, w.where, quote(w.text) + " is no IP address for " + quote(k.name));
        return std::nullopt;
    }
    if (slash != w.text.size()) {
        auto& d = in.report(keyword_code.no_effect, w.where,
                            "keepalived ignores the " + quote(w.text.substr(slash)) + " behind the address");
        if (const auto place = in.editable(w.where))
            d.remedy =
                text::fix{"remove it", text::applicability::certain, {{*place, std::string{w.text.substr(0, slash)}}}};
    }
    return address;
}

std::optional<ip_address> value_traits<ip_address>::read(reader& in, const keyword& k) {
    const auto w = in.peek();
    const auto address = read_address(in, k);
    if (!address) return std::nullopt;
    if (const auto needed = wrong_kind(*address, k.addresses); !needed.empty()) {
        in.report(keyword_code.bad_address_kind, w.where, quote(k.name) + " needs " + std::string{needed});
        return std::nullopt;
    }
    return address;
}

void value_traits<ip_address>::write(const ip_address& value, const keyword&, word_writer& out) {
    out.raw(value.to_string());
}

void value_traits<ip_address>::to_json(const ip_address& value, const keyword&, json& out) { out = value.to_string(); }

result<ip_address> value_traits<ip_address>::from_json(const json& in, const keyword& k) {
    const auto text = json_string(in);
    const auto address = text ? ip_address::parse(*text) : std::nullopt;
    if (!address) return wrong_type(k, "an IP address");
    if (const auto needed = wrong_kind(*address, k.addresses); !needed.empty()) return wrong_type(k, needed);
    return *address;
}

std::string value_traits<ip_address>::describe(const keyword&) { return "ADDRESS"; }

std::optional<endpoint> value_traits<endpoint>::read(reader& in, const keyword& k) {
    const auto address = value_traits<ip_address>::read(in, k);
    endpoint value{address.value_or(ip_address{}), 0};
    if (!in.done()) {
        const auto& w = in.take();
        const auto port = read_integer(in, w, "port", 0, 65535);
        if (!port) return std::nullopt;
        value.port = static_cast<std::uint16_t>(*port);
    }
    return address ? std::optional{value} : std::nullopt;
}

void value_traits<endpoint>::write(const endpoint& value, const keyword&, word_writer& out) {
    out.raw(value.address.to_string());
    if (value.port != 0) out.number(value.port);
}

void value_traits<endpoint>::to_json(const endpoint& value, const keyword&, json& out) {
    out = json{{"address", value.address.to_string()}};
    if (value.port != 0) out["port"] = value.port;
}

result<endpoint> value_traits<endpoint>::from_json(const json& in, const keyword& k) {
    if (!in.is_object() || !in.contains("address")) return wrong_type(k, "an object with an address");
    const auto address = value_traits<ip_address>::from_json(in["address"], k);
    if (!address) return address.error();
    endpoint value{*address, 0};
    if (in.contains("port")) {
        const auto& port = in["port"];
        if (!port.is_number_unsigned() || port.get<std::uint64_t>() > 65535) return wrong_type(k, "a port of 0..65535");
        value.port = port.get<std::uint16_t>();
    }
    return value;
}

std::string value_traits<endpoint>::describe(const keyword&) { return "ADDRESS [PORT]"; }

}  // namespace hakit::keepalived
