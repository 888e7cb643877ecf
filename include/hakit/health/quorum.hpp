/// The pool of one virtual server: which real servers take traffic, when the sorry server does, whom to notify.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::health {

/// A real server of the pool, by its index in the vector given to the constructor; sorry_server stands for that one.
using server_id = std::uint32_t;
inline constexpr server_id sorry_server = 0xffffffff;

inline constexpr std::int64_t max_server_weight = 0x7fffffff;

struct pool_server {
    std::int64_t weight = 1;          ///< configured; any sum of contributions is clamped to 0..max_server_weight
    bool inhibit_on_failure = false;  ///< weight 0 instead of removal
    bool alive = true;                ///< at the start: false when one of its checkers has alpha
    bool known = false;               ///< after a reload: its state was notified before, so it is not told again
};

struct sorry_options {
    std::int64_t weight = 1;
    bool inhibit = false;                   ///< sorry_server_inhibit: stays in the pool with weight 0
    std::optional<server_id> same_as = {};  ///< the real server with the same address and port, if one has it
};

struct quorum_options {
    std::uint32_t quorum = 1;
    std::uint32_t hysteresis = 0;
    std::optional<sorry_options> sorry = {};
    bool omega = false;  ///< shutdown() notifies
    /// After a reload: what the pool thought before, so that hysteresis goes on. nullopt: decided by start().
    std::optional<bool> was_up = {};
};

/// keepalived's repairs: quorum is 1 to the sum of the weights, hysteresis is below quorum.
struct quorum_repair {
    std::uint32_t quorum = 1;
    std::uint32_t hysteresis = 0;
    bool quorum_lowered = false;
    bool hysteresis_lowered = false;
    /// quorum + hysteresis is above the sum of the weights: once lost, the quorum never comes back (kept, but worth a
    /// warning).
    bool unreachable = false;
};
[[nodiscard]] quorum_repair repair(std::uint32_t quorum, std::uint32_t hysteresis, std::uint64_t total_weight) noexcept;

enum class pool_action_kind : std::uint8_t {
    add,          ///< put the server into the table with `weight`
    set_weight,   ///< it is there; change its weight
    remove,       ///< take it out
    withdraw,     ///< remove the whole virtual service
    server_up,    ///< notify_up, "RS ... UP"
    server_down,  ///< notify_down, "RS ... DOWN"
    quorum_up,    ///< quorum_up, "VS ... UP"
    quorum_down,  ///< quorum_down, "VS ... DOWN"
};

/// "add", "set_weight" and so on.
[[nodiscard]] std::string_view to_string(pool_action_kind kind) noexcept;

/// One thing to do. For the notifications of a quorum `weight_sum` and `threshold` say what was compared.
struct pool_action {
    pool_action_kind kind = pool_action_kind::add;
    server_id server = 0;          ///< meaningless for withdraw and the quorum kinds
    std::int32_t weight = 0;       ///< for add and set_weight
    std::uint64_t weight_sum = 0;  ///< of the servers alive
    std::uint64_t threshold = 0;

    friend bool operator==(const pool_action&, const pool_action&) = default;
};

/// One line: "add server 2 weight 3", "quorum down: weight 1 below 2".
[[nodiscard]] std::string to_string(const pool_action& a);

/// What the table should hold for the virtual server.
struct pool_entry {
    server_id server = 0;
    std::int32_t weight = 0;

    friend bool operator==(const pool_entry&, const pool_entry&) = default;
};

/// Each call returns what to do, in order: additions and raised weights first, then lowered weights and removals, then
/// notifications. So a pool that has a server to give traffic to is never empty in between, which keepalived's is when
/// it removes the sorry server before it adds the recovered ones. Not thread-safe.
class quorum {
public:
    quorum(const quorum_options& options, std::vector<pool_server> servers);

    /// Fills the pool. Call it once, before any other.
    [[nodiscard]] std::vector<pool_action> start();
    /// The state of a server as its checkers see it: alive when all of them are up. A first report that a server which
    /// started down is down notifies too, as keepalived does. Unknown ids are ignored.
    [[nodiscard]] std::vector<pool_action> report(server_id server, bool alive);
    /// The weight of a server: configured plus what its checkers contribute.
    [[nodiscard]] std::vector<pool_action> set_weight(server_id server, std::int64_t weight);
    /// Withdraws the virtual service; with omega it notifies for every server alive and for the quorum.
    [[nodiscard]] std::vector<pool_action> shutdown();

    [[nodiscard]] bool up() const noexcept { return up_; }
    [[nodiscard]] bool alive(server_id server) const noexcept;
    /// True while the sorry server takes the traffic.
    [[nodiscard]] bool sorry_active() const noexcept { return started_ && !up_ && options_.sorry.has_value(); }
    /// The sum of the weights of the servers alive.
    [[nodiscard]] std::uint64_t weight_sum() const noexcept;
    /// What start() and the later actions have made of the pool: ids ascending, sorry_server last.
    [[nodiscard]] const std::vector<pool_entry>& pool() const noexcept { return pool_; }
    /// The values after repair().
    [[nodiscard]] const quorum_repair& limits() const noexcept { return limits_; }

private:
    struct member {
        pool_server settings;
        bool reported = false;
    };

    [[nodiscard]] std::vector<pool_entry> wanted() const;
    /// Compares the weights with the quorum; the notification when that changed the state.
    [[nodiscard]] std::optional<pool_action> decide();
    void update(std::vector<pool_action>& actions, std::vector<pool_action> notifications);

    quorum_options options_;
    quorum_repair limits_;
    std::vector<member> servers_;
    std::vector<pool_entry> pool_;
    bool up_ = false;
    bool started_ = false;
    bool stopped_ = false;
};

}  // namespace hakit::health
