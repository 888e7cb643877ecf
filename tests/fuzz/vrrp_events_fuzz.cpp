// Any sequence of events for a sync group of one or two: it never asks for what makes no sense, and always has a timer
// when it needs one. The first bytes choose the options; then two bytes an event.
#include <hakit/vrrp/sync_group.hpp>

#include <array>
#include <cstdlib>

namespace {

using namespace hakit::vrrp;
using namespace std::chrono_literals;
using hakit::instant;
using hakit::never;

void require(bool holds) {
    if (!holds) std::abort();
}

hakit::ip_address address(std::uint8_t last) { return hakit::ip_address{std::array<std::uint8_t, 4>{10, 0, 0, last}}; }

/// Follows the actions and finds those that contradict what went before.
class observer {
public:
    void see(std::size_t member, const action& a) {
        auto& m = members_[member];
        if (const auto* take = std::get_if<acquire>(&a); take != nullptr && take->what == resource::addresses) {
            require(!m.has_addresses);
            m.has_addresses = true;
        } else if (const auto* drop = std::get_if<release>(&a); drop != nullptr && drop->what == resource::addresses) {
            require(m.has_addresses);
            m.has_addresses = false;
        } else if (const auto* told = std::get_if<notify>(&a)) {
            require(told->from == m.known && told->to != told->from);
            m.known = told->to;
        } else if (std::holds_alternative<announce>(a)) {
            require(m.has_addresses);
        }
    }
    void check(const sync_group& g) const {
        for (std::size_t i = 0; i < g.size(); ++i) {
            const auto s = g[i].state();
            require(s == members_[i].known);
            require(members_[i].has_addresses == (s == state::master));
            require((g[i].timer() != never) == (s == state::master || s == state::backup));
            require(g[i].priority() > 0);
        }
        if (g.size() == 2) require((g[0].state() == state::master) == (g[1].state() == state::master));
    }

private:
    struct known_member {
        bool has_addresses = false;
        state known = state::stopped;
    };
    std::array<known_member, 2> members_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 6) return 0;
    instance_options o;
    o.version = (data[0] & 1) != 0 ? 2 : 3;
    o.preempt = (data[0] & 2) == 0;
    o.answer_lower = (data[0] & 4) == 0;
    o.answer_higher = (data[0] & 8) != 0;
    o.accept = (data[0] & 16) != 0;
    o.owner_starts_as_master = (data[0] & 32) == 0;
    o.track_source = (data[0] & 64) != 0;
    o.priority = data[1];
    o.source = address(2);
    o.advert_interval = 10ms * (1 + data[2]);
    o.preempt_delay = 100ms * (data[3] % 16);
    o.startup_delay = 100ms * (data[3] / 16);
    o.announce.refresh = 100ms * (data[4] % 16);
    if ((data[4] & 128) != 0) o.step_down_when_late = data[1];
    o.trackers = {{"a", tracker_kind::condition, 0, (data[4] & 64) != 0, {}},
                  {"b", tracker_kind::number, static_cast<int>(data[5]) - 128, false, 0}};
    const std::size_t members = (data[0] & 128) != 0 ? 2 : 1;
    sync_group g{"g", std::vector<instance_options>(members, o), (data[4] & 32) != 0};

    observer seen;
    instant now{};
    for (std::size_t i = 6; i + 1 < size; i += 2) {
        const std::size_t member = (data[i] & 128) != 0 ? 1 : 0;
        const auto value = data[i + 1];
        std::vector<member_action> actions;
        switch (data[i] & 15) {
            case 0: actions = g.start(now); break;
            case 1: actions = g.stop(now); break;
            case 2: actions = g.on_tracker(member, 0, value & 1, now); break;
            case 3: actions = g.on_tracker(member, 1, static_cast<int>(value) - 128, now); break;
            case 4: actions = g.on_interface(member, (value & 1) != 0, now); break;
            case 5:
                actions = g.on_source(member, (value & 1) != 0 ? std::optional{address(value)} : std::nullopt, now);
                break;
            case 6: actions = g.on_priority(member, value, now); break;
            case 7:
            case 8:
            case 9: actions = g.on_advert(member, {address(data[i] >> 4 & 7), value, 10ms * (1 + value)}, now); break;
            case 10:
                if (g.wake_at() == never) break;
                now = std::max(now, g.wake_at());
                actions = g.on_time(now);
                break;
            default: now += 7ms * value; break;
        }
        for (const auto& a : actions) seen.see(a.member, a.what);
        seen.check(g);
    }
    return 0;
}
