#include "keepalived/values/vrrp.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/address.hpp"
#include "keepalived/values/json_object.hpp"
#include "keepalived/values/options.hpp"
#include "keepalived/values/words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hakit::keepalived {
namespace {

constexpr std::size_t interface_name_length = 15;  // IFNAMSIZ - 1

constexpr bool hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Six octets of one or two hexadecimal digits; or five, perhaps with a final ':'.
bool is_mac(std::string_view text) {
    int groups = 1;
    std::size_t digits = 0;
    for (const char c : text) {
        if (c == ':') {
            if (digits == 0) return false;
            ++groups;
            digits = 0;
        } else if (!hex_digit(c) || ++digits > 2) {
            return false;
        }
    }
    return groups == 6 || (groups == 5 && digits != 0);
}

/// Whether a MAC address is one of many stations: the lowest bit of the first octet.
bool is_multicast(std::string_view mac) {
    const char digit = mac[mac.find(':') - 1];
    return (digit >= 'a' ? digit - 'a' : digit >= 'A' ? digit - 'A' : digit - '0') % 2 == 1;
}

/// What stands in no name of a VMAC and of an ipvlan: 2.2.7 lets a blank in the latter pass, the kernel does not.
constexpr std::string_view no_vmac = "/ \t";
constexpr std::string_view no_ipvlan = "/";

/// An interface name that keepalived takes, without any of the bytes of `unfit`; reports otherwise.
bool good_name(reader& in, const word& w, std::string_view unfit) {
    if (!w.text.empty() && w.text.size() <= interface_name_length && w.text.find_first_of(unfit) == w.text.npos)
        return true;
    in.report(keyword_code.bad_value, w.where,
              quote(w.text) + " is no interface name: 1 to " + std::to_string(interface_name_length) +
                  " bytes without '/' and blanks");
    return false;
}

/// The word behind `name` or `group`; reports when there is none, or when the target does not know these options.
const word* named_argument(reader& in, const word& name) {
    static constexpr option_rule later{.since = v2_3};
    if (!check_option(in, name, later)) {
        in.take_all();
        return nullptr;
    }
    if (in.done()) {
        in.report(keyword_code.missing_value, name.where, quote(name.text) + " needs a value");
        return nullptr;
    }
    return &in.take();
}

result<void> check_name(const std::string& name, const keyword& k) {
    if (name.size() > interface_name_length) return wrong_type(k, "a name of up to 15 bytes");
    return {};
}

}  // namespace

std::optional<unicast_peer> value_traits<unicast_peer>::read(reader& in, const keyword& k) {
    const auto address = read_address(in, k);
    if (!address) {
        in.take_all();
        return std::nullopt;
    }
    unicast_peer value{*address, {}, {}};
    while (!in.done()) {
        const auto& w = in.take();
        if (w.text != "min_ttl" && w.text != "max_ttl") {
            report_unknown_option(in, k, w, {"min_ttl", "max_ttl"});
            in.take_all();
            break;
        }
        if (in.done()) {
            in.report(keyword_code.missing_value, w.where, quote(w.text) + " needs a number of 0..255");
            break;
        }
        const auto ttl = read_integer(in, in.take(), w.text, 0, 255);
        if (ttl) (w.text == "min_ttl" ? value.min_ttl : value.max_ttl) = static_cast<std::uint8_t>(*ttl);
    }
    if (value.min_ttl && value.max_ttl && *value.min_ttl > *value.max_ttl)
        in.report(keyword_code.conflicting_options, in.where(), "min_ttl is above max_ttl: all adverts are dropped");
    return value;
}

void value_traits<unicast_peer>::write(const unicast_peer& value, const keyword&, word_writer& out) {
    out.raw(value.address.to_string());
    if (value.min_ttl) {
        out.raw("min_ttl");
        out.number(*value.min_ttl);
    }
    if (value.max_ttl) {
        out.raw("max_ttl");
        out.number(*value.max_ttl);
    }
}

void value_traits<unicast_peer>::to_json(const unicast_peer& value, const keyword&, json& out) {
    out = json{{"address", value.address.to_string()}};
    if (value.min_ttl) out["min_ttl"] = *value.min_ttl;
    if (value.max_ttl) out["max_ttl"] = *value.max_ttl;
}

result<unicast_peer> value_traits<unicast_peer>::from_json(const json& in, const keyword& k) {
    unicast_peer value;
    std::string address;
    json_object object{in, k};
    object.text("address", address, true);
    if (object.has("min_ttl")) object.number("min_ttl", value.min_ttl.emplace(), 0, 255);
    if (object.has("max_ttl")) object.number("max_ttl", value.max_ttl.emplace(), 0, 255);
    if (const auto done = object.finish(); !done) return done.error();
    const auto parsed = ip_address::parse(address);
    if (!parsed) return wrong_type(k, "an IP address");
    value.address = *parsed;
    return value;
}

