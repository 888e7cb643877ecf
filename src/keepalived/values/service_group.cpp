#include "keepalived/values/service_group.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/json_object.hpp"
#include "keepalived/values/service.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace hakit::keepalived {
namespace {

using entry = virtual_server_group_entry;
constexpr std::int64_t greatest_mark = 0xffff'ffff;

/// The address with the bits behind the prefix set.
ip_address last_of(const ip_prefix& network) {
    auto bytes = network.address.bytes();
    for (std::size_t bit = network.length; bit < network.address.bits(); ++bit)
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | 0x80u >> bit % 8);
    if (network.address.is_v6()) return ip_address{bytes};
    return ip_address{std::array{bytes[0], bytes[1], bytes[2], bytes[3]}};
}

/// `first` with its last byte (IPv4, decimal) or its last 16 bits (IPv6, hexadecimal) replaced by `text`.
std::optional<ip_address> with_last_part(const ip_address& first, std::string_view text) {
    unsigned part = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), part, first.is_v4() ? 10 : 16);
    if (ec != std::errc{} || end != text.data() + text.size() || part > (first.is_v4() ? 0xffu : 0xffffu))
        return std::nullopt;
    auto bytes = first.bytes();
    if (first.is_v4()) return ip_address{std::array{bytes[0], bytes[1], bytes[2], static_cast<std::uint8_t>(part)}};
    bytes[14] = static_cast<std::uint8_t>(part >> 8);
    bytes[15] = static_cast<std::uint8_t>(part);
    return ip_address{bytes};
}

std::optional<address_range> no_range(reader& in, const word& w, const char* why) {
    in.report(keyword_code.bad_value, w.where, quote(w.text) + ' ' + why + "; keepalived skips the line");
    return std::nullopt;
}

std::optional<address_range> read_network(reader& in, const word& w) {
    const auto network = ip_prefix::parse(w.text);
    if (!network || network->length == 0) return no_range(in, w, "is no network with a length of 1 or more");
    if (network->network() != network->address) return no_range(in, w, "has bits set behind its length");
    return address_range{network->address, last_of(*network), 0};
}

std::optional<address_range> read_range(reader& in, const word& w) {
    if (w.text.find('/') != w.text.npos) return read_network(in, w);
    const auto dash = w.text.find('-');
    const auto first = ip_address::parse(w.text.substr(0, dash));
    if (!first) {
        in.report(keyword_code.bad_address, w.where, quote(w.text) + " is no IP address; keepalived skips the line");
        return std::nullopt;
    }
    if (dash == w.text.npos) return address_range{*first, *first, 0};
    const auto end = w.text.substr(dash + 1);
    if (const auto last = ip_address::parse(end)) {
        if (last->family() != first->family()) return no_range(in, w, "mixes address families");
        if (*last < *first) return no_range(in, w, "runs backwards");
        return address_range{*first, *last, 0};
    }
    const auto last = with_last_part(*first, end);
    if (!last) return no_range(in, w, first->is_v4() ? "must end with 0..255" : "must end with 0..ffff, hexadecimal");
    if (*last <= *first) return no_range(in, w, "does not end behind its start");
    return address_range{*first, *last, 0};
}

std::optional<entry> read_mark(reader& in) {
    const auto& name = in.take();
    if (in.done()) {
        in.report(keyword_code.missing_value, name.where, "'fwmark' needs a number; keepalived stops reading here");
        return std::nullopt;
    }
    const auto mark = read_integer(in, in.take(), "fwmark", 0, greatest_mark);
    group_fwmark value{static_cast<std::uint32_t>(mark.value_or(0)), std::nullopt};
    if (!in.done()) {
        const auto& w = in.take();
        value.family = enum_value<address_family>(w.text);
        if (!value.family) {
            in.report(keyword_code.bad_value, w.where,
                      quote(w.text) + " is neither inet nor inet6; keepalived skips the line");
            return std::nullopt;
        }
    }
    return mark ? std::optional<entry>{value} : std::nullopt;
}

result<ip_address> address_member(json_object& object, std::string_view name, const keyword& k) {
    std::string text;
    object.text(name, text, true);
    const auto address = ip_address::parse(text);
    if (!address) return wrong_type(k, "an IP address as '" + std::string{name} + '\'');
    return *address;
}

}  // namespace

std::optional<entry> value_traits<entry>::read(reader& in, const keyword&) {
    if (in.peek().text == "fwmark") return read_mark(in);
    auto range = read_range(in, in.take());
    if (!in.done()) {
        const auto port = read_integer(in, in.take(), "port", 0, 65535);
        if (!port) return std::nullopt;
        if (range) range->port = static_cast<std::uint16_t>(*port);
    }
    return range ? std::optional<entry>{*range} : std::nullopt;
}

void value_traits<entry>::write(const entry& value, const keyword&, word_writer& out) {
    if (const auto* mark = std::get_if<group_fwmark>(&value)) {
        out.raw("fwmark");
        out.number(mark->mark);
        if (mark->family) out.raw(enum_word(*mark->family));
        return;
    }
    const auto& range = std::get<address_range>(value);
    auto text = range.first.to_string();
    if (range.last != range.first) text += '-' + range.last.to_string();
    out.raw(text);
    if (range.port != 0) out.number(range.port);
}

void value_traits<entry>::to_json(const entry& value, const keyword&, json& out) {
    if (const auto* mark = std::get_if<group_fwmark>(&value)) {
        out = json{{"fwmark", mark->mark}};
        if (mark->family) out["family"] = std::string{enum_word(*mark->family)};
        return;
    }
    const auto& range = std::get<address_range>(value);
    out = json{{"first", range.first.to_string()}};
    if (range.last != range.first) out["last"] = range.last.to_string();
    if (range.port != 0) out["port"] = range.port;
}

result<entry> value_traits<entry>::from_json(const json& in, const keyword& k) {
    json_object object{in, k};
    if (object.has("fwmark")) {
        group_fwmark value;
        object.number("fwmark", value.mark, 0, greatest_mark);
        if (object.has("family")) object.word("family", value.family.emplace());
        if (auto done = object.finish(); !done) return done.error();
        return entry{value};
    }
    const auto first = address_member(object, "first", k);
    if (!first) return first.error();
    const auto last = object.has("last") ? address_member(object, "last", k) : first;
    if (!last) return last.error();
    address_range value{*first, *last, 0};
    object.number("port", value.port, 0, 65535);
    if (auto done = object.finish(); !done) return done.error();
    if (first->family() != last->family() || *last < *first) return wrong_type(k, "a range that runs forwards");
    return entry{value};
}

std::string value_traits<entry>::describe(const keyword&) {
    return "ADDRESS[-ADDRESS|-NUMBER|/LENGTH] [PORT]|fwmark NUMBER [inet|inet6]";
}

}  // namespace hakit::keepalived
