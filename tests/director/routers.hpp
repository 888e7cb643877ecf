/// Plans of virtual routers out of keepalived.conf, and an engine with what it asked for.
#pragma once

#include <hakit/director/vrrp_engine.hpp>
#include <hakit/keepalived/check.hpp>
#include <hakit/text/workspace.hpp>
#include <hakit/vrrp/channel.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace hakit::director::test {

inline vrrp_translation translated_routers(const std::string& conf, const vrrp_translate_options& options = {},
                                           std::string_view target = "2.2.7") {
    text::workspace files;
    const auto top = files.add(text::source{"k.conf", conf});
    keepalived::check_options how;
    how.expansion.for_target.version = *keepalived::release::parse(target);
    const auto checked = keepalived::check(files, top, how);
    return translate_routers(checked.configuration, options);
}

inline vrrp_plan routers(const std::string& conf) {
    auto made = translated_routers(conf);
    for (const auto& f : made.findings) INFO(f.message);
    REQUIRE(made.ok());
    return std::move(made.desired);
}

/// An instance with a few more lines in it.
inline std::string instance_text(const std::string& name, int vrid, int priority, const std::string& more = {},
                                 const std::string& address = "10.0.0.100/24") {
    return "vrrp_instance " + name + " {\n interface eth0\n virtual_router_id " + std::to_string(vrid) +
           "\n priority " + std::to_string(priority) + "\n advert_int 1\n version 3\n mcast_src_ip 10.0.0.1\n " + more +
           "\n virtual_ipaddress {\n  " + address + "\n }\n}\n";
}

/// The engine, its clock, and everything it has asked for since clear().
struct bench {
    explicit bench(vrrp_plan p, const vrrp_engine_options& options = {}) : engine{std::move(p), options} {}

    void take(vrrp_engine::actions more) {
        for (auto& a : more) all.push_back(std::move(a));
    }
    void start() { take(engine.start(now)); }
    /// Does what is due until `until`.
    void run(duration time) {
        const auto until = now + time;
        while (engine.wake_at() <= until) {
            now = std::max(now, engine.wake_at());
            take(engine.on_time(now));
        }
        now = until;
    }
    template <class T>
    [[nodiscard]] std::vector<T> of() const {
        std::vector<T> found;
        for (const auto& a : all)
            if (const auto* one = std::get_if<T>(&a)) found.push_back(*one);
        return found;
    }
    [[nodiscard]] std::string lines() const {
        std::string s;
        for (const auto& l : of<write_fifo>()) s += l.line;
        return s;
    }
    void clear() { all.clear(); }
    [[nodiscard]] vrrp::state state(std::size_t router = 0) const { return engine.state(now).routers.at(router).state; }
    [[nodiscard]] int priority(std::size_t router = 0) const { return engine.state(now).routers.at(router).priority; }

    /// What another router, with the same channel but for its source, sends.
    void hear(const router_plan& as, std::uint8_t priority, const std::string& source = "10.0.0.9") {
        auto o = as.channel;
        o.source = *ip_address::parse(source);
        vrrp::channel other{o};
        std::vector<std::uint8_t> bytes;
        REQUIRE(other.write(bytes, 0, priority).has_value());
        take(engine.on_packet(as.interface, vrrp::parse_packet(bytes).value(), now));
    }

    vrrp_engine engine;
    instant now{};
    std::vector<vrrp_action> all;
};

}  // namespace hakit::director::test
