// VRRP: packets explained, and virtual routers without sockets or clock.
#include "router_plan.hpp"

#include <hakit/director/vrrp_engine.hpp>
#include <hakit/director/vrrp_state_json.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/keepalived/config.hpp>
#include <hakit/vrrp/decode_json.hpp>
#include <hakit/vrrp/neighbour.hpp>

#include <pybind11/stl.h>

#include <algorithm>

namespace hakit::python {

director::vrrp_plan router_plan_of(const config& given, bool ignore_unsupported) {
    const auto* c = formats::get_if<keepalived::config>(*given.values);
    if (!c) raise({errc::unsupported, "virtual routers need a configuration of keepalived"});
    director::vrrp_translate_options how;
    how.ignore_unsupported = ignore_unsupported;
    auto made = director::translate_routers(*c, how);
    if (made.ok()) return std::move(made.desired);
    std::string message = "the virtual routers of this configuration cannot be run";
    for (const auto& f : made.findings)
        if (f.level == text::severity::error) message += "\n" + f.message;
    raise({errc::unsupported, message});
}

namespace {

py::object decode(py::handle data, py::handle password, bool secrets) {
    vrrp::decode_options how;
    if (!password.is_none()) {
        const auto word = to_bytes(password);
        how.secret.emplace();
        std::copy_n(word.begin(), std::min(word.size(), how.secret->size()), how.secret->begin());
    }
    const auto bytes = to_bytes(data);
    const std::span octets{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
    const bool packet = !py::isinstance<py::str>(data) && !vrrp::capture_reader::recognizes(octets);
    auto all = [&]() -> result<nlohmann::ordered_json> {
        const py::gil_scoped_release others_run;
        if (packet) return vrrp::decode_packet_to_json(octets, how, secrets);
        return vrrp::decode_to_json(octets, how, secrets);
    }();
    return to_python(unwrap(std::move(all)).at("packets"));
}

instant at(std::int64_t ns) { return instant{duration{ns}}; }

ip_address read_address(const std::string& text) {
    const auto a = ip_address::parse(text);
    if (!a) throw py::value_error("no IP address: " + text);
    return *a;
}

/// Each action of the engine as a dict, or several: one for each address, route and rule.
class teller {
public:
    teller(const director::vrrp_engine& engine, py::list& out) : engine_{engine}, out_{out} {}

    void operator()(const director::send_packet& p) {
        auto d = add("send", p.router);
        d["interface"] = to_str(p.interface);
        d["source"] = p.source.to_string();
        d["destination"] = p.destination.to_string();
        d["packet"] = py::bytes(reinterpret_cast<const char*>(p.packet.data()), p.packet.size());
    }
    void operator()(const director::change_addresses& c) {
        for (const auto& a : c.remove) address("remove_address", c.router, a);
        for (const auto& a : c.add) address("add_address", c.router, a);
    }
    void operator()(const director::change_routes& c) {
        for (const auto& r : c.remove) route("remove_route", c.router, r);
        for (const auto& r : c.add) route("add_route", c.router, r);
    }
    void operator()(const director::change_rules& c) {
        for (const auto& r : c.remove) rule("remove_rule", c.router, r);
        for (const auto& r : c.add) rule("add_rule", c.router, r);
    }
    void operator()(const director::announce_address& a) {
        auto d = add("announce", a.router);
        d["interface"] = to_str(a.interface);
        d["address"] = a.address.to_string();
    }
    void operator()(const director::start_tracker_script& s) {
        auto d = add("tracker_script", 0);
        d["name"] = to_str(s.name);
        d["argv"] = words(s.program.argv);
        d["timeout"] = static_cast<double>(s.timeout.count()) / 1e9;
    }
    void operator()(const director::run_script& s) {
        auto d = add("run_script", 0);
        d["subject"] = to_str(s.subject);
        d["argv"] = words(s.program.argv);
    }
    void operator()(const director::write_fifo& w) { add("line", 0)["text"] = to_str(w.line); }
    void operator()(const director::event& e) {
        auto d = add("event", 0);
        d["kind"] = std::string{to_string(e.kind)};
        d["router"] = to_str(e.router);
        d["state"] = to_str(e.state);
        d["text"] = to_str(to_line(e));
    }

private:
    py::dict add(const char* action, director::router_id router) {
        py::dict d;
        d["action"] = action;
        if (const auto* plan = engine_.router(router)) d["router"] = to_str(plan->name);
        out_.append(d);
        return d;
    }
    static py::list words(const std::vector<std::string>& argv) {
        py::list all;
        for (const auto& w : argv) all.append(to_str(w));
        return all;
    }
    void address(const char* action, director::router_id router, const keepalived::virtual_address& a) {
        auto d = add(action, router);
        d["interface"] = to_str(a.dev);
        d["address"] = a.address.to_string();
    }
    void route(const char* action, director::router_id router, const keepalived::route& r) {
        auto d = add(action, router);
        d["interface"] = to_str(r.dev);
        d["destination"] = r.to.prefix ? r.to.prefix->to_string() : std::string{"default"};
        d["via"] = r.via ? py::object(py::str(r.via->to_string())) : py::object(py::none());
        d["table"] = to_str(r.table);
    }
    void rule(const char* action, director::router_id router, const keepalived::rule& r) {
        auto d = add(action, router);
        d["source"] = r.from && r.from->prefix ? r.from->prefix->to_string() : std::string{"default"};
        d["table"] = to_str(r.table);
    }

    const director::vrrp_engine& engine_;
    py::list& out_;
};

class virtual_routers {
public:
    virtual_routers(const config& c, bool ignore) : ignore_{ignore}, engine_{router_plan_of(c, ignore)} {}

    template <class Body>
    py::list act(Body body) {
        py::list out;
        for (const auto& a : body(engine_)) std::visit(teller{engine_, out}, a);
        return out;
    }
    py::list reload(const config& c, std::int64_t now) {
        auto plan = router_plan_of(c, ignore_);
        return act([&](auto& e) { return e.reload(std::move(plan), at(now)); });
    }
    director::vrrp_engine& it() noexcept { return engine_; }

private:
    bool ignore_;
    director::vrrp_engine engine_;
};

void bind_routers(py::module_& m) {
    using self = virtual_routers;
    py::class_<self>(m, "VirtualRouters")
        .def(py::init<const config&, bool>(), py::arg("config"), py::kw_only(), py::arg("ignore_unsupported") = false)
        .def(
            "start", [](self& s, std::int64_t now) { return s.act([&](auto& e) { return e.start(at(now)); }); },
            py::arg("now"))
        .def_property_readonly("wake_at",
                               [](self& s) -> py::object {
                                   const auto next = s.it().wake_at();
                                   if (next == never) return py::none();
                                   return py::int_(next.time_since_epoch().count());
                               })
        .def(
            "on_time", [](self& s, std::int64_t now) { return s.act([&](auto& e) { return e.on_time(at(now)); }); },
            py::arg("now"))
        .def(
            "on_packet",
            [](self& s, const std::string& interface, py::handle packet, std::int64_t now) {
                const auto bytes = to_bytes(packet);
                const auto read =
                    vrrp::parse_packet({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
                if (!read) return py::list{};
                return s.act([&](auto& e) { return e.on_packet(interface, *read, at(now)); });
            },
            py::arg("interface"), py::arg("packet"), py::arg("now"))
        .def(
            "on_interface",
            [](self& s, const std::string& name, bool up, std::int64_t now) {
                return s.act([&](auto& e) { return e.on_interface(name, up, at(now)); });
            },
            py::arg("name"), py::arg("up"), py::arg("now"))
        .def(
            "on_source",
            [](self& s, const std::string& interface, const std::string& address, bool there, std::int64_t now) {
                const auto a = read_address(address);
                return s.act([&](auto& e) {
                    return e.on_source(interface, a.family(), there ? std::optional{a} : std::nullopt, at(now));
                });
            },
            py::arg("interface"), py::arg("address"), py::arg("there"), py::arg("now"))
        .def(
            "on_script",
            [](self& s, const std::string& name, bool ok, std::int64_t now) {
                return s.act([&](auto& e) { return e.on_script(name, ok, at(now)); });
            },
            py::arg("name"), py::arg("ok"), py::arg("now"))
        .def(
            "on_file",
            [](self& s, const std::string& name, int value, std::int64_t now) {
                return s.act([&](auto& e) { return e.on_file(name, value, at(now)); });
            },
            py::arg("name"), py::arg("value"), py::arg("now"))
        .def(
            "on_processes",
            [](self& s, const std::string& name, std::size_t count, std::int64_t now) {
                return s.act([&](auto& e) { return e.on_processes(name, count, at(now)); });
            },
            py::arg("name"), py::arg("count"), py::arg("now"))
        .def("reload", &self::reload, py::arg("config"), py::arg("now"))
        .def(
            "shutdown", [](self& s, std::int64_t now) { return s.act([&](auto& e) { return e.shutdown(at(now)); }); },
            py::arg("now"))
        .def(
            "state", [](self& s, std::int64_t now) { return to_python(to_json(s.it().state(at(now)))); },
            py::arg("now"));
    m.def(
        "vrrp_announcement",
        [](const std::string& mac, const std::string& address) {
            const auto from = vrrp::mac_address::parse(mac);
            if (!from) throw py::value_error("no MAC address: " + mac);
            std::vector<std::uint8_t> frame;
            vrrp::write_announcement_frame(frame, *from, read_address(address), false);
            return py::bytes(reinterpret_cast<const char*>(frame.data()), frame.size());
        },
        py::arg("mac"), py::arg("address"));
}

}  // namespace

void bind_vrrp(py::module_& m) {
    bind_routers(m);
    m.def("decode_vrrp", &decode, py::arg("data"), py::kw_only(), py::arg("password") = py::none(),
          py::arg("secrets") = false);
}

}  // namespace hakit::python
