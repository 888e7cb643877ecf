#include <hakit/health/quorum.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

using namespace hakit::health;

namespace {

using lines = std::vector<std::string>;

lines text(const std::vector<pool_action>& actions) {
    lines all;
    for (const auto& a : actions) all.push_back(to_string(a));
    return all;
}

std::vector<pool_server> servers(std::initializer_list<std::int64_t> weights) {
    std::vector<pool_server> all;
    for (const auto w : weights) all.push_back({w, false, true});
    return all;
}

quorum_options options(std::uint32_t q, std::uint32_t hysteresis, bool sorry = false, bool sorry_inhibit = false) {
    quorum_options o;
    o.quorum = q;
    o.hysteresis = hysteresis;
    if (sorry) o.sorry = sorry_options{1, sorry_inhibit, {}};
    return o;
}

/// The table as the actions make it, to check that they are possible and what each leaves behind.
class replay {
public:
    void apply(const std::vector<pool_action>& actions) {
        for (const auto& a : actions) {
            switch (a.kind) {
                case pool_action_kind::add:
                    REQUIRE(!pool.contains(a.server));
                    pool[a.server] = a.weight;
                    break;
                case pool_action_kind::set_weight:
                    REQUIRE(pool.contains(a.server));
                    REQUIRE(pool[a.server] != a.weight);
                    pool[a.server] = a.weight;
                    break;
                case pool_action_kind::remove:
                    REQUIRE(pool.contains(a.server));
                    pool.erase(a.server);
                    break;
                case pool_action_kind::withdraw: pool.clear(); break;
                default: break;
            }
            lowest = std::min(lowest, serving());
        }
    }
    /// The sum of the weights in the table.
    [[nodiscard]] std::int64_t serving() const {
        std::int64_t sum = 0;
        for (const auto& [server, weight] : pool) sum += weight;
        return sum;
    }
    std::map<server_id, std::int32_t> pool;
    std::int64_t lowest = 0x7fffffffffff;
};

}  // namespace

TEST_CASE("quorum and hysteresis are repaired as keepalived does") {
    auto r = repair(10, 3, 7);
    CHECK(r.quorum == 7);
    CHECK(r.quorum_lowered);
    CHECK(r.hysteresis == 3);
    CHECK(r.unreachable);
    r = repair(2, 5, 100);
    CHECK(r.hysteresis == 1);
    CHECK(r.hysteresis_lowered);
    CHECK(!r.unreachable);
    r = repair(0, 0, 3);
    CHECK(r.quorum == 1);
    CHECK(!r.quorum_lowered);
    r = repair(1, 0, 0);
    CHECK(r.quorum == 1);
    CHECK(r.unreachable);
    r = repair(0xffffffff, 0xffffffff, 0x1ffffffff);
    CHECK(r.quorum == 0xffffffff);
    CHECK(r.hysteresis == 0xfffffffe);
}

TEST_CASE("start fills the pool and announces the quorum") {
    quorum q{options(2, 1), servers({2, 2, 3})};
    CHECK(text(q.start()) == lines{"add server 0 weight 2", "add server 1 weight 2", "add server 2 weight 3",
                                   "quorum up: weight 7 reaches 3"});
    CHECK(q.start().empty());
    CHECK(q.up());
}

TEST_CASE("a server that fails leaves the pool, or stays with weight 0 when inhibited") {
    auto all = servers({1, 1});
    all[1].inhibit_on_failure = true;
    quorum q{options(1, 0), all};
    (void)q.start();
    CHECK(text(q.report(1, false)) == lines{"set server 1 weight 0", "server 1 down"});
    CHECK(text(q.report(1, false)).empty());
    CHECK(text(q.report(1, true)) == lines{"set server 1 weight 1", "server 1 up"});
    CHECK(text(q.report(0, false)) == lines{"remove server 0", "server 0 down"});
    CHECK(text(q.report(0, true)) == lines{"add server 0 weight 1", "server 0 up"});
    CHECK(q.report(7, false).empty());
    CHECK(!q.alive(7));
}

TEST_CASE("without a sorry server the pool empties with its last server and fills with the first") {
    quorum q{options(1, 0), servers({1, 1})};
    (void)q.start();
    (void)q.report(0, false);
    CHECK(text(q.report(1, false)) == lines{"remove server 1", "server 1 down", "quorum down: weight 0 below 1"});
    CHECK(q.pool().empty());
    CHECK(text(q.report(0, true)) == lines{"add server 0 weight 1", "server 0 up", "quorum up: weight 1 reaches 1"});
}

