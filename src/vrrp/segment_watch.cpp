#include <hakit/vrrp/segment_watch.hpp>

#include <algorithm>
#include <utility>

namespace hakit::vrrp {
namespace {

using std::chrono::seconds;

constexpr std::size_t max_complaints = 1000;
/// A rival that has sent so many adverts in a row is no packet that was on its way while masters changed.
constexpr std::uint64_t patience = 2;

/// Silent for so long that a backup may have taken over; a packet may be late by half an interval.
bool may_be_gone(const speaker& s, instant now) { return s.resigned || now - s.last_heard >= s.interval * 5 / 2; }

/// RFC 9568 section 6.4.3: who gives way to whom.
bool outranks(const speaker& a, const speaker& b) {
    return a.priority != b.priority ? a.priority > b.priority : a.source > b.source;
}

std::string milliseconds(duration d) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(d).count();
    auto text = std::to_string(ms % 1000);
    return std::to_string(ms / 1000) + "." + std::string(3 - text.size(), '0') + text + " s";
}

std::string difference(const speaker& a, const speaker& b) {
    std::string text;
    const auto add = [&](const std::string& what) { text += (text.empty() ? "" : ", ") + what; };
    if (a.version != b.version) add("version " + std::to_string(a.version) + " becomes " + std::to_string(b.version));
    if (a.priority != b.priority)
        add("priority " + std::to_string(a.priority) + " becomes " + std::to_string(b.priority));
    if (a.interval != b.interval) add("interval " + milliseconds(a.interval) + " becomes " + milliseconds(b.interval));
    if (a.addresses != b.addresses) add("other addresses");
    return text;
}

}  // namespace

std::string_view to_string(watched_state s) noexcept {
    switch (s) {
        case watched_state::master: return "master";
        case watched_state::resigned: return "resigned";
        case watched_state::lost: return "lost";
        case watched_state::contested: return "contested";
    }
    return "unknown";
}

std::string_view to_string(watch_event_kind k) noexcept {
    switch (k) {
        case watch_event_kind::appeared: return "appeared";
        case watch_event_kind::takeover: return "takeover";
        case watch_event_kind::changed: return "changed";
        case watch_event_kind::resigned: return "resigned";
        case watch_event_kind::lost: return "lost";
        case watch_event_kind::contested: return "contested";
        case watch_event_kind::settled: return "settled";
        case watch_event_kind::bad_packet: return "bad_packet";
    }
    return "unknown";
}

instant speaker::lost_at() const noexcept {
    return last_heard + 3 * interval + (version == 2 ? duration{seconds{1}} : interval);
}

segment_watch::events segment_watch::on_packet(const std::string& interface, const decoded& packet, bool local,
                                               instant now) {
    // What is late to be told comes first.
    auto out = on_time(now);
    if (!packet.problems.empty()) {
        complain(interface, packet, now, out);
        return out;
    }
    const auto* a = std::get_if<decoded_advert>(&packet.what);
    if (!a || !packet.ip) return out;
    ++adverts_;
    const auto& f = a->fields;
    speaker s;
    s.source = packet.ip->source;
    s.mac = packet.from_mac;
    s.version = f.version;
    s.priority = f.priority;
    s.interval = f.interval * (f.version == 2 ? duration{seconds{1}} : duration{std::chrono::milliseconds{10}});
    s.addresses = f.addresses;
    s.forms = a->forms;
    s.local = local;
    s.adverts = 1;
    s.last_heard = now;
    const bool resigns = f.priority == 0;
    const auto [at, is_new] = routers_.try_emplace(key{interface, f.family, f.vrid});
    auto& r = at->second;
    if (!is_new) {
        hear(r, s, resigns, now, out);
        return out;
    }
    r.interface = interface;
    r.family = f.family;
    r.vrid = f.vrid;
    r.master = std::move(s);
    r.master.resigned = resigns;
    r.state = resigns ? watched_state::resigned : watched_state::master;
    r.since = now;
    out.push_back({watch_event_kind::appeared,
                   now,
                   r,
                   {},
                   {},
                   r.master.source.to_string() + (resigns ? " resigns" : " is master")});
    return out;
}

