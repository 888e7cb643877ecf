#include "realserver/step_state.hpp"

#include <algorithm>
#include <charconv>

namespace hakit::realserver {
namespace {

/// Made, or what was found instead.
step_state state(bool made, std::string found) { return {made, made ? std::string{} : std::move(found)}; }

/// Whether the greater of conf/INTERFACE and conf/all, which is what counts, has the effect that the step is for.
bool is_enough(std::string_view name, const std::string& wanted, long effective) {
    if (name == "arp_ignore" && wanted == "1") return effective == 1 || effective == 2;
    if (name == "arp_announce" && wanted == "2") return effective == 2;
    // Loose, or no check at all.
    return name == "rp_filter" && wanted == "2" && effective != 1;
}

/// Whether other values do what the step is for.
bool does_the_same(const step& s, system& on, std::span<const std::string> interfaces) {
    const std::string folder = "net/ipv4/conf/";
    if (!s.target.starts_with(folder)) return false;
    const auto name = s.target.substr(s.target.rfind('/') + 1);
    const auto own = read_number(s.target, on);
    const auto all = read_number(folder + "all/" + name, on);
    if (!own || !all) return false;
    if (is_enough(name, s.value, std::max(*own, *all))) return true;
    if (s.target != folder + "all/" + name || interfaces.empty()) return false;
    return std::ranges::all_of(interfaces, [&](const std::string& interface) {
        const auto here = read_number(folder + interface + "/" + name, on);
        return here && is_enough(name, s.value, std::max(*here, *all));
    });
}

result<step_state> look_at_sysctl(const step& s, system& on, std::span<const std::string> interfaces) {
    const auto value = on.read_sysctl(s.target);
    if (value && *value == s.value) return state(true, {});
    if (value) {
        if (does_the_same(s, on, interfaces)) return step_state{true, "it is " + *value + ", and the effect is there"};
        return state(false, "it is " + *value);
    }
    if (value.error().code() == errc::not_found) return state(false, "there is no such setting");
    return value.error();
}

result<step_state> look_at_link(const step& s, system& on) {
    const auto links = on.links();
    if (!links) return links.error();
    const auto found = std::ranges::find(*links, s.target, &link_state::name);
    const bool there = found != links->end();
    switch (s.kind) {
        case step_kind::add_link:
            if (there && !s.value.empty() && !found->kind.empty() && found->kind != s.value)
                return state(false, "it is of kind " + found->kind);
            return state(there, "there is none");
        case step_kind::remove_link: return state(!there, "it is there");
        case step_kind::link_up: return state(there && found->up, there ? "it is down" : "there is no such device");
        default: return state(!there || !found->up, "it is up");
    }
}

result<step_state> look_at_address(const step& s, system& on) {
    const auto addresses = on.addresses();
    if (!addresses) return addresses.error();
    std::string found = "it is not there";
    for (const auto& a : *addresses) {
        if (a.device != s.target || a.prefix.address != s.address.address) continue;
        if (a.prefix.length == s.address.length) {
            if (s.kind == step_kind::remove_address) return state(false, "it is there");
            if (a.prefix.address.is_v4() || a.deprecated) return state(true, {});
            found = "it may be chosen as a source";
        } else {
            found = "its prefix is " + std::to_string(a.prefix.length) + " bits long";
        }
    }
    return state(s.kind == step_kind::remove_address, std::move(found));
}

/// The routes that the step is about.
result<std::vector<route_state>> routes_of(const step& s, system& on) {
    auto routes = on.routes();
    if (!routes) return routes.error();
    std::erase_if(*routes, [&](const route_state& r) {
        if (r.destination.address.family() != s.family) return true;
        if (!s.value.empty()) return r.device != s.target || r.destination.to_string() != s.value;
        // A route to one network alone has nothing to do with clients, unless the interface is named.
        return s.target.empty() ? r.destination.length != 0 : r.device != s.target;
    });
    return routes;
}

result<step_state> look_at_routes(const step& s, system& on) {
    const auto routes = routes_of(s, on);
    if (!routes) return routes.error();
    for (const auto& r : *routes)
        if (r.advmss != s.number)
            return state(false, "the route to " + r.destination.to_string() + " announces " +
                                    (r.advmss == 0 ? std::string{"what the device takes"} : std::to_string(r.advmss)));
    return state(true, {});
}

result<step_state> look_at_port(const step& s, system& on) {
    const auto ports = on.tunnel_ports();
    if (!ports) {
        // Without the module no port is open.
        if (ports.error().code() == errc::unsupported) return state(s.kind == step_kind::close_port, "it is not open");
        return ports.error();
    }
    const bool open = std::ranges::any_of(
        *ports, [&](const tunnel_port& p) { return p.family == s.family && p.port == s.number && p.gue; });
    if (s.kind == step_kind::open_port) return state(open, "it is not open");
    return state(!open, "it is open");
}

result<step_state> look_at_file(const step& s, system& on) {
    const auto content = on.read_file(s.target);
    if (!content) return content.error();
    if (s.kind == step_kind::remove_file) return state(!*content, "it is there");
    if (!*content) return state(false, "it is not there");
    return state(**content == s.value, "it has another content");
}

tunnel_port port_of(const step& s) { return {s.family, static_cast<std::uint16_t>(s.number), true}; }

step with_kind(step s, step_kind kind) {
    s.kind = kind;
    s.reason.clear();
    return s;
}

using undo_steps = std::vector<step>;

/// `done` as the outcome of a change that `back` takes back.
result<undo_steps> reversible(const result<void>& done, step back) {
    if (!done) return done.error();
    return undo_steps{std::move(back)};
}

result<undo_steps> set_sysctl(const step& s, system& on) {
    const auto before = on.read_sysctl(s.target);
    if (!before) return before.error();
    auto back = with_kind(s, step_kind::set_sysctl);
    back.value = *before;
    return reversible(on.write_sysctl(s.target, s.value), std::move(back));
}

result<undo_steps> limit_mss(const step& s, system& on) {
    const auto routes = routes_of(s, on);
    if (!routes) return routes.error();
    undo_steps back;
    for (std::size_t i = 0; i < routes->size(); ++i) {
        const auto& r = (*routes)[i];
        if (r.advmss == s.number) continue;
        if (const auto done = on.set_advmss(r, s.number); !done) {
            // What was changed already goes back at once: the caller knows of nothing.
            for (std::size_t k = 0; k < i; ++k)
                if ((*routes)[k].advmss != s.number) (void)on.set_advmss((*routes)[k], (*routes)[k].advmss);
            return done.error();
        }
        // One step a route: they may have had different sizes.
        auto one = with_kind(s, step_kind::limit_mss);
        one.target = r.device;
        one.value = r.destination.to_string();
        one.number = r.advmss;
        back.push_back(std::move(one));
    }
    return back;
}

result<undo_steps> write_file(const step& s, system& on) {
    const auto before = on.read_file(s.target);
    if (!before) return before.error();
    auto back = with_kind(s, *before ? step_kind::write_file : step_kind::remove_file);
    back.value = before->value_or("");
    return reversible(s.kind == step_kind::write_file ? on.write_file(s.target, s.value) : on.remove_file(s.target),
                      std::move(back));
}

}  // namespace

std::optional<long> read_number(const std::string& path, system& on) {
    const auto text = on.read_sysctl(path);
    if (!text) return std::nullopt;
    long value = 0;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
    return read.ec == std::errc{} ? std::optional{value} : std::nullopt;
}

bool is_linux_step(step_kind kind) noexcept { return kind <= step_kind::remove_file; }

result<step_state> look(const step& s, system& on, std::span<const std::string> interfaces) {
    switch (s.kind) {
        case step_kind::set_sysctl: return look_at_sysctl(s, on, interfaces);
        case step_kind::add_link:
        case step_kind::remove_link:
        case step_kind::link_up:
        case step_kind::link_down: return look_at_link(s, on);
        case step_kind::add_address:
        case step_kind::remove_address: return look_at_address(s, on);
        case step_kind::limit_mss: return look_at_routes(s, on);
        case step_kind::open_port:
        case step_kind::close_port: return look_at_port(s, on);
        case step_kind::write_file:
        case step_kind::remove_file: return look_at_file(s, on);
        default: return error{errc::unsupported, "no step for a Linux host: " + s.to_string()};
    }
}

result<undo_steps> make(const step& s, system& on) {
    using enum step_kind;
    switch (s.kind) {
        case set_sysctl: return realserver::set_sysctl(s, on);
        case add_link: {
            // The devices of a module stay: other programs may have begun to use them.
            const auto done = on.add_link(s.target, s.value);
            if (!done) return done.error();
            return s.value == "dummy" ? undo_steps{with_kind(s, remove_link)} : undo_steps{};
        }
        case remove_link: return reversible(on.remove_link(s.target), with_kind(s, add_link));
        case link_up: return reversible(on.set_link_up(s.target, true), with_kind(s, link_down));
        case link_down: return reversible(on.set_link_up(s.target, false), with_kind(s, link_up));
        case add_address: return reversible(on.add_address(s.target, s.address), with_kind(s, remove_address));
        case remove_address: return reversible(on.remove_address(s.target, s.address), with_kind(s, add_address));
        case limit_mss: return realserver::limit_mss(s, on);
        case open_port: return reversible(on.open_tunnel_port(port_of(s)), with_kind(s, close_port));
        case close_port: return reversible(on.close_tunnel_port(port_of(s)), with_kind(s, open_port));
        case write_file:
        case remove_file: return realserver::write_file(s, on);
        default: return error{errc::unsupported, "no step for a Linux host: " + s.to_string()};
    }
}

}  // namespace hakit::realserver