TEST_CASE("without a sorry server a lost quorum only notifies") {
    quorum q{options(2, 0), servers({1, 1})};
    (void)q.start();
    CHECK(text(q.report(0, false)) == lines{"remove server 0", "server 0 down", "quorum down: weight 1 below 2"});
    CHECK(q.pool() == std::vector<pool_entry>{{1, 1}});
}

TEST_CASE("the sorry server comes before the others go, and goes after they came") {
    quorum q{options(2, 1, true), servers({2, 2, 3})};
    (void)q.start();
    CHECK(text(q.report(0, false)) == lines{"remove server 0", "server 0 down"});
    CHECK(text(q.report(1, false)) == lines{"remove server 1", "server 1 down"});
    CHECK(text(q.set_weight(2, 1)) == lines{"set server 2 weight 1"});
    CHECK(text(q.set_weight(2, 0)) ==
          lines{"add sorry server weight 1", "remove server 2", "quorum down: weight 0 below 1"});
    CHECK(q.sorry_active());
    CHECK(text(q.set_weight(2, 1)).empty());
    CHECK(text(q.report(0, true)) == lines{"add server 0 weight 2", "add server 2 weight 1", "remove sorry server",
                                           "server 0 up", "quorum up: weight 3 reaches 3"});
}

TEST_CASE("timeline: weights 2 2 3, quorum 2, hysteresis 1; one server of weight 2 is not enough to come back") {
    quorum q{options(2, 1, true), servers({2, 2, 3})};
    (void)q.start();
    CHECK(text(q.set_weight(2, 10)) == lines{"set server 2 weight 10"});
    CHECK(text(q.report(2, false)) == lines{"remove server 2", "server 2 down"});
    CHECK(text(q.report(0, false)) == lines{"remove server 0", "server 0 down"});
    CHECK(text(q.report(1, false)) ==
          lines{"add sorry server weight 1", "remove server 1", "server 1 down", "quorum down: weight 0 below 1"});
    CHECK(text(q.report(0, true)) == lines{"server 0 up"});
    CHECK(q.weight_sum() == 2);
    CHECK(q.pool() == std::vector<pool_entry>{{sorry_server, 1}});
    CHECK(text(q.report(1, true)) == lines{"add server 0 weight 2", "add server 1 weight 2", "remove sorry server",
                                           "server 1 up", "quorum up: weight 4 reaches 3"});
}

TEST_CASE("an inhibited sorry server waits in the pool with weight 0") {
    quorum q{options(1, 0, true, true), servers({1})};
    CHECK(text(q.start()) ==
          lines{"add server 0 weight 1", "add sorry server weight 0", "quorum up: weight 1 reaches 1"});
    CHECK(text(q.report(0, false)) ==
          lines{"set sorry server weight 1", "remove server 0", "server 0 down", "quorum down: weight 0 below 1"});
    CHECK(text(q.report(0, true)) ==
          lines{"add server 0 weight 1", "set sorry server weight 0", "server 0 up", "quorum up: weight 1 reaches 1"});
}

TEST_CASE(
    "alpha: nobody is in the pool at first, the sorry server serves, the first report that all is down notifies") {
    auto all = servers({1, 1});
    all[0].alive = all[1].alive = false;
    all[1].inhibit_on_failure = true;
    quorum q{options(1, 0, true), all};
    CHECK(text(q.start()) ==
          lines{"add server 1 weight 0", "add sorry server weight 1", "quorum down: weight 0 below 1"});
    CHECK(text(q.report(0, false)) == lines{"server 0 down"});
    CHECK(text(q.report(0, false)).empty());
    CHECK(text(q.report(1, true)) ==
          lines{"set server 1 weight 1", "remove sorry server", "server 1 up", "quorum up: weight 1 reaches 1"});
    CHECK(text(q.report(1, true)).empty());
}

TEST_CASE("a sorry server with the address of a real server is one entry of the pool") {
    auto o = options(2, 0, true);
    o.sorry->same_as = 0;
    o.sorry->weight = 9;
    quorum q{o, servers({1, 1})};
    CHECK(text(q.start()) == lines{"add server 0 weight 1", "add server 1 weight 1", "quorum up: weight 2 reaches 2"});
    CHECK(text(q.report(0, false)) ==
          lines{"set server 0 weight 9", "remove server 1", "server 0 down", "quorum down: weight 1 below 2"});
    CHECK(text(q.report(0, true)) ==
          lines{"add server 1 weight 1", "set server 0 weight 1", "server 0 up", "quorum up: weight 2 reaches 2"});
}

