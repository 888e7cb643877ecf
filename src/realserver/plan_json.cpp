#include <hakit/realserver/plan_json.hpp>

#include <functional>
#include <limits>
#include <map>

namespace hakit::realserver {
namespace {

using json = nlohmann::ordered_json;

json step_json(const step& s) {
    json out{{"kind", to_string(s.kind)}};
    const auto put = [&](const char* name, const std::string& text) {
        if (!text.empty()) out[name] = text;
    };
    put("target", s.target);
    put("value", s.value);
    switch (s.kind) {
        case step_kind::add_address:
        case step_kind::remove_address:
        case step_kind::open_firewall: out["address"] = s.address.to_string(); break;
        default: break;
    }
    switch (s.kind) {
        case step_kind::open_port:
        case step_kind::close_port:
        case step_kind::limit_mss:
        case step_kind::weak_host:
        case step_kind::set_metric:
            out["family"] = s.family == ip_family::v6 ? "ipv6" : "ipv4";
            out["number"] = s.number;
            break;
        case step_kind::open_firewall: out["number"] = s.number; break;
        default: break;
    }
    if (s.kind == step_kind::weak_host) {
        out["receive"] = s.receive;
        out["send"] = s.send;
    }
    out["text"] = s.to_string();
    out["reason"] = s.reason;
    return out;
}

error wrong(const std::string& place, std::string_view what) {
    return {errc::invalid_argument, place + ": " + std::string{what}};
}

/// Reads the members of an object, each by a function of its own.
class member_reader {
public:
    using setter = std::function<bool(const json&)>;
    void on(const char* name, std::string_view wanted, setter set) { known_[name] = {wanted, std::move(set)}; }

