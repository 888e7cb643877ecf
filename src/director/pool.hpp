/// One running virtual server: its plan, its quorum, and the probes of its real servers. Data for the engine.
#pragma once

#include <hakit/director/action.hpp>
#include <hakit/director/plan.hpp>
#include <hakit/health/probe.hpp>
#include <hakit/health/quorum.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hakit::director {

struct pool;

/// One checker of one real server.
struct probe_slot {
    probe_id id = 0;
    std::shared_ptr<const prepared_check> check;
    health::probe machine;
    pool* owner = nullptr;
    std::size_t server = 0;  ///< index into owner->servers
    std::uint64_t attempts = 0;
    std::uint64_t failures = 0;
    instant since{};
    std::optional<health::verdict> last = {};
    std::optional<std::int64_t> dynamic_weight = {};
    std::optional<std::int64_t> weight_before = {};  ///< of the server, while the outcome that changed it is judged
    bool skipping = false;                           ///< the latest attempt could not be made
    bool waiting = false;                            ///< due, and in the queue for a free place
    std::uint64_t attempt = 0;                       ///< the id of the latest one
};

struct pool_server_state {
    server_plan plan;
    std::vector<std::unique_ptr<probe_slot>> probes;
    bool alive = true;
    instant since{};

    /// Every checker is up.
    [[nodiscard]] bool all_up() const {
        for (const auto& p : probes)
            if (!p->machine.up()) return false;
        return true;
    }
    /// Configured, plus what each dynamic checker adds to it or takes from it; may be out of range.
    [[nodiscard]] std::int64_t weight() const {
        std::int64_t sum = plan.destination.weight;
        for (const auto& p : probes)
            if (p->dynamic_weight) sum += *p->dynamic_weight - plan.destination.weight;
        return sum;
    }
};

struct pool {
    service_plan plan;
    std::vector<pool_server_state> servers;
    std::unique_ptr<health::quorum> quorum;
    ipvs::state table;  ///< what the engine has asked for

    /// A quorum over the servers as they are now; `was_up` after a reload.
    void make_quorum(std::optional<bool> was_up);
    /// What the table should hold according to the quorum.
    [[nodiscard]] ipvs::state render() const;
};

}  // namespace hakit::director