TEST_CASE("after a reload hysteresis goes on where it was") {
    auto o = options(2, 1);
    const auto all = servers({1, 1, 1});
    for (const bool was_up : {false, true}) {
        o.was_up = was_up;
        quorum q{o, all};
        (void)q.report(0, false);
        const auto actions = text(q.start());
        CHECK(q.up() == was_up);
        CHECK(actions == lines{"add server 1 weight 1", "add server 2 weight 1"});
    }
}

TEST_CASE("after a reload a server that is still down is not announced again") {
    auto all = servers({1, 1});
    all[1].alive = false;
    for (const bool known : {false, true}) {
        all[1].known = known;
        quorum q{options(1, 0), all};
        (void)q.start();
        CHECK(text(q.report(1, false)) == (known ? lines{} : lines{"server 1 down"}));
        CHECK(text(q.report(1, true)) == lines{"add server 1 weight 1", "server 1 up"});
    }
}

TEST_CASE("weights are clamped to what IPVS takes") {
    quorum q{options(1, 0), servers({1})};
    (void)q.start();
    CHECK(text(q.set_weight(0, std::int64_t{1} << 40)) == lines{"set server 0 weight 2147483647"});
    CHECK(text(q.set_weight(0, -5)) == lines{"set server 0 weight 0", "quorum down: weight 0 below 1"});
    CHECK(q.set_weight(9, 1).empty());
}

TEST_CASE("shutdown withdraws the service and notifies with omega only; afterwards nothing happens") {
    for (const bool omega : {false, true}) {
        auto o = options(1, 0, true);
        o.omega = omega;
        quorum q{o, servers({1, 1})};
        CHECK(q.shutdown().empty());
        (void)q.start();
        (void)q.report(1, false);
        const auto actions = text(q.shutdown());
        CHECK(actions == (omega ? lines{"withdraw the virtual server", "server 0 down", "quorum down: weight 0 below 1"}
                                : lines{"withdraw the virtual server"}));
        CHECK(q.pool().empty());
        CHECK(q.shutdown().empty());
        CHECK(q.report(0, false).empty());
        CHECK(q.set_weight(0, 5).empty());
        CHECK(q.start().empty());
    }
}

TEST_CASE("random events: the actions are possible, their sum is the wanted pool, and no pool is empty without need") {
    std::mt19937 random{5};
    for (int round = 0; round < 400; ++round) {
        auto o = options(static_cast<std::uint32_t>(1 + random() % 4), static_cast<std::uint32_t>(random() % 3),
                         random() % 2 == 0, random() % 2 == 0);
        std::vector<pool_server> all;
        for (std::size_t n = 1 + random() % 5; n != 0; --n) {
            all.push_back({static_cast<std::int64_t>(random() % 4), random() % 3 == 0, random() % 3 != 0});
        }
        if (o.sorry && random() % 3 == 0) o.sorry->same_as = static_cast<server_id>(random() % all.size());
        quorum q{o, all};
        replay table;
        table.apply(q.start());
        bool up = q.up();
        for (int event = 0; event < 60; ++event) {
            const auto server = static_cast<server_id>(random() % all.size());
            const auto before = table.serving();
            table.lowest = before;
            const auto actions = random() % 3 == 0 ? q.set_weight(server, static_cast<std::int64_t>(random() % 5))
                                                   : q.report(server, random() % 2 == 0);
            table.apply(actions);

            // The pool is what the engine says, and it serves whenever a server alive could.
            REQUIRE(table.pool.size() == q.pool().size());
            for (const auto& e : q.pool()) REQUIRE(table.pool.at(e.server) == e.weight);
            if (q.weight_sum() > 0 || q.sorry_active()) REQUIRE(table.serving() > 0);
            // It served before and serves after: then it served in between.
            if (before > 0 && table.serving() > 0) REQUIRE(table.lowest > 0);

            // The quorum follows its two thresholds, and each change notifies exactly once.
            const auto sum = q.weight_sum();
            const auto& l = q.limits();
            if (q.up()) REQUIRE(sum >= l.quorum - l.hysteresis);
            if (!q.up()) REQUIRE(sum < std::uint64_t{l.quorum} + l.hysteresis);
            const auto changes = std::count_if(actions.begin(), actions.end(), [](const pool_action& a) {
                return a.kind == pool_action_kind::quorum_up || a.kind == pool_action_kind::quorum_down;
            });
            REQUIRE(changes == (q.up() != up ? 1 : 0));
            up = q.up();
        }
    }
}
