#include "keepalived/values/interface_address.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/options.hpp"
#include "keepalived/values/route_words.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace hakit::keepalived {
namespace {

bool is_broadcast(std::string_view text) {
    if (text == "+" || text == "-") return true;
    const auto address = ip_address::parse(text);
    return address && address->is_v4();
}

bool is_lifetime(std::string_view text) {
    return text == "forever" ||
           (text.find_first_not_of("0123456789") == text.npos && number_of_any_base(text).has_value());
}

constexpr option_rule broadcast_rule{.shape = "ADDRESS|+|-", .valid = is_broadcast};

/// The options that both kinds have, and the one that only T has.
template <class T>
constexpr auto table_with(option<T> own) {
    return std::array{
        option<T>{"dev", &T::dev, {.shape = "NAME", .max_length = 15}},
        option<T>{"scope", &T::scope, {.shape = "site|link|host|nowhere|global|0..255", .valid = is_scope}},
        option<T>{"brd", &T::brd, broadcast_rule},
        option<T>{"broadcast", &T::brd, {.shape = broadcast_rule.shape, .valid = is_broadcast, .alias_of = "brd"}},
        option<T>{"label", &T::label, {.shape = "NAME", .max_length = 15}},
        option<T>{"peer", &T::peer},
        option<T>{"home", &T::home},
        option<T>{"-nodad", &T::nodad},
        option<T>{"mngtmpaddr", &T::mngtmpaddr},
        option<T>{"noprefixroute", &T::noprefixroute},
        option<T>{"autojoin", &T::autojoin},
        option<T>{"no_track", &T::no_track},
        option<T>{"preferred_lft", &T::preferred_lft, {.shape = "SECONDS|forever", .valid = is_lifetime}},
        own,
    };
}

constexpr auto virtual_options = table_with<virtual_address>({"use_vmac", &virtual_address::use_vmac});
constexpr auto static_options =
    table_with<static_address>({"track_group", &static_address::track_group, {.shape = "NAME"}});

/// keepalived refuses or drops these; the reader has said why.
bool consistent(reader& in, const interface_address& value, const word& address) {
    if (!value.brd.empty() && value.address.address.is_v6()) {
        in.report(keyword_code.conflicting_options, in.where(), "an IPv6 address has no broadcast address").level =
            text::severity::error;
        return false;
    }
    if (value.peer && value.peer->address.family() != value.address.address.family()) {
        in.report(keyword_code.conflicting_options, in.where(), "address and peer are of different families").level =
            text::severity::error;
        return false;
    }
    if (value.peer && value.peer->length != value.peer->address.bits() && in.aim().version <= v2_2_7) {
        in.report(keyword_code.bad_address, in.where(), "keepalived 2.2.7 takes a peer without prefix length only");
        return false;
    }
    if (value.peer && address.text.find('/') != address.text.npos)
        in.report(keyword_code.conflicting_options, address.where,
                  "an address with a peer has no prefix length; keepalived ignores it");
    if (value.peer && !value.brd.empty())
        in.report(keyword_code.conflicting_options, in.where(),
                  "an address with a peer has no broadcast address; keepalived ignores it");
    if (value.address.address.is_v6() && !value.scope.empty())
        in.report(keyword_code.conflicting_options, in.where(),
                  "an IPv6 address has no scope of its own; keepalived ignores it");
    if (value.address.address.is_v6() && !value.label.empty())
        in.report(keyword_code.conflicting_options, in.where(), "an IPv6 address has no label; keepalived ignores it");
    return true;
}

template <class T>
std::optional<T> read_address(reader& in, const keyword& k, option_table<T> table) {
    const auto first = in.take();
    const auto address = ip_prefix::parse(first.text);
    if (!address) {
        in.report(keyword_code.bad_address, first.where, quote(first.text) + " is no IP address for " + quote(k.name));
        in.take_all();
        return std::nullopt;
    }
    T value;
    value.address = *address;
    bool good = true;
    while (!in.done()) {
        const auto w = in.peek();
        const bool last = in.left() == 1;
        if (w.text == "dev" && !value.dev.empty()) {
            in.report(keyword_code.conflicting_options, w.where, "an address has one device").level =
                text::severity::error;
            good = false;
        }
        switch (read_option(in, table, value)) {
            case option_outcome::good: break;
            case option_outcome::unknown:
                report_unknown_option(in, k, w, option_names(table));
                in.take();
                break;
            case option_outcome::bad:
                // A bad scope or lifetime costs the option; a missing value and anything else cost the address.
                if (last || (w.text != "scope" && w.text != "preferred_lft")) good = false;
                break;
        }
    }
    if (!good || !consistent(in, value, first)) return std::nullopt;
    return value;
}

template <class T>
void write_address(const T& value, option_table<T> table, word_writer& out) {
    const auto& a = value.address;
    out.raw(a.length == a.address.bits() ? a.address.to_string() : a.to_string());
    write_options(value, table, out);
}

template <class T>
void address_to_json(const T& value, option_table<T> table, json& out) {
    out = json{{"address", value.address.to_string()}};
    options_to_json(value, table, out);
}

template <class T>
result<T> address_from_json(const json& in, const keyword& k, option_table<T> table) {
    T value;
    const auto* text = in.is_object() ? json_member(in, "address") : nullptr;
    const auto address =
        text != nullptr && text->is_string() ? ip_prefix::parse(text->get<std::string>()) : std::nullopt;
    if (!address) return wrong_type(k, "an object with an address");
    value.address = *address;
    if (const auto done = options_from_json(in, table, value, {"address"}); !done) return done.error();
    return value;
}

constexpr option_table<virtual_address> virtuals{virtual_options};
constexpr option_table<static_address> statics{static_options};

}  // namespace

std::optional<virtual_address> value_traits<virtual_address>::read(reader& in, const keyword& k) {
    return read_address(in, k, virtuals);
}
void value_traits<virtual_address>::write(const virtual_address& value, const keyword&, word_writer& out) {
    write_address(value, virtuals, out);
}
void value_traits<virtual_address>::to_json(const virtual_address& value, const keyword&, json& out) {
    address_to_json(value, virtuals, out);
}
result<virtual_address> value_traits<virtual_address>::from_json(const json& in, const keyword& k) {
    return address_from_json(in, k, virtuals);
}
std::string value_traits<virtual_address>::describe(const keyword&) {
    return "ADDRESS[/LENGTH] " + describe_options(virtuals);
}

std::optional<static_address> value_traits<static_address>::read(reader& in, const keyword& k) {
    return read_address(in, k, statics);
}
void value_traits<static_address>::write(const static_address& value, const keyword&, word_writer& out) {
    write_address(value, statics, out);
}
void value_traits<static_address>::to_json(const static_address& value, const keyword&, json& out) {
    address_to_json(value, statics, out);
}
result<static_address> value_traits<static_address>::from_json(const json& in, const keyword& k) {
    return address_from_json(in, k, statics);
}
std::string value_traits<static_address>::describe(const keyword&) {
    return "ADDRESS[/LENGTH] " + describe_options(statics);
}

}  // namespace hakit::keepalived
