/// The state of a running director, as values.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/director/action.hpp>
#include <hakit/health/outcome.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::director {

struct check_state {
    probe_id probe = 0;
    std::string name;     ///< "HTTP_GET"
    std::string subject;  ///< "GET /health"
    std::string target;   ///< "10.0.0.2:80"
    bool up = true;
    bool decided = false;  ///< false: nothing was concluded yet
    bool running = false;  ///< an attempt is under way
    instant next{};        ///< its deadline, or the start of the next one
    std::uint64_t attempts = 0;
    std::uint64_t failures = 0;  ///< failed attempts
    instant since{};             ///< of the present state
    std::string last;            ///< the latest verdict in words
    std::optional<health::outcome> outcome = {};
};

struct server_state {
    std::string name;  ///< "10.0.0.2:80"
    bool alive = true;
    instant since{};
    std::int64_t weight = 0;  ///< effective, also while down
    std::int64_t configured_weight = 0;
    std::vector<check_state> checks;
};

struct service_state {
    std::string name;
    std::vector<std::string> services;  ///< the IPVS services
    bool quorum_up = false;
    std::uint64_t weight_sum = 0;
    std::uint32_t quorum = 1;
    std::uint32_t hysteresis = 0;
    bool sorry_active = false;
    std::string sorry_server;  ///< "" without one
    std::vector<server_state> servers;
    std::vector<std::string> table_failures;  ///< what IPVS refuses at the moment
};

struct snapshot {
    instant at{};
    bool running = false;
    std::vector<service_state> services;
    std::size_t attempts_running = 0;
    std::size_t attempts_waiting = 0;  ///< for engine_options::max_attempts
    std::uint64_t attempts = 0;        ///< since the start
    std::uint64_t table_changes = 0;
};

/// A table for people: one line for each virtual server, real server and check.
[[nodiscard]] std::string to_text(const snapshot& s);

}  // namespace hakit::director
