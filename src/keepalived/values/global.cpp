#include "keepalived/values/global.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/json_object.hpp"
#include "keepalived/values/options.hpp"
#include "keepalived/values/words.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace hakit::keepalived {

std::optional<mail_server> value_traits<mail_server>::read(reader& in, const keyword&) {
    mail_server value;
    value.host = in.take().text;
    if (in.done()) return value;
    const auto port = read_integer(in, in.take(), "port", 1, 65535);
    if (!port) return std::nullopt;
    value.port = static_cast<std::uint16_t>(*port);
    return value;
}

void value_traits<mail_server>::write(const mail_server& value, const keyword&, word_writer& out) {
    out.word(value.host);
    if (value.port != 25) out.number(value.port);
}

void value_traits<mail_server>::to_json(const mail_server& value, const keyword&, json& out) {
    out = json{{"host", value.host}, {"port", value.port}};
}

result<mail_server> value_traits<mail_server>::from_json(const json& in, const keyword& k) {
    mail_server value;
    json_object object{in, k};
    object.text("host", value.host, true);
    object.number("port", value.port, 1, 65535);
    if (const auto done = object.finish(); !done) return done.error();
    if (value.host.empty()) return wrong_type(k, "a host");
    return value;
}

std::string value_traits<mail_server>::describe(const keyword&) { return "HOST [PORT 1..65535]"; }

namespace {

constexpr option_rule timeout_rule{.min = 0, .max = 2'678'400};
constexpr std::array timeout_options{
    option<lvs_timeouts>{"tcp", &lvs_timeouts::tcp, timeout_rule},
    option<lvs_timeouts>{"tcpfin", &lvs_timeouts::tcpfin, timeout_rule},
    option<lvs_timeouts>{"udp", &lvs_timeouts::udp, timeout_rule},
};
constexpr option_table<lvs_timeouts> timeouts{timeout_options};

constexpr std::array daemon_options{
    option<lvs_sync_daemon>{"inst", &lvs_sync_daemon::instance, {.shape = "NAME"}},
    option<lvs_sync_daemon>{"id", &lvs_sync_daemon::id, {.min = 0, .max = 255}},
    option<lvs_sync_daemon>{"maxlen", &lvs_sync_daemon::maxlen, {.min = 1, .max = 65507}},
    option<lvs_sync_daemon>{"port", &lvs_sync_daemon::port, {.min = 1, .max = 65535}},
    option<lvs_sync_daemon>{"ttl", &lvs_sync_daemon::ttl, {.min = 1, .max = 255}},
    option<lvs_sync_daemon>{"group", &lvs_sync_daemon::group},
};
constexpr option_table<lvs_sync_daemon> daemons{daemon_options};

/// Reads options to the end of the line; keepalived ignores those that it does not know.
template <class T>
void read_all_options(reader& in, const keyword& k, option_table<T> table, T& value) {
    while (!in.done()) {
        if (read_option(in, table, value) != option_outcome::unknown) continue;
        report_unknown_option(in, k, in.peek(), option_names(table));
        in.take();
    }
}

}  // namespace

std::optional<lvs_timeouts> value_traits<lvs_timeouts>::read(reader& in, const keyword& k) {
    lvs_timeouts value;
    read_all_options(in, k, timeouts, value);
    if (value == lvs_timeouts{}) return std::nullopt;
    return value;
}

void value_traits<lvs_timeouts>::write(const lvs_timeouts& value, const keyword&, word_writer& out) {
    write_options(value, timeouts, out);
}

void value_traits<lvs_timeouts>::to_json(const lvs_timeouts& value, const keyword&, json& out) {
    out = json::object();
    options_to_json(value, timeouts, out);
}

result<lvs_timeouts> value_traits<lvs_timeouts>::from_json(const json& in, const keyword& k) {
    lvs_timeouts value;
    if (!in.is_object()) return wrong_type(k, "an object");
    if (const auto done = options_from_json(in, timeouts, value); !done) return done.error();
    if (value == lvs_timeouts{}) return wrong_type(k, "at least one timeout");
    return value;
}

std::string value_traits<lvs_timeouts>::describe(const keyword&) { return describe_options(timeouts); }

std::optional<lvs_sync_daemon> value_traits<lvs_sync_daemon>::read(reader& in, const keyword& k) {
    lvs_sync_daemon value;
    const auto first = in.take();
    value.interface = first.text;
    if (first.text.size() > 15) {
        in.report(keyword_code.bad_value, first.where, quote(first.text) + " is no interface name: 1 to 15 bytes");
        in.take_all();
        return std::nullopt;
    }
    // The old form: the instance, then perhaps the id, without names.
    if (!in.done() && find_option(daemons, in.peek().text) == nullptr) value.instance = in.take().text;
    if (!in.done() && !value.instance.empty() && find_option(daemons, in.peek().text) == nullptr) {
        const auto w = in.take();
        in.report(keyword_code.deprecated, w.where, "write 'id' before the id of the synchronisation daemon");
        if (const auto id = read_integer(in, w, "id", 0, 255)) value.id = *id;
    }
    read_all_options(in, k, daemons, value);
    if (value.group && !value.group->is_multicast()) {
        in.report(keyword_code.bad_address_kind, in.where(), "option 'group' needs a multicast address");
        value.group.reset();
    }
    return value;
}

