/// Runs probes on a virtual clock against scripted servers and writes down what happens.
#pragma once

#include <hakit/health/probe.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace health_test {

using hakit::duration;
using hakit::instant;
using namespace std::chrono_literals;

inline std::string seconds(instant t) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count();
    auto fraction = std::to_string(ms % 1000);
    fraction.insert(0, 3 - fraction.size(), '0');
    while (fraction.size() > 1 && fraction.back() == '0') fraction.pop_back();
    return std::to_string(ms / 1000) + "." + fraction;
}

inline hakit::health::outcome good() { return {}; }

inline hakit::health::outcome bad(hakit::health::failure why = hakit::health::failure::system) {
    hakit::health::outcome o;
    o.why = why;
    o.reached = hakit::health::phase::connect;
    return o;
}

/// What a scripted server does with an attempt.
struct answer {
    hakit::health::outcome outcome;
    duration after = 0ms;  ///< more than the timeout: it never comes
};

class virtual_time {
public:
    using server = std::function<answer(std::size_t url, instant now)>;
    using listener = std::function<void(std::size_t probe, const hakit::health::verdict&)>;

    std::size_t add(hakit::health::probe p, server s) {
        probes_.push_back({std::move(p), std::move(s), hakit::never, 0, {}});
        return probes_.size() - 1;
    }
    hakit::health::probe& operator[](std::size_t i) { return probes_[i].machine; }

    void at(instant t, std::function<void()> event) { events_.emplace(t, std::move(event)); }

    /// Every verdict, and "TIME start URL" for every attempt.
    listener on_verdict = [](std::size_t, const hakit::health::verdict&) {};
    std::vector<std::string> starts;
    instant now{};

    void run_until(instant end) {
        for (;;) {
            auto next = end;
            if (!events_.empty()) next = std::min(next, events_.begin()->first);
            for (const auto& p : probes_) next = std::min({next, p.machine.wake_at(), p.reply_at});
            if (next >= end) break;
            now = std::max(now, next);
            if (!events_.empty() && events_.begin()->first <= now) {
                auto event = std::move(events_.begin()->second);
                events_.erase(events_.begin());
                event();
                continue;
            }
            for (std::size_t i = 0; i < probes_.size(); ++i) step(i);
        }
        now = end;
    }

private:
    struct entry {
        hakit::health::probe machine;
        server behaviour;
        instant reply_at;
        std::uint64_t id;
        hakit::health::outcome reply;
    };

    void step(std::size_t i) {
        auto& p = probes_[i];
        if (p.reply_at <= now) {
            p.reply_at = hakit::never;
            perform(i, p.machine.on_outcome(p.id, p.reply, now));
        } else if (p.machine.wake_at() <= now) {
            perform(i, p.machine.on_time(now));
        }
    }

    void perform(std::size_t i, const std::vector<hakit::health::probe_action>& actions) {
        auto& p = probes_[i];
        for (const auto& a : actions) {
            if (const auto* start = std::get_if<hakit::health::start_attempt>(&a)) {
                starts.push_back(seconds(now) + " " + std::to_string(start->url));
                const auto reply = p.behaviour(start->url, now);
                p.id = start->id;
                p.reply = reply.outcome;
                p.reply_at = now + reply.after;
            } else if (std::holds_alternative<hakit::health::abort_attempt>(a)) {
                p.reply_at = hakit::never;
            } else {
                on_verdict(i, std::get<hakit::health::verdict>(a));
            }
        }
    }

    std::vector<entry> probes_;
    std::multimap<instant, std::function<void()>> events_;
};

/// "TIME conclusion" for each verdict of a run.
inline std::string line(const hakit::health::verdict& v) {
    return seconds(v.at) + " " + std::string{to_string(v.result)};
}

}  // namespace health_test
