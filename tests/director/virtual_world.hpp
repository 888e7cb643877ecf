/// Runs an engine on a virtual clock: attempts end as a script says, the table is one in memory, nothing waits.
#pragma once

#include <hakit/director/engine.hpp>
#include <hakit/director/table_driver.hpp>
#include <hakit/ipvs/memory_table.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace hakit::director::test {

using std::chrono::milliseconds;
using std::chrono::seconds;

inline health::outcome pass() { return {}; }
inline health::outcome refuse() {
    health::outcome o;
    o.reached = health::phase::connect;
    o.why = health::failure::system;
    o.system_errno = ECONNREFUSED;
    return o;
}

/// A table that can be told to fail, and that counts changes.
class moody_table final : public ipvs::table {
public:
    ipvs::memory_table inner;
    std::function<bool(const std::string&)> fails = [](const std::string&) { return false; };
    std::vector<std::string> log;

    result<std::vector<ipvs::service_status>> list() const override { return inner.list(); }
    result<ipvs::service_status> get(const ipvs::service_key& key) const override { return inner.get(key); }
    result<void> add_service(const ipvs::service& s) override {
        return step("add " + s.key.to_string(), [&] { return inner.add_service(s); });
    }
    result<void> edit_service(const ipvs::service& s) override {
        return step("edit " + s.key.to_string(), [&] { return inner.edit_service(s); });
    }
    result<void> remove_service(const ipvs::service_key& key) override {
        return step("remove " + key.to_string(), [&] { return inner.remove_service(key); });
    }
    result<void> add_destination(const ipvs::service_key& key, const ipvs::destination& d) override {
        return step("add " + d.key.to_string() + " weight " + std::to_string(d.weight),
                    [&] { return inner.add_destination(key, d); });
    }
    result<void> edit_destination(const ipvs::service_key& key, const ipvs::destination& d) override {
        return step("edit " + d.key.to_string() + " weight " + std::to_string(d.weight),
                    [&] { return inner.edit_destination(key, d); });
    }
    result<void> remove_destination(const ipvs::service_key& key, const ipvs::destination_key& d) override {
        return step("remove " + d.to_string(), [&] { return inner.remove_destination(key, d); });
    }
    result<void> flush() override {
        return step("flush", [&] { return inner.flush(); });
    }
    result<void> zero(const ipvs::service_key& key) override { return inner.zero(key); }
    result<void> zero_all() override { return inner.zero_all(); }
    result<ipvs::timeouts> get_timeouts() const override { return inner.get_timeouts(); }
    result<void> set_timeouts(const ipvs::timeouts& t) override { return inner.set_timeouts(t); }
    result<std::vector<ipvs::sync_daemon>> list_sync_daemons() const override { return inner.list_sync_daemons(); }
    result<void> start_sync_daemon(const ipvs::sync_daemon& d) override { return inner.start_sync_daemon(d); }
    result<void> stop_sync_daemon(ipvs::sync_role r) override { return inner.stop_sync_daemon(r); }
    result<ipvs::table_info> info() const override { return inner.info(); }

private:
    result<void> step(const std::string& what, const std::function<result<void>()>& change) {
        if (fails(what)) return error{errc::system, what + " refused", EPERM};
        log.push_back(what);
        return change();
    }
};

struct world {
    instant now{seconds{1000}};
    moody_table table;
    engine director;
    std::vector<event> events;
    std::vector<std::string> scripts;  ///< "SUBJECT: COMMAND"
    std::map<probe_id, start_check> running;
    std::vector<std::string> started;  ///< "SECONDS SUBJECT", relative to the beginning
    std::size_t most_running = 0;
    instant beginning = now;

    /// How an attempt ends; nullopt: never. The default passes.
    std::function<std::optional<health::outcome>(const start_check&)> answer = [](const start_check&) {
        return pass();
    };
    std::function<std::optional<std::int64_t>(const start_check&)> weight = [](const start_check&) {
        return std::nullopt;
    };
    duration answer_after = milliseconds{10};

    explicit world(plan p, const engine_options& o = {}) : director{std::move(p), o} {}

    void start() { take(director.start(now)); }
    void reload(plan p) { take(director.reload(std::move(p), now)); }
    void stop() { take(director.shutdown(now)); }