std::string value_traits<unicast_peer>::describe(const keyword&) { return "ADDRESS [min_ttl 0..255] [max_ttl 0..255]"; }

std::optional<vmac> value_traits<vmac>::read(reader& in, const keyword& k) {
    vmac value;
    while (!in.done()) {
        const auto& w = in.take();
        if (w.text == "name" || w.text == "group") {
            const auto* argument = named_argument(in, w);
            if (argument == nullptr) break;
            if (w.text == "group")
                value.group = argument->text;
            else if (good_name(in, *argument, no_vmac))
                value.name = argument->text;
        } else if (w.text == "netlink_notify_msg") {
            static constexpr option_rule later{.since = v2_3};
            value.netlink_notify_msg = check_option(in, w, later);
        } else if (w.text.find(':') != w.text.npos) {
            if (!is_mac(w.text))
                in.report(keyword_code.bad_value, w.where, quote(w.text) + " is no MAC address");
            else if (is_multicast(w.text))
                in.report(keyword_code.bad_value, w.where,
                          quote(w.text) + " is a multicast address; keepalived ignores it");
            else
                value.mac = w.text;
        } else if (value.name.empty()) {
            if (good_name(in, w, no_vmac)) value.name = w.text;
        } else {
            report_unknown_option(in, k, w, {"name", "group", "netlink_notify_msg"});
        }
    }
    return value;
}

void value_traits<vmac>::write(const vmac& value, const keyword&, word_writer& out) {
    if (!value.name.empty()) out.word(value.name);
    if (!value.mac.empty()) out.word(value.mac);
    if (!value.group.empty()) {
        out.raw("group");
        out.word(value.group);
    }
    if (value.netlink_notify_msg) out.raw("netlink_notify_msg");
}

void value_traits<vmac>::to_json(const vmac& value, const keyword&, json& out) {
    out = json::object();
    if (!value.name.empty()) out["name"] = value.name;
    if (!value.mac.empty()) out["mac"] = value.mac;
    if (!value.group.empty()) out["group"] = value.group;
    if (value.netlink_notify_msg) out["netlink_notify_msg"] = true;
}

result<vmac> value_traits<vmac>::from_json(const json& in, const keyword& k) {
    vmac value;
    json_object object{in, k};
    object.text("name", value.name);
    object.text("mac", value.mac);
    object.text("group", value.group);
    object.flag("netlink_notify_msg", value.netlink_notify_msg);
    if (const auto done = object.finish(); !done) return done.error();
    if (const auto fits = check_name(value.name, k); !fits) return fits.error();
    if (!value.mac.empty() && (!is_mac(value.mac) || is_multicast(value.mac))) return wrong_type(k, "a MAC address");
    return value;
}

std::string value_traits<vmac>::describe(const keyword&) { return "[NAME] [MAC] [group GROUP] [netlink_notify_msg]"; }

std::optional<ipvlan> value_traits<ipvlan>::read(reader& in, const keyword& k) {
    ipvlan value;
    while (!in.done()) {
        const auto& w = in.take();
        if (const auto mode = enum_value<ipvlan::mode_kind>(w.text)) {
            value.mode = *mode;
        } else if (w.text == "name" || w.text == "group") {
            const auto* argument = named_argument(in, w);
            if (argument == nullptr) break;
            if (w.text == "group")
                value.group = argument->text;
            else if (good_name(in, *argument, no_ipvlan))
                value.name = argument->text;
        } else if (const auto address = ip_prefix::parse(w.text)) {
            value.address = address;
        } else if (value.name.empty()) {
            if (good_name(in, w, no_ipvlan)) value.name = w.text;
        } else {
            report_unknown_option(in, k, w, {"bridge", "private", "vepa", "name", "group"});
        }
    }
    return value;
}

void value_traits<ipvlan>::write(const ipvlan& value, const keyword&, word_writer& out) {
    if (value.mode != ipvlan::mode_kind::unset) out.raw(enum_word(value.mode));
    if (!value.name.empty()) out.word(value.name);
    if (value.address)
        out.raw(value.address->length == value.address->address.bits() ? value.address->address.to_string()
                                                                       : value.address->to_string());
    if (!value.group.empty()) {
        out.raw("group");
        out.word(value.group);
    }
}

void value_traits<ipvlan>::to_json(const ipvlan& value, const keyword&, json& out) {
    out = json::object();
    if (value.mode != ipvlan::mode_kind::unset) set_json_string(out["mode"], enum_word(value.mode));
    if (!value.name.empty()) out["name"] = value.name;
    if (value.address) out["address"] = value.address->to_string();
    if (!value.group.empty()) out["group"] = value.group;
}

