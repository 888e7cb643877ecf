/// The inside of the engine; its parts are in engine.cpp (checks), engine_table.cpp, engine_reload.cpp and
/// engine_state.cpp.
#pragma once

#include "director/pool.hpp"
#include "director/timer_queue.hpp"

#include <hakit/director/engine.hpp>

#include <deque>
#include <map>
#include <unordered_map>

namespace hakit::director {

/// A service for which the table refused something.
struct trouble {
    std::string what;
    duration delay{};
    instant next{};
};

struct engine::impl {
    plan wanted;
    engine_options options;
    std::vector<std::unique_ptr<pool>> pools;
    std::unordered_map<probe_id, probe_slot*> probes;
    timer_queue timers;
    std::deque<probe_id> waiting;
    std::map<ipvs::service_key, trouble> troubles;
    std::map<ipvs::service_key, bool> in_repair;
    probe_id next_probe = first_probe;
    std::size_t attempts_running = 0;
    std::uint64_t attempts = 0;
    std::uint64_t table_changes = 0;
    bool running = false;
    bool stopped = false;

    // Names of timers that are no probes.
    static constexpr probe_id repair_timer = 0;
    static constexpr probe_id reconcile_timer = 1;
    static constexpr probe_id first_probe = 16;

    using actions = std::vector<action>;

    // engine.cpp
    [[nodiscard]] std::unique_ptr<probe_slot> make_slot(pool& owner, std::size_t server, const check& what, instant now,
                                                        std::optional<bool> initially_up);
    void register_slot(probe_slot& slot);
    void drop_slot(probe_slot& slot, actions& out);
    [[nodiscard]] std::unique_ptr<pool> make_pool(const service_plan& p, instant now);
    void on_due(probe_slot& slot, instant now, actions& out);
    void start_waiting(instant now, actions& out);
    void take(probe_slot& slot, std::vector<health::probe_action> steps, instant now, actions& out);
    void judge(probe_slot& slot, health::verdict v, instant now, actions& out);
    void skip(probe_slot& slot, const health::outcome& o, instant now, actions& out);

    // engine_table.cpp
    /// Carries out what a quorum decided: table first, then events and scripts. `reason` explains a server's change.
    void settle(pool& p, const std::vector<health::pool_action>& steps, bool sorry_before, const std::string& reason,
                instant now, actions& out);
    void notify(pool& p, const std::vector<health::pool_action>& steps, bool sorry_before, const std::string& reason,
                instant now, actions& out);
    void run(const std::optional<command>& program, const pool& p, const std::string& server, actions& out);
    void update_table(pool& p, actions& out);
    void emit(ipvs::plan steps, actions& out);
    void repair(std::vector<ipvs::service_key> keys, actions& out);
    void repair_due(instant now, actions& out);
    void arm_repair();
    [[nodiscard]] ipvs::state desired() const;
    [[nodiscard]] std::vector<ipvs::service_key> all_keys() const;
};

/// An event about a pool, and about one of its servers when `server` is not empty.
[[nodiscard]] event make_event(event_kind kind, instant at, const pool* p, std::string server = {},
                               std::string text = {});

}  // namespace hakit::director
