// Virtual routers without sockets or clock: inputs in, actions to be pulled out.
#include <capi/vrrp_engine.hpp>

#include <hakit/director/vrrp_state_json.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/keepalived/config.hpp>
#include <hakit/vrrp/neighbour.hpp>

using namespace hakit;

namespace hakit::capi {

director::vrrp_plan router_plan_of(const hakit_config& c, bool ignore_unsupported) {
    const auto* values = formats::get_if<keepalived::config>(*c.values);
    if (!values) throw exception{error{errc::unsupported, "virtual routers need a configuration of keepalived"}};
    director::vrrp_translate_options how;
    how.ignore_unsupported = ignore_unsupported;
    auto made = director::translate_routers(*values, how);
    if (made.ok()) return std::move(made.desired);
    std::string message = "the virtual routers of this configuration cannot be run";
    for (const auto& f : made.findings)
        if (f.level == text::severity::error) message += "\n" + f.message;
    throw exception{error{errc::unsupported, message}};
}

}  // namespace hakit::capi

namespace {

instant at(std::int64_t ns) { return instant{duration{ns}}; }

/// Turns actions of the engine into those of this interface: one address, route or rule each.
class teller {
public:
    explicit teller(hakit_vrrp& v) : v_{v} {}

    void operator()(const director::send_packet& p) {
        auto& t = add(HAKIT_VRRP_SEND, p.router);
        t.interface = p.interface;
        t.address = p.destination.to_string();
        t.packet.assign(p.packet.begin(), p.packet.end());
    }
    void operator()(const director::change_addresses& c) {
        for (const auto& a : c.remove) address(HAKIT_VRRP_REMOVE_ADDRESS, c.router, a);
        for (const auto& a : c.add) address(HAKIT_VRRP_ADD_ADDRESS, c.router, a);
    }
    void operator()(const director::change_routes& c) {
        for (const auto& r : c.remove) route(HAKIT_VRRP_REMOVE_ROUTE, c.router, r);
        for (const auto& r : c.add) route(HAKIT_VRRP_ADD_ROUTE, c.router, r);
    }
    void operator()(const director::change_rules& c) {
        for (const auto& r : c.remove) rule(HAKIT_VRRP_REMOVE_RULE, c.router, r);
        for (const auto& r : c.add) rule(HAKIT_VRRP_ADD_RULE, c.router, r);
    }
    void operator()(const director::announce_address& a) {
        auto& t = add(HAKIT_VRRP_ANNOUNCE, a.router);
        t.interface = a.interface;
        t.address = a.address.to_string();
    }
    void operator()(const director::start_tracker_script& s) {
        auto& t = add(HAKIT_VRRP_TRACKER_SCRIPT, 0);
        t.text = s.name;
        t.arguments = s.program.argv;
    }
    void operator()(const director::run_script& s) {
        auto& t = add(HAKIT_VRRP_RUN_SCRIPT, 0);
        t.text = s.subject;
        t.arguments = s.program.argv;
    }
    void operator()(const director::write_fifo& w) { add(HAKIT_VRRP_LINE, 0).text = w.line; }
    void operator()(const director::event& e) {
        auto& t = add(HAKIT_VRRP_EVENT, 0);
        t.router = e.router;
        t.text = director::to_line(e);
        t.json = director::to_json(e);
    }

private:
    capi::vrrp_told& add(std::int32_t kind, director::router_id router) {
        auto& t = v_.waiting.emplace_back();
        t.kind = kind;
        if (const auto* plan = v_.engine.router(router)) t.router = plan->name;
        return t;
    }
    void address(std::int32_t kind, director::router_id router, const keepalived::virtual_address& a) {
        auto& t = add(kind, router);
        t.interface = a.dev;
        t.address = a.address.to_string();
    }
    void route(std::int32_t kind, director::router_id router, const keepalived::route& r) {
        auto& t = add(kind, router);
        t.interface = r.dev;
        t.address = r.to.prefix ? r.to.prefix->to_string() : "default";
        if (r.via) t.text = r.via->to_string();
    }
    void rule(std::int32_t kind, director::router_id router, const keepalived::rule& r) {
        auto& t = add(kind, router);
        t.address = r.from && r.from->prefix ? r.from->prefix->to_string() : "default";
        t.text = r.table;
    }

    hakit_vrrp& v_;
};

/// Runs `body`, which gives actions.
template <class Body>
hakit_status act(hakit_vrrp* v, hakit_error** err, Body body) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& it = capi::need(v, "v");
        for (const auto& a : body(it)) std::visit(teller{it}, a);
        return {};
    });
}

ip_address address_of(const char* text) {
    const auto a = ip_address::parse(capi::need_string(text, "address"));
    if (!a) capi::misuse(std::string{"no IP address: "} + text);
    return *a;
}

hakit_str borrow(const hakit_vrrp* v, std::string capi::vrrp_told::*member) noexcept {
    return capi::borrow(v ? std::string_view{v->present.*member} : std::string_view{});
}

}  // namespace

extern "C" {

hakit_status hakit_vrrp_new(const hakit_config* c, uint32_t flags, hakit_vrrp** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& values = capi::need(c, "c");
        auto& to = capi::need(out, "out");
        const bool ignore = (flags & HAKIT_VRRP_IGNORE_UNSUPPORTED) != 0;
        to = new hakit_vrrp{director::vrrp_engine{capi::router_plan_of(values, ignore)}, ignore, {}, {}};
        return {};
    });
}

void hakit_vrrp_free(hakit_vrrp* v) noexcept { delete v; }