result<ipvlan> value_traits<ipvlan>::from_json(const json& in, const keyword& k) {
    ipvlan value;
    std::string address;
    json_object object{in, k};
    object.word("mode", value.mode);
    object.text("name", value.name);
    object.text("address", address);
    object.text("group", value.group);
    if (const auto done = object.finish(); !done) return done.error();
    if (const auto fits = check_name(value.name, k); !fits) return fits.error();
    if (!address.empty() && !(value.address = ip_prefix::parse(address))) return wrong_type(k, "an IP address");
    return value;
}

std::string value_traits<ipvlan>::describe(const keyword&) {
    return "[bridge|private|vepa] [NAME] [ADDRESS[/LENGTH]] [group GROUP]";
}

std::optional<garp_extra> value_traits<garp_extra>::read(reader& in, const keyword& k) {
    garp_extra value;
    value.all = in.take_if("all");
    if (in.done()) {
        in.report(keyword_code.missing_value, in.keyword_where(), quote(k.name) + " needs a number of seconds");
        return std::nullopt;
    }
    const auto seconds =
        read_integer(in, in.take(), k.name, static_cast<std::int64_t>(k.min), static_cast<std::int64_t>(k.max));
    if (!seconds) return std::nullopt;
    value.interval = std::chrono::seconds{*seconds};
    return value;
}

void value_traits<garp_extra>::write(const garp_extra& value, const keyword&, word_writer& out) {
    if (value.all) out.raw("all");
    out.number(value.interval.count());
}

void value_traits<garp_extra>::to_json(const garp_extra& value, const keyword&, json& out) {
    out = json{{"interval", std::int64_t{value.interval.count()}}};
    if (value.all) out["all"] = true;
}

result<garp_extra> value_traits<garp_extra>::from_json(const json& in, const keyword& k) {
    garp_extra value;
    std::int64_t seconds = 0;
    json_object object{in, k};
    object.number("interval", seconds, static_cast<std::int64_t>(k.min), static_cast<std::int64_t>(k.max), true);
    object.flag("all", value.all);
    if (const auto done = object.finish(); !done) return done.error();
    value.interval = std::chrono::seconds{seconds};
    return value;
}

std::string value_traits<garp_extra>::describe(const keyword& k) {
    return "[all] NUMBER " + std::to_string(static_cast<std::int64_t>(k.min)) + ".." +
           std::to_string(static_cast<std::int64_t>(k.max)) + " s";
}

namespace {

/// Why key material is not good; empty when it is. 32 to 64 bytes are needed.
std::string_view bad_material(std::string_view material) {
    if (material.starts_with("file:")) return material.size() > 5 ? "" : "'file:' needs a path";
    if (material.starts_with("hex:")) {
        const auto digits = material.substr(4);
        if (!std::ranges::all_of(digits, hex_digit)) return "'hex:' needs hexadecimal digits";
        return digits.size() >= 64 && digits.size() <= 128 && digits.size() % 2 == 0
                   ? ""
                   : "a key in hexadecimal has 64 to 128 digits, an even number";
    }
    return material.size() >= 32 && material.size() <= 64 ? "" : "a key has 32 to 64 bytes";
}

}  // namespace

std::optional<hmac_key> value_traits<hmac_key>::read(reader& in, const keyword& k) {
    const auto id = read_integer(in, in.take(), "key id", 1, 255);
    if (in.done()) {
        in.report(keyword_code.missing_value, in.keyword_where(), quote(k.name) + " needs an id and the key itself");
        return std::nullopt;
    }
    const auto& w = in.take();
    // The message never shows the key.
    if (const auto why = bad_material(w.text); !why.empty()) {
        in.report(keyword_code.bad_value, w.where, std::string{why});
        return std::nullopt;
    }
    if (!id) return std::nullopt;
    return hmac_key{static_cast<std::uint8_t>(*id), std::string{w.text}};
}

void value_traits<hmac_key>::write(const hmac_key& value, const keyword&, word_writer& out) {
    out.number(value.id);
    out.word(value.material);
}

void value_traits<hmac_key>::to_json(const hmac_key& value, const keyword&, json& out) {
    out = json{{"id", value.id}, {"material", value.material}};
}

result<hmac_key> value_traits<hmac_key>::from_json(const json& in, const keyword& k) {
    hmac_key value;
    json_object object{in, k};
    object.number("id", value.id, 1, 255, true);
    object.text("material", value.material, true);
    if (const auto done = object.finish(); !done) return done.error();
    if (const auto why = bad_material(value.material); !why.empty())
        return error{errc::invalid_argument, std::string{why}};
    return value;
}

std::string value_traits<hmac_key>::describe(const keyword&) { return "1..255 TEXT|hex:DIGITS|file:PATH"; }

}  // namespace hakit::keepalived