    [[nodiscard]] result<void> read(const json& in, const std::string& place) const {
        if (!in.is_object()) return wrong(place, "an object is needed");
        for (const auto& [name, member] : in.items()) {
            const auto found = known_.find(name);
            if (found == known_.end()) return wrong(place + "." + name, "there is no such member");
            if (!found->second.set(member))
                return wrong(place + "." + name, std::string{found->second.wanted} + " is needed");
        }
        return {};
    }

private:
    struct known {
        std::string_view wanted;
        setter set;
    };
    std::map<std::string, known, std::less<>> known_;
};

bool read_bool(const json& in, bool& out) {
    if (!in.is_boolean()) return false;
    out = in.get<bool>();
    return true;
}

bool read_u16(const json& in, std::uint16_t& out) {
    if (!in.is_number_integer()) return false;
    const auto n = in.get<std::int64_t>();
    if (n < 0 || n > std::numeric_limits<std::uint16_t>::max()) return false;
    out = static_cast<std::uint16_t>(n);
    return true;
}

bool read_text(const json& in, std::string& out) {
    if (!in.is_string()) return false;
    out = in.get<std::string>();
    return true;
}

bool read_address(const json& in, ip_address& out) {
    if (!in.is_string()) return false;
    const auto parsed = ip_address::parse(in.get_ref<const std::string&>());
    if (parsed) out = *parsed;
    return parsed.has_value();
}

/// One of the values that to_string() has names for.
template <class Enum>
bool read_name(const json& in, std::initializer_list<Enum> values, Enum& out) {
    if (!in.is_string()) return false;
    for (const auto v : values) {
        if (in.get_ref<const std::string&>() != to_string(v)) continue;
        out = v;
        return true;
    }
    return false;
}

result<void> read_host(const json& in, host& h) {
    member_reader r;
    r.on("os", "\"linux\" or \"windows\"", [&](const json& v) {
        if (v != "linux" && v != "windows") return false;
        h.os = v == "linux" ? platform::linux_kernel : platform::windows;
        return true;
    });
    r.on("release", "a release of Windows Server", [&](const json& v) {
        if (!v.is_string()) return false;
        const auto parsed = parse_windows_release(v.get_ref<const std::string&>());
        if (parsed) h.release = *parsed;
        return parsed.has_value();
    });
    r.on("interfaces", "an array of names", [&](const json& v) {
        if (!v.is_array()) return false;
        for (const auto& name : v)
            if (!read_text(name, h.interfaces.emplace_back())) return false;
        return true;
    });
    r.on("device", "a name", [&](const json& v) { return read_text(v, h.device); });
    r.on("adapter_guid", "a GUID", [&](const json& v) { return read_text(v, h.adapter_guid); });
    r.on("only_interfaces", "true or false", [&](const json& v) { return read_bool(v, h.only_interfaces); });
    r.on("mtu", "a number up to 65535", [&](const json& v) { return read_u16(v, h.mtu); });
    r.on("limit_mss", "true or false", [&](const json& v) { return read_bool(v, h.limit_mss); });
    r.on("keep", "\"none\", \"sysctl\", \"networkd\" or \"ifupdown\"", [&](const json& v) {
        using enum persistence;
        return read_name(v, {none, sysctl, networkd, ifupdown}, h.keep);
    });
    return r.read(in, "host");
}

result<service> read_service(const json& in, const std::string& place) {
    service s;
    member_reader r;
    bool has_vip = false;
    r.on("vip", "an address", [&](const json& v) { return has_vip = read_address(v, s.vip); });
    r.on("port", "a number up to 65535", [&](const json& v) { return read_u16(v, s.port); });
    r.on("transport", "\"tcp\", \"udp\" or \"sctp\"", [&](const json& v) {
        using enum transport;
        return read_name(v, {tcp, udp, sctp}, s.transport);
    });
    r.on("method", "\"direct\" or \"tunnel\"", [&](const json& v) {
        if (v != "direct" && v != "tunnel") return false;
        s.method = v == "direct" ? forwarding::direct_routing : forwarding::tunnel;
        return true;
    });
    r.on("tunnel", "\"ipip\", \"gre\" or \"gue\"", [&](const json& v) {
        using enum encapsulation;
        return read_name(v, {ipip, gre, gue}, s.tunnel);
    });
    r.on("tunnel_port", "a number up to 65535", [&](const json& v) { return read_u16(v, s.tunnel_port); });
    r.on("checksum", "true or false", [&](const json& v) { return read_bool(v, s.checksum); });
    r.on("server", "an address", [&](const json& v) { return read_address(v, s.server.emplace()); });
    r.on("server_port", "a number up to 65535", [&](const json& v) { return read_u16(v, s.server_port); });
    if (const auto read = r.read(in, place); !read) return read.error();
    if (!has_vip) return wrong(place + ".vip", "an address is needed");
    return s;
}

}  // namespace

json to_json(const plan& p) {
    json out{{"schema", "hakit-realserver-plan-1"}};
    out["os"] = p.host.os == platform::windows ? "windows" : "linux";
    if (p.host.os == platform::windows) out["release"] = to_string(p.host.release);
    out["ok"] = p.ok();
    auto& steps = out["steps"] = json::array();
    for (const auto& s : p.steps) steps.push_back(step_json(s));
    auto& refusals = out["refusals"] = json::array();
    for (const auto& r : p.refusals) refusals.push_back({{"service", r.service}, {"reason", r.reason}});
    out["notes"] = p.notes;
    return out;
}

result<request> request_from_json(std::string_view text) {
    const auto in = json::parse(text, nullptr, false);
    if (in.is_discarded()) return error{errc::syntax, "the request is no JSON"};
    if (!in.is_object()) return error{errc::invalid_argument, "an object is needed"};
    request made;
    for (const auto& [name, member] : in.items()) {
        if (name == "host") {
            if (const auto read = read_host(member, made.host); !read) return read.error();
        } else if (name == "services") {
            if (!member.is_array()) return wrong(name, "an array is needed");
            for (std::size_t i = 0; i < member.size(); ++i) {
                auto s = read_service(member[i], "services[" + std::to_string(i) + "]");
                if (!s) return s.error();
                made.services.push_back(std::move(*s));
            }
        } else {
            return wrong(name, "there is no such member");
        }
    }
    return made;
}

}  // namespace hakit::realserver