    void take(std::vector<action> actions) {
        for (auto& a : actions) {
            if (auto* begin = std::get_if<start_check>(&a)) {
                started.push_back(std::to_string(std::chrono::duration_cast<seconds>(now - beginning).count()) + " " +
                                  begin->check->what.subject(begin->url));
                answers_.emplace(now + answer_after, std::pair{begin->probe, begin->attempt});
                running[begin->probe] = *begin;
                most_running = std::max(most_running, running.size());
            } else if (auto* dead = std::get_if<abort_check>(&a)) {
                running.erase(dead->probe);
            } else if (auto* change = std::get_if<change_table>(&a)) {
                take(director.on_table_report(perform(table, *change), now));
            } else if (auto* repair = std::get_if<repair_table>(&a)) {
                take(director.on_table_report(perform(table, *repair), now));
            } else if (auto* script = std::get_if<run_script>(&a)) {
                scripts.push_back(script->subject + ": " + script->program.to_string());
            } else {
                events.push_back(std::move(std::get<event>(a)));
            }
        }
    }

    /// Lets `d` pass.
    void run(duration d) {
        const auto end = now + d;
        for (;;) {
            const auto wake = director.wake_at();
            const auto reply = answers_.empty() ? never : answers_.begin()->first;
            const auto next = std::min(wake, reply);
            if (next > end) break;
            now = std::max(now, next);
            if (reply <= wake) {
                const auto [probe, attempt] = answers_.begin()->second;
                answers_.erase(answers_.begin());
                finish(probe, attempt);
            } else {
                take(director.on_time(now));
            }
        }
        now = end;
    }

    /// "10.0.0.1:80 1, 10.0.0.2:80 2": the destinations of a service, by key.
    [[nodiscard]] std::string pool(std::string_view service = "tcp 10.0.0.1:80") const {
        const auto actual = table.read().value();
        for (const auto& s : actual.services) {
            if (s.service.key.to_string() != service) continue;
            std::string text;
            for (const auto& d : s.destinations)
                text += (text.empty() ? "" : ", ") + d.key.to_string() + " " + std::to_string(d.weight);
            return text;
        }
        return "no service";
    }

    [[nodiscard]] std::size_t count(event_kind kind) const {
        return static_cast<std::size_t>(
            std::count_if(events.begin(), events.end(), [&](const event& e) { return e.kind == kind; }));
    }
    [[nodiscard]] const event* find(event_kind kind) const {
        for (auto at = events.rbegin(); at != events.rend(); ++at)
            if (at->kind == kind) return &*at;
        return nullptr;
    }
    /// The table holds what the engine wants.
    [[nodiscard]] bool settled() const {
        auto want = director.desired();
        ipvs::normalize(want);
        return table.read().value() == want;
    }

private:
    void finish(probe_id probe, std::uint64_t attempt) {
        const auto found = running.find(probe);
        if (found == running.end() || found->second.attempt != attempt) return;
        const auto what = found->second;
        const auto o = answer(what);
        if (!o) return;
        running.erase(found);
        take(director.on_outcome(probe, attempt, *o, now, weight(what)));
    }

    std::multimap<instant, std::pair<probe_id, std::uint64_t>> answers_;
};

inline ip_address ip(std::string_view text) { return ip_address::parse(text).value(); }

inline check tcp(std::string_view address, std::uint16_t port = 80) {
    check c;
    c.target.address = ip(address);
    c.target.port = port;
    c.kind = health::tcp_check{};
    c.schedule.delay_loop = seconds{10};
    c.schedule.retry = 0;
    c.schedule.warmup = seconds{0};
    return c;
}

inline server_plan server(std::string_view address, std::int32_t weight = 1) {
    server_plan s;
    s.destination.key = {ip(address), 80};
    s.destination.forwarding = ipvs::forwarding::masquerade;
    s.destination.weight = weight;
    s.checks = {tcp(address)};
    return s;
}

inline service_plan service(std::string_view address, std::vector<server_plan> servers) {
    service_plan p;
    ipvs::service s;
    s.key = {ipvs::protocol::tcp, ip(address), 80};
    p.name = s.key.to_string();
    p.services = {s};
    p.servers = std::move(servers);
    return p;
}

inline plan one(service_plan s) {
    plan p;
    p.services.push_back(std::move(s));
    return p;
}

/// tcp 10.0.0.1:80 over 10.0.1.1 and 10.0.1.2.
inline plan two_servers() { return one(service("10.0.0.1", {server("10.0.1.1"), server("10.0.1.2", 2)})); }

/// An answer that refuses connections to `address`.
inline auto down(std::string address) {
    return [address](const start_check& s) -> std::optional<health::outcome> {
        return s.check->what.target.address.to_string() == address ? refuse() : pass();
    };
}

}  // namespace hakit::director::test
