#include <hakit/health/quorum.hpp>

#include <algorithm>
#include <utility>

namespace hakit::health {

namespace {

std::int32_t clamped(std::int64_t weight) noexcept {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(weight, 0, max_server_weight));
}

std::uint64_t total_weight(const std::vector<pool_server>& servers) noexcept {
    std::uint64_t sum = 0;
    for (const auto& s : servers) sum += static_cast<std::uint64_t>(clamped(s.weight));
    return sum;
}

const pool_entry* find(const std::vector<pool_entry>& pool, server_id server) noexcept {
    const auto at = std::find_if(pool.begin(), pool.end(), [&](const pool_entry& e) { return e.server == server; });
    return at == pool.end() ? nullptr : &*at;
}

pool_action about(pool_action_kind kind, server_id server, std::int32_t weight = 0) {
    pool_action a;
    a.kind = kind;
    a.server = server;
    a.weight = weight;
    return a;
}

std::string name_of(server_id server) {
    return server == sorry_server ? "sorry server" : "server " + std::to_string(server);
}

}  // namespace

quorum_repair repair(std::uint32_t quorum, std::uint32_t hysteresis, std::uint64_t total_weight) noexcept {
    quorum_repair r;
    r.quorum = std::max(quorum, std::uint32_t{1});
    if (r.quorum > total_weight && total_weight > 0) {
        r.quorum = static_cast<std::uint32_t>(total_weight);
        r.quorum_lowered = true;
    }
    r.hysteresis = hysteresis;
    if (r.hysteresis >= r.quorum) {
        r.hysteresis = r.quorum - 1;
        r.hysteresis_lowered = true;
    }
    r.unreachable = std::uint64_t{r.quorum} + r.hysteresis > total_weight;
    return r;
}

std::string_view to_string(pool_action_kind kind) noexcept {
    switch (kind) {
        case pool_action_kind::add: return "add";
        case pool_action_kind::set_weight: return "set_weight";
        case pool_action_kind::remove: return "remove";
        case pool_action_kind::withdraw: return "withdraw";
        case pool_action_kind::server_up: return "server_up";
        case pool_action_kind::server_down: return "server_down";
        case pool_action_kind::quorum_up: return "quorum_up";
        case pool_action_kind::quorum_down: return "quorum_down";
    }
    return "unknown";
}

std::string to_string(const pool_action& a) {
    switch (a.kind) {
        case pool_action_kind::add: return "add " + name_of(a.server) + " weight " + std::to_string(a.weight);
        case pool_action_kind::set_weight: return "set " + name_of(a.server) + " weight " + std::to_string(a.weight);
        case pool_action_kind::remove: return "remove " + name_of(a.server);
        case pool_action_kind::withdraw: return "withdraw the virtual server";
        case pool_action_kind::server_up: return name_of(a.server) + " up";
        case pool_action_kind::server_down: return name_of(a.server) + " down";
        case pool_action_kind::quorum_up:
            return "quorum up: weight " + std::to_string(a.weight_sum) + " reaches " + std::to_string(a.threshold);
        case pool_action_kind::quorum_down:
            return "quorum down: weight " + std::to_string(a.weight_sum) + " below " + std::to_string(a.threshold);
    }
    return "unknown";
}

quorum::quorum(const quorum_options& options, std::vector<pool_server> servers)
    : options_{options}, limits_{repair(options.quorum, options.hysteresis, total_weight(servers))} {
    servers_.reserve(servers.size());
    for (const auto& s : servers) servers_.push_back({s, s.known});
}

bool quorum::alive(server_id server) const noexcept {
    return server < servers_.size() && servers_[server].settings.alive;
}

std::uint64_t quorum::weight_sum() const noexcept {
    std::uint64_t sum = 0;
    for (const auto& m : servers_) {
        if (m.settings.alive) sum += static_cast<std::uint64_t>(clamped(m.settings.weight));
    }
    return sum;
}

std::vector<pool_entry> quorum::wanted() const {
    std::vector<pool_entry> pool;
    const bool sorry = sorry_active();
    const auto twin = options_.sorry ? options_.sorry->same_as : std::nullopt;
    for (std::size_t i = 0; i < servers_.size(); ++i) {
        const auto id = static_cast<server_id>(i);
        const auto& s = servers_[i].settings;
        const bool is_twin = twin == id;
        if (sorry && is_twin) {
            pool.push_back({id, clamped(options_.sorry->weight)});
        } else if (s.alive && !sorry) {
            pool.push_back({id, clamped(s.weight)});
        } else if (s.inhibit_on_failure || (is_twin && options_.sorry->inhibit)) {
            pool.push_back({id, 0});
        }
    }
    if (options_.sorry && !(twin && *twin < servers_.size())) {
        if (sorry) {
            pool.push_back({sorry_server, clamped(options_.sorry->weight)});
        } else if (options_.sorry->inhibit) {
            pool.push_back({sorry_server, 0});
        }
    }
    return pool;
}

