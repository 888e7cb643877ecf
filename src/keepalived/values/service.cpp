#include "keepalived/values/service.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/address.hpp"
#include "keepalived/values/json_object.hpp"

#include <nlohmann/json.hpp>

namespace hakit::keepalived {
namespace {

constexpr std::int64_t greatest_mark = 0xffff'ffff;

std::uint32_t ipv4_bits(const ip_address& address) {
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4; ++i) bits = bits << 8 | address.bytes()[i];
    return bits;
}

ip_address ipv4(std::uint32_t bits) {
    return ip_address{std::array{static_cast<std::uint8_t>(bits >> 24), static_cast<std::uint8_t>(bits >> 16),
                                 static_cast<std::uint8_t>(bits >> 8), static_cast<std::uint8_t>(bits)}};
}

}  // namespace

std::string to_string(const virtual_server_key& key) {
    if (const auto* mark = std::get_if<fwmark_service>(&key)) return "fwmark " + std::to_string(mark->mark);
    if (const auto* group = std::get_if<group_service>(&key)) return "group " + group->name;
    const auto& address = std::get<endpoint>(key);
    return address.address.to_string() + (address.port == 0 ? "" : ' ' + std::to_string(address.port));
}

std::optional<virtual_server_key> value_traits<virtual_server_key>::read(reader& in, const keyword& k) {
    const bool mark = !in.done() && in.peek().text == "fwmark";
    if (!mark && in.peek().text != "group") {
        const auto address = value_traits<endpoint>::read(in, k);
        if (!address) return std::nullopt;
        return virtual_server_key{*address};
    }
    const auto& kind = in.take();
    if (in.done()) {
        in.report(keyword_code.missing_value, kind.where,
                  quote(kind.text) + (mark ? " needs a number" : " needs a name"));
        return std::nullopt;
    }
    const auto& w = in.take();
    if (!mark) return virtual_server_key{group_service{std::string{w.text}}};
    const auto number = read_integer(in, w, "fwmark", 0, greatest_mark);
    if (!number) return std::nullopt;
    return virtual_server_key{fwmark_service{static_cast<std::uint32_t>(*number)}};
}

void value_traits<virtual_server_key>::write(const virtual_server_key& value, const keyword& k, word_writer& out) {
    if (const auto* address = std::get_if<endpoint>(&value)) {
        value_traits<endpoint>::write(*address, k, out);
    } else if (const auto* mark = std::get_if<fwmark_service>(&value)) {
        out.raw("fwmark");
        out.number(mark->mark);
    } else {
        out.raw("group");
        out.word(std::get<group_service>(value).name);
    }
}

void value_traits<virtual_server_key>::to_json(const virtual_server_key& value, const keyword& k, json& out) {
    if (const auto* address = std::get_if<endpoint>(&value))
        value_traits<endpoint>::to_json(*address, k, out);
    else if (const auto* mark = std::get_if<fwmark_service>(&value))
        out = json{{"fwmark", mark->mark}};
    else
        out = json{{"group", std::get<group_service>(value).name}};
}

result<virtual_server_key> value_traits<virtual_server_key>::from_json(const json& in, const keyword& k) {
    json_object object{in, k};
    if (object.has("fwmark")) {
        fwmark_service value;
        object.number("fwmark", value.mark, 0, greatest_mark);
        if (auto done = object.finish(); !done) return done.error();
        return virtual_server_key{value};
    }
    if (object.has("group")) {
        group_service value;
        object.text("group", value.name);
        if (auto done = object.finish(); !done) return done.error();
        return virtual_server_key{value};
    }
    auto address = value_traits<endpoint>::from_json(in, k);
    if (!address) return address.error();
    return virtual_server_key{*address};
}

std::string value_traits<virtual_server_key>::describe(const keyword&) {
    return "ADDRESS [PORT]|fwmark NUMBER|group NAME";
}

std::optional<granularity> value_traits<granularity>::read(reader& in, const keyword& k) {
    const auto& w = in.take();
    if (w.text.find('.') == w.text.npos) {
        const auto length = read_integer(in, w, k.name, 1, 128);
        if (!length) return std::nullopt;
        return granularity{.length = static_cast<std::uint8_t>(*length)};
    }
    const auto mask = ip_address::parse(w.text);
    if (!mask || !mask->is_v4()) {
        in.report(keyword_code.bad_address, w.where, quote(w.text) + " is neither a netmask nor a prefix length");
        return std::nullopt;
    }
    const auto bits = ipv4_bits(*mask);
    if (const auto holes = ~bits; (holes & (holes + 1)) != 0)
        in.report(keyword_code.odd_netmask, w.where, "the netmask " + mask->to_string() + " has gaps");
    if (bits == 0) {
        in.report(keyword_code.no_effect, w.where, "a netmask of 0.0.0.0 makes all clients one");
    }
    return granularity{.netmask = bits};
}

void value_traits<granularity>::write(const granularity& value, const keyword&, word_writer& out) {
    if (value.length != 0)
        out.number(value.length);
    else
        out.raw(ipv4(value.netmask).to_string());
}

void value_traits<granularity>::to_json(const granularity& value, const keyword&, json& out) {
    if (value.length != 0)
        out = value.length;
    else
        out = ipv4(value.netmask).to_string();
}

result<granularity> value_traits<granularity>::from_json(const json& in, const keyword& k) {
    if (in.is_number_unsigned())
        if (const auto length = in.get<std::uint64_t>(); length >= 1 && length <= 128)
            return granularity{.length = static_cast<std::uint8_t>(length)};
    if (const auto text = json_string(in))
        if (const auto mask = ip_address::parse(*text); mask && mask->is_v4())
            return granularity{.netmask = ipv4_bits(*mask)};
    return wrong_type(k, "a netmask or a prefix length of 1..128");
}

std::string value_traits<granularity>::describe(const keyword&) { return "NETMASK|NUMBER 1..128"; }

}  // namespace hakit::keepalived
