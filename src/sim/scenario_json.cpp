#include <hakit/sim/scenario_json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace hakit::sim {
namespace {

using json = nlohmann::ordered_json;

constexpr double longest = 1e6;  // seconds

/// One value with its place, whose members are taken one after the other; what is left over is unknown.
class reader {
public:
    reader(const json& value, std::string path) : value_{value}, path_{std::move(path)} {}

    [[noreturn]] void fail(const std::string& what) const {
        throw exception{error{errc::syntax, (path_.empty() ? "the scenario" : path_) + ": " + what}};
    }
    const reader& object() const {
        if (!value_.is_object()) fail("is not an object");
        return *this;
    }
    /// After the last member was asked for.
    void done() const {
        for (const auto& [key, unused] : value_.items())
            if (!asked_.contains(key)) fail("has an unknown member '" + key + "'");
    }
    [[nodiscard]] std::optional<reader> find(const std::string& key) const {
        asked_.insert(key);
        const auto found = value_.find(key);
        if (found == value_.end()) return std::nullopt;
        return reader{*found, path_.empty() ? key : path_ + "." + key};
    }
    [[nodiscard]] reader need(const std::string& key) const {
        if (auto r = find(key)) return *r;
        fail("lacks '" + key + "'");
    }
    [[nodiscard]] std::string text() const {
        if (!value_.is_string()) fail("is not a text");
        return value_.get<std::string>();
    }
    [[nodiscard]] bool boolean() const {
        if (!value_.is_boolean()) fail("is neither true nor false");
        return value_.get<bool>();
    }
    [[nodiscard]] double number(double least, double most) const {
        if (!value_.is_number()) fail("is not a number");
        const auto v = value_.get<double>();
        if (!(v >= least && v <= most)) fail("is out of range");
        return v;
    }
    [[nodiscard]] int integer(int least, int most) const {
        const auto v = number(least, most);
        if (v != std::floor(v)) fail("is not a whole number");
        return static_cast<int>(v);
    }
    [[nodiscard]] duration seconds() const {
        return duration{static_cast<duration::rep>(std::llround(number(0, longest) * 1e9))};
    }
    [[nodiscard]] ip_address address() const {
        const auto a = ip_address::parse(text());
        if (!a) fail("is not an IP address");
        return *a;
    }
    template <class Visit>
    void each(Visit visit) const {
        for (const auto& [key, value] : object().value_.items()) visit(key, reader{value, path_ + "." + key});
    }
    template <class Visit>
    void items(Visit visit) const {
        if (!value_.is_array()) fail("is not an array");
        for (std::size_t i = 0; i < value_.size(); ++i) visit(reader{value_[i], path_ + "[" + std::to_string(i) + "]"});
    }

private:
    const json& value_;
    std::string path_;
    mutable std::set<std::string> asked_;
};

segment_options read_segment(const reader& r) {
    segment_options o;
    if (const auto v = r.find("delay")) o.delay = v->seconds();
    if (const auto v = r.find("jitter")) o.jitter = v->seconds();
    if (const auto v = r.find("loss")) o.loss = v->number(0, 1);
    if (const auto v = r.find("duplicate")) o.duplicate = v->number(0, 1);
    if (const auto v = r.find("reorder")) o.reorder = v->number(0, 1);
    if (const auto v = r.find("reorder_delay")) o.reorder_delay = v->seconds();
    return o;
}

scenario_host read_host(const std::string& name, const reader& r) {
    r.object();
    scenario_host h;
    h.name = name;
    h.config = r.need("config").text();
    if (const auto v = r.find("starts")) h.starts = v->boolean();
    r.need("interfaces").each([&](const std::string& key, const reader& i) {
        i.object();
        scenario_interface one;
        one.segment = i.need("segment").text();
        if (const auto a = i.find("ipv4")) one.v4 = a->address();
        if (const auto a = i.find("ipv6")) one.v6 = a->address();
        if (one.v4 && !one.v4->is_v4()) i.fail("ipv4 is not an IPv4 address");
        if (one.v6 && !one.v6->is_v6()) i.fail("ipv6 is not an IPv6 address");
        i.done();
        h.interfaces[key] = one;
    });
    if (const auto v = r.find("trackers"))
        v->each([&](const std::string& key, const reader& value) { h.trackers[key] = value.integer(-254, 254); });
    r.done();
    return h;
}

scenario_event read_event(const reader& r) {
    r.object();
    scenario_event e;
    e.at = r.need("at").seconds();
    const auto what = r.need("event").text();
    const auto host = [&] { e.host = r.need("host").text(); };
    if (what == "start" || what == "stop") {
        e.what = what == "start" ? happening::start : happening::stop;
        host();
    } else if (what == "crash") {
        e.what = happening::crash_host;
        host();
        if (const auto v = r.find("of")) {
            const auto of = v->text();
            if (of != "host" && of != "process") v->fail("is neither host nor process");
            if (of == "process") e.what = happening::crash_process;
        }
    } else if (what == "link") {
        e.what = happening::link;
        host();
        e.interface = r.need("interface").text();
        e.up = r.need("up").boolean();
    } else if (what == "path") {
        e.what = happening::path;
        host();
        e.to_host = r.need("to").text();
        e.segment_name = r.need("segment").text();
        e.up = r.need("open").boolean();
        if (const auto v = r.find("one_way")) e.one_way = v->boolean();
    } else if (what == "segment") {
        e.what = happening::segment;
        e.segment_name = r.need("segment").text();
        e.segment = read_segment(r);
    } else if (what == "tracker") {
        e.what = happening::tracker;
        host();
        e.tracker = r.need("tracker").text();
        e.value = r.need("value").integer(-254, 254);
    } else {
        r.fail("there is no event '" + what + "'");
    }
    r.done();
    return e;
}

scenario read_scenario(const json& value) {
    const reader r{value, ""};
    r.object();
    if (r.need("schema").text() != "hakit-scenario-1") r.fail("its schema is not hakit-scenario-1");
    scenario s;
    if (const auto v = r.find("description")) (void)v->text();
    if (const auto v = r.find("seed")) s.seed = static_cast<std::uint64_t>(v->number(0, 9007199254740992.0));
    s.length = r.need("duration").seconds();
    r.need("segments").each([&](const std::string& name, const reader& one) {
        one.object();
        s.segments.emplace_back(name, read_segment(one));
        one.done();
    });
    std::set<std::string> names;
    for (const auto& [name, unused] : s.segments) names.insert(name);
    r.need("hosts").each([&](const std::string& name, const reader& one) {
        s.hosts.push_back(read_host(name, one));
        for (const auto& [key, i] : s.hosts.back().interfaces)
            if (!names.contains(i.segment)) one.fail(key + " is on the unknown segment '" + i.segment + "'");
    });
    if (const auto v = r.find("events")) v->items([&](const reader& one) { s.events.push_back(read_event(one)); });
    std::stable_sort(s.events.begin(), s.events.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    r.done();
    return s;
}

json interval_json(const interval& i) {
    return {{"from_ns", i.from.time_since_epoch().count()}, {"to_ns", i.to.time_since_epoch().count()}};
}

}  // namespace

result<scenario> parse_scenario(std::string_view text) {
    const auto value = json::parse(text, nullptr, false);
    if (value.is_discarded()) return error{errc::syntax, "the scenario is not JSON"};
    try {
        return read_scenario(value);
    } catch (const exception& e) {
        return e.error();
    }
}

json scenario_schema() {
    const json seconds{{"type", "number"}, {"minimum", 0}, {"maximum", longest}};
    const json chance{{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
    const json text{{"type", "string"}};
    const json flag{{"type", "boolean"}};
    const json number{{"type", "integer"}, {"minimum", -254}, {"maximum", 254}};
    const json qualities{{"delay", seconds},    {"jitter", seconds}, {"loss", chance},
                         {"duplicate", chance}, {"reorder", chance}, {"reorder_delay", seconds}};
    const auto object = [](json properties, json required) {
        return json{{"type", "object"},
                    {"properties", std::move(properties)},
                    {"required", std::move(required)},
                    {"additionalProperties", false}};
    };
    const auto map = [](json of) { return json{{"type", "object"}, {"additionalProperties", std::move(of)}}; };
    const auto event = [&](const std::string& name, json more, json required) {
        json properties{{"at", seconds}, {"event", {{"const", name}}}};
        properties.update(more);
        json all = json::array({"at", "event"});
        for (auto& r : required) all.push_back(r);
        return object(properties, all);
    };
    auto segment_event = qualities;
    segment_event["segment"] = text;
    const auto interface = object({{"segment", text}, {"ipv4", text}, {"ipv6", text}}, {"segment"});
    const auto host =
        object({{"config", text}, {"starts", flag}, {"interfaces", map(interface)}, {"trackers", map(number)}},
               json::array({"config", "interfaces"}));
    const json events = json::array(
        {event("start", {{"host", text}}, json::array({"host"})),
         event("stop", {{"host", text}}, json::array({"host"})),
         event("crash", {{"host", text}, {"of", {{"enum", {"host", "process"}}}}}, json::array({"host"})),
         event("link", {{"host", text}, {"interface", text}, {"up", flag}}, json::array({"host", "interface", "up"})),
         event("path", {{"host", text}, {"to", text}, {"segment", text}, {"open", flag}, {"one_way", flag}},
               json::array({"host", "to", "segment", "open"})),
         event("segment", segment_event, json::array({"segment"})),
         event("tracker", {{"host", text}, {"tracker", text}, {"value", number}},
               json::array({"host", "tracker", "value"}))});
    auto schema = object({{"schema", {{"const", "hakit-scenario-1"}}},
                          {"description", text},
                          {"seed", {{"type", "integer"}, {"minimum", 0}}},
                          {"duration", seconds},
                          {"segments", map(object(qualities, json::array()))},
                          {"hosts", map(host)},
                          {"events", {{"type", "array"}, {"items", {{"oneOf", events}}}}}},
                         json::array({"schema", "duration", "segments", "hosts"}));
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    return schema;
}

json to_json(const scenario_report& r) {
    json j{{"schema", "hakit-simulation-1"}, {"seed", r.seed}, {"duration_ns", r.length.count()}};
    auto& events = j["events"] = json::array();
    for (const auto& [at, text] : r.events)
        events.push_back({{"at_ns", at.time_since_epoch().count()}, {"event", text}});
    auto& changes = j["changes"] = json::array();
    for (const auto& c : r.changes)
        changes.push_back({{"at_ns", c.at.time_since_epoch().count()},
                           {"host", c.host},
                           {"router", c.router},
                           {"from", vrrp::to_string(c.what.from)},
                           {"to", vrrp::to_string(c.what.to)},
                           {"why", vrrp::to_string(c.what.why)},
                           {"priority", c.what.priority}});
    auto& addresses = j["addresses"] = json::array();
    for (const auto& a : r.addresses) {
        json one{{"address", a.address.to_string()},
                 {"owners", json::array()},
                 {"nobody", json::array()},
                 {"several", json::array()}};
        for (const auto& [at, hosts] : a.owners)
            one["owners"].push_back({{"at_ns", at.time_since_epoch().count()}, {"hosts", hosts}});
        for (const auto& i : a.nobody) one["nobody"].push_back(interval_json(i));
        for (const auto& i : a.several) one["several"].push_back(interval_json(i));
        addresses.push_back(std::move(one));
    }
    auto& takeovers = j["takeovers"] = json::array();
    for (const auto& t : r.takeovers) {
        json one{{"at_ns", t.at.time_since_epoch().count()},
                 {"event", t.event},
                 {"address", t.address.to_string()},
                 {"from", t.from},
                 {"to", nullptr}};
        if (t.to) {
            one["to"] = *t.to;
            one["took_ns"] = t.took.count();
        }
        takeovers.push_back(std::move(one));
    }
    j["packets_sent"] = r.packets_sent;
    j["packets_received"] = r.packets_received;
    j["findings"] = r.findings;
    return j;
}

}  // namespace hakit::sim