void segment_watch::hear(watched_router& r, const speaker& s, bool resigns, instant now, events& out) {
    const auto enter = [&](watched_state state, watch_event_kind kind, std::string text,
                           std::optional<ip_address> from = {}) {
        r.state = state;
        r.since = now;
        out.push_back({kind, now, r, std::move(from), {}, std::move(text)});
    };
    const auto who = s.source.to_string();
    if (s.source == r.master.source) {
        const auto before = std::exchange(r.master, s);
        r.master.adverts += before.adverts;
        r.master.resigned = resigns;
        if (resigns) {
            r.master.priority = before.priority;
            if (r.state == watched_state::resigned) return;
            r.rival.reset();
            r.rival_adverts = 0;
            enter(watched_state::resigned, watch_event_kind::resigned, who + " resigns");
        } else if (r.state == watched_state::lost || r.state == watched_state::resigned) {
            enter(watched_state::master, watch_event_kind::appeared, who + " is master again");
        } else if (auto what = difference(before, s); !what.empty() && !before.resigned) {
            out.push_back({watch_event_kind::changed, now, r, {}, {}, who + ": " + what});
        }
        return;
    }
    // Another one that ends was no master, or was one for so short that nobody needs to know.
    if (resigns) return;
    const bool was_lost = r.state == watched_state::lost;
    const bool preempts = outranks(s, r.master);
    if (was_lost || may_be_gone(r.master, now) || preempts) {
        std::string why;
        if (r.master.resigned) {
            why = ", which has resigned";
        } else if (may_be_gone(r.master, now)) {
            why = ", which was silent for " + milliseconds(now - r.master.last_heard);
        } else {
            why = ", which has a lower rank";
        }
        const auto before = r.master.source;
        r.master = s;
        r.rival.reset();
        r.rival_adverts = 0;
        ++r.masters;
        enter(watched_state::master, watch_event_kind::takeover,
              who + " is master instead of " + before.to_string() + why, before);
        return;
    }
    r.rival_adverts = r.rival && r.rival->source == s.source ? r.rival_adverts + 1 : 1;
    const auto heard = r.rival && r.rival->source == s.source ? r.rival->adverts : 0;
    r.rival = s;
    r.rival->adverts += heard;
    if (r.rival_adverts >= patience && r.state != watched_state::contested)
        enter(watched_state::contested, watch_event_kind::contested,
              who + " advertises beside " + r.master.source.to_string(), s.source);
}

segment_watch::events segment_watch::on_time(instant now) {
    events out;
    for (auto& [at, r] : routers_) {
        if (r.rival && now >= r.rival->lost_at()) {
            const auto rival = r.rival->source;
            const bool told = r.state == watched_state::contested;
            r.rival.reset();
            r.rival_adverts = 0;
            if (told) {
                r.state = watched_state::master;
                r.since = now;
                out.push_back({watch_event_kind::settled, now, r, rival, {}, rival.to_string() + " is silent again"});
            }
        }
        if (r.state == watched_state::lost || now < r.master.lost_at()) continue;
        if (r.state == watched_state::contested && r.rival) {
            // The one that stays is the master.
            const auto before = r.master.source;
            r.master = *std::exchange(r.rival, std::nullopt);
            r.rival_adverts = 0;
            r.state = watched_state::master;
            r.since = now;
            ++r.masters;
            out.push_back(
                {watch_event_kind::takeover,
                 now,
                 r,
                 before,
                 {},
                 r.master.source.to_string() + " is master instead of " + before.to_string() + ", which is silent"});
            continue;
        }
        r.state = watched_state::lost;
        r.since = now;
        out.push_back({watch_event_kind::lost,
                       now,
                       r,
                       {},
                       {},
                       "no master; " + r.master.source.to_string() + " was heard " +
                           milliseconds(now - r.master.last_heard) + " ago"});
    }
    return out;
}

instant segment_watch::wake_at() const noexcept {
    auto next = never;
    for (const auto& [at, r] : routers_) {
        if (r.rival) next = std::min(next, r.rival->lost_at());
        if (r.state != watched_state::lost) next = std::min(next, r.master.lost_at());
    }
    return next;
}

std::vector<watched_router> segment_watch::routers() const {
    std::vector<watched_router> all;
    all.reserve(routers_.size());
    for (const auto& [at, r] : routers_) all.push_back(r);
    return all;
}

void segment_watch::complain(const std::string& interface, const decoded& packet, instant now, events& out) {
    const auto why = packet.problems.front();
    ++bad_[why];
    if (!packet.ip || told_.size() >= max_complaints) return;
    if (!told_.try_emplace(complaint{interface, packet.ip->source, why}, true).second) return;
    watched_router r;
    r.interface = interface;
    r.family = packet.ip->source.family();
    r.master.source = packet.ip->source;
    if (const auto* a = std::get_if<decoded_advert>(&packet.what)) {
        r.vrid = a->fields.vrid;
        r.master.version = a->fields.version;
        r.master.priority = a->fields.priority;
    }
    out.push_back({watch_event_kind::bad_packet, now, std::move(r), packet.ip->source, why,
                   packet.ip->source.to_string() + " sends what no router heeds: " + std::string{describe(why)}});
}

}  // namespace hakit::vrrp