void quorum::update(std::vector<pool_action>& actions, std::vector<pool_action> notifications) {
    auto next = wanted();
    std::vector<pool_action> take;
    for (const auto& e : next) {
        const auto* present = find(pool_, e.server);
        if (present == nullptr) {
            actions.push_back(about(pool_action_kind::add, e.server, e.weight));
        } else if (present->weight != e.weight) {
            (e.weight > present->weight ? actions : take)
                .push_back(about(pool_action_kind::set_weight, e.server, e.weight));
        }
    }
    for (const auto& e : pool_) {
        if (find(next, e.server) == nullptr) take.push_back(about(pool_action_kind::remove, e.server));
    }
    actions.insert(actions.end(), take.begin(), take.end());
    std::move(notifications.begin(), notifications.end(), std::back_inserter(actions));
    pool_ = std::move(next);
}

std::optional<pool_action> quorum::decide() {
    const auto sum = weight_sum();
    const std::uint64_t threshold =
        up_ ? limits_.quorum - limits_.hysteresis : std::uint64_t{limits_.quorum} + limits_.hysteresis;
    // Both thresholds are at least 1, so a sum of 0 is always down.
    const bool now_up = sum >= threshold;
    if (now_up == up_) return std::nullopt;
    up_ = now_up;
    auto a = about(now_up ? pool_action_kind::quorum_up : pool_action_kind::quorum_down, 0);
    a.weight_sum = sum;
    a.threshold = threshold;
    return a;
}

std::vector<pool_action> quorum::start() {
    std::vector<pool_action> actions;
    if (started_ || stopped_) return actions;
    started_ = true;
    up_ = options_.was_up.value_or(false);
    std::vector<pool_action> notifications;
    if (auto change = decide()) {
        notifications.push_back(*change);
    } else if (sorry_active() && !options_.was_up) {
        auto a = about(pool_action_kind::quorum_down, 0);
        a.weight_sum = weight_sum();
        a.threshold = std::uint64_t{limits_.quorum} + limits_.hysteresis;
        notifications.push_back(a);
    }
    update(actions, std::move(notifications));
    return actions;
}

std::vector<pool_action> quorum::report(server_id server, bool alive) {
    std::vector<pool_action> actions;
    if (server >= servers_.size() || stopped_) return actions;
    auto& m = servers_[server];
    if (!started_) {
        m.settings.alive = alive;
        return actions;
    }
    std::vector<pool_action> notifications;
    if (m.settings.alive != alive || (!m.reported && !alive)) {
        notifications.push_back(about(alive ? pool_action_kind::server_up : pool_action_kind::server_down, server));
    }
    m.settings.alive = alive;
    m.reported = true;
    if (auto change = decide()) notifications.push_back(*change);
    update(actions, std::move(notifications));
    return actions;
}

std::vector<pool_action> quorum::set_weight(server_id server, std::int64_t weight) {
    std::vector<pool_action> actions;
    if (server >= servers_.size() || stopped_) return actions;
    servers_[server].settings.weight = weight;
    if (!started_) return actions;
    std::vector<pool_action> notifications;
    if (auto change = decide()) notifications.push_back(*change);
    update(actions, std::move(notifications));
    return actions;
}

std::vector<pool_action> quorum::shutdown() {
    std::vector<pool_action> actions;
    if (!started_ || stopped_) return actions;
    stopped_ = true;
    actions.push_back(about(pool_action_kind::withdraw, 0));
    if (options_.omega) {
        for (std::size_t i = 0; i < servers_.size(); ++i) {
            if (servers_[i].settings.alive) {
                actions.push_back(about(pool_action_kind::server_down, static_cast<server_id>(i)));
            }
        }
        auto a = about(pool_action_kind::quorum_down, 0);
        a.threshold = limits_.quorum - limits_.hysteresis;
        actions.push_back(a);
    }
    up_ = false;
    pool_.clear();
    return actions;
}

}  // namespace hakit::health