hakit_status hakit_vrrp_start(hakit_vrrp* v, int64_t now, hakit_error** err) noexcept {
    return act(v, err, [&](hakit_vrrp& it) { return it.engine.start(at(now)); });
}
int64_t hakit_vrrp_wake_at(const hakit_vrrp* v) noexcept {
    const auto next = v ? v->engine.wake_at() : never;
    return next == never ? HAKIT_NEVER : next.time_since_epoch().count();
}
hakit_status hakit_vrrp_time(hakit_vrrp* v, int64_t now, hakit_error** err) noexcept {
    return act(v, err, [&](hakit_vrrp& it) { return it.engine.on_time(at(now)); });
}
hakit_status hakit_vrrp_packet(hakit_vrrp* v, const char* interface, const void* packet, size_t len, int64_t now,
                               hakit_error** err) noexcept {
    return act(v, err, [&](hakit_vrrp& it) {
        const auto bytes = capi::bytes(static_cast<const char*>(packet), len, "packet");
        const auto read = vrrp::parse_packet({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
        // What is no advertisement changes nothing.
        return read ? it.engine.on_packet(capi::need_string(interface, "interface"), *read, at(now))
                    : director::vrrp_engine::actions{};
    });
}
hakit_status hakit_vrrp_interface(hakit_vrrp* v, const char* name, int32_t up, int64_t now,
                                  hakit_error** err) noexcept {
    return act(v, err, [&](hakit_vrrp& it) {
        return it.engine.on_interface(capi::need_string(name, "name"), up != 0, at(now));
    });
}
hakit_status hakit_vrrp_source(hakit_vrrp* v, const char* interface, const char* address, int32_t there, int64_t now,
                               hakit_error** err) noexcept {
    return act(v, err, [&](hakit_vrrp& it) {
        const auto a = address_of(address);
        return it.engine.on_source(capi::need_string(interface, "interface"), a.family(),
                                   there != 0 ? std::optional{a} : std::nullopt, at(now));
    });
}
hakit_status hakit_vrrp_tracker(hakit_vrrp* v, int32_t kind, const char* name, int32_t value, int64_t now,
                                hakit_error** err) noexcept {
    return act(v, err, [&](hakit_vrrp& it) {
        const std::string who = capi::need_string(name, "name");
        switch (kind) {
            case HAKIT_TRACKER_SCRIPT: return it.engine.on_script(who, value != 0, at(now));
            case HAKIT_TRACKER_FILE: return it.engine.on_file(who, value, at(now));
            case HAKIT_TRACKER_PROCESS:
                return it.engine.on_processes(who, static_cast<std::size_t>(std::max(value, 0)), at(now));
            default: capi::misuse("no kind of tracker " + std::to_string(kind));
        }
    });
}
hakit_status hakit_vrrp_reload(hakit_vrrp* v, const hakit_config* c, int64_t now, hakit_error** err) noexcept {
    return act(v, err, [&](hakit_vrrp& it) {
        return it.engine.reload(capi::router_plan_of(capi::need(c, "c"), it.ignore_unsupported), at(now));
    });
}
hakit_status hakit_vrrp_shutdown(hakit_vrrp* v, int64_t now, hakit_error** err) noexcept {
    return act(v, err, [&](hakit_vrrp& it) { return it.engine.shutdown(at(now)); });
}
hakit_status hakit_vrrp_json(const hakit_vrrp* v, int64_t now, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& engine = capi::need(v, "v").engine;
        auto& to = capi::need(out, "out");
        to = capi::give(director::to_json(engine.state(at(now))));
        return {};
    });
}

int32_t hakit_vrrp_next(hakit_vrrp* v) noexcept {
    if (!v) return HAKIT_VRRP_NONE;
    if (v->waiting.empty()) {
        v->present = {};
        return HAKIT_VRRP_NONE;
    }
    v->present = std::move(v->waiting.front());
    v->waiting.pop_front();
    return v->present.kind;
}
hakit_str hakit_vrrp_action_router(const hakit_vrrp* v) noexcept { return borrow(v, &capi::vrrp_told::router); }
hakit_str hakit_vrrp_action_interface(const hakit_vrrp* v) noexcept { return borrow(v, &capi::vrrp_told::interface); }
hakit_str hakit_vrrp_action_address(const hakit_vrrp* v) noexcept { return borrow(v, &capi::vrrp_told::address); }
hakit_str hakit_vrrp_action_packet(const hakit_vrrp* v) noexcept { return borrow(v, &capi::vrrp_told::packet); }
hakit_str hakit_vrrp_action_text(const hakit_vrrp* v) noexcept { return borrow(v, &capi::vrrp_told::text); }
hakit_str hakit_vrrp_action_json(const hakit_vrrp* v) noexcept { return borrow(v, &capi::vrrp_told::json); }
size_t hakit_vrrp_action_argument_count(const hakit_vrrp* v) noexcept { return v ? v->present.arguments.size() : 0; }
hakit_str hakit_vrrp_action_argument(const hakit_vrrp* v, size_t i) noexcept {
    return capi::borrow(i < hakit_vrrp_action_argument_count(v) ? std::string_view{v->present.arguments[i]} : "");
}

hakit_status hakit_vrrp_announcement(const uint8_t mac[6], const char* address, hakit_buf** out,
                                     hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        vrrp::mac_address from;
        std::copy_n(&capi::need(mac, "mac"), from.bytes.size(), from.bytes.begin());
        const auto a = address_of(address);
        auto& to = capi::need(out, "out");
        std::vector<std::uint8_t> frame;
        vrrp::write_announcement_frame(frame, from, a, false);
        to = capi::give(std::string{frame.begin(), frame.end()});
        return {};
    });
}

}  // extern "C"