void value_traits<lvs_sync_daemon>::write(const lvs_sync_daemon& value, const keyword&, word_writer& out) {
    out.word(value.interface);
    write_options(value, daemons, out);
}

void value_traits<lvs_sync_daemon>::to_json(const lvs_sync_daemon& value, const keyword&, json& out) {
    out = json{{"interface", value.interface}};
    options_to_json(value, daemons, out);
}

result<lvs_sync_daemon> value_traits<lvs_sync_daemon>::from_json(const json& in, const keyword& k) {
    lvs_sync_daemon value;
    if (!in.is_object() || !in.contains("interface") || !in["interface"].is_string())
        return wrong_type(k, "an object with an interface");
    value.interface = in["interface"].get<std::string>();
    if (value.interface.empty() || value.interface.size() > 15) return wrong_type(k, "an interface of up to 15 bytes");
    if (const auto done = options_from_json(in, daemons, value, {"interface"}); !done) return done.error();
    if (value.group && !value.group->is_multicast()) return wrong_type(k, "a multicast group");
    return value;
}

std::string value_traits<lvs_sync_daemon>::describe(const keyword&) { return "INTERFACE " + describe_options(daemons); }

namespace {

/// A name of at most keyword::max_length bytes; reports a longer one and gives nothing.
std::string limited_name(reader& in, const keyword& k) {
    const auto& w = in.take();
    if (k.max_length == 0 || w.text.size() <= k.max_length) return std::string{w.text};
    in.report(keyword_code.too_long, w.where,
              quote(w.text) + " is longer than " + std::to_string(k.max_length) + " bytes");
    return {};
}

}  // namespace

std::optional<iptables_chains> value_traits<iptables_chains>::read(reader& in, const keyword& k) {
    iptables_chains value;
    if (!has(in.aim().features, feature::iptables))
        in.report(keyword_code.not_in_build, in.keyword_where(),
                  "the target is built without iptables: keepalived uses nftables, as the keyword 'nftables' does");
    if (!in.done()) value.input = limited_name(in, k);
    if (!in.done()) value.output = limited_name(in, k);
    return value;
}

void value_traits<iptables_chains>::write(const iptables_chains& value, const keyword&, word_writer& out) {
    if (value.input.empty()) return;
    out.word(value.input);
    if (!value.output.empty()) out.word(value.output);
}

void value_traits<iptables_chains>::to_json(const iptables_chains& value, const keyword&, json& out) {
    out = json::object();
    if (!value.input.empty()) out["input"] = value.input;
    if (!value.output.empty()) out["output"] = value.output;
}

result<iptables_chains> value_traits<iptables_chains>::from_json(const json& in, const keyword& k) {
    iptables_chains value;
    json_object object{in, k};
    object.text("input", value.input);
    object.text("output", value.output);
    if (const auto done = object.finish(); !done) return done.error();
    if (value.input.size() > k.max_length || value.output.size() > k.max_length)
        return wrong_type(k, "names of up to " + std::to_string(k.max_length) + " bytes");
    if (value.input.empty() && !value.output.empty()) return wrong_type(k, "an input chain beside the output chain");
    return value;
}

std::string value_traits<iptables_chains>::describe(const keyword&) { return "[INPUT-CHAIN [OUTPUT-CHAIN]]"; }

namespace {
constexpr std::size_t most_ipsets = 6;
}

std::optional<ipset_names> value_traits<ipset_names>::read(reader& in, const keyword& k) {
    ipset_names value;
    while (!in.done() && value.names.size() < most_ipsets) value.names.push_back(limited_name(in, k));
    return value;
}

void value_traits<ipset_names>::write(const ipset_names& value, const keyword&, word_writer& out) {
    for (const auto& name : value.names) out.word(name);
}

void value_traits<ipset_names>::to_json(const ipset_names& value, const keyword&, json& out) { out = value.names; }

result<ipset_names> value_traits<ipset_names>::from_json(const json& in, const keyword& k) {
    ipset_names value;
    if (!in.is_array() || in.size() > most_ipsets) return wrong_type(k, "an array of up to six names");
    for (const auto& name : in) {
        if (!name.is_string() || name.get_ref<const std::string&>().size() > k.max_length)
            return wrong_type(k, "names of up to " + std::to_string(k.max_length) + " bytes");
        value.names.push_back(name.get<std::string>());
    }
    return value;
}

std::string value_traits<ipset_names>::describe(const keyword&) { return "[NAME] up to six times"; }

}  // namespace hakit::keepalived
