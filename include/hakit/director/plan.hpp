/// What a configuration asks of a load balancer, with every default and inheritance rule of keepalived carried out.
/// Pure values: no files, no sockets, no clock.
#pragma once

#include <hakit/director/check.hpp>
#include <hakit/ipvs/types.hpp>
#include <hakit/keepalived/config.hpp>
#include <hakit/text/diagnostic.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::director {

/// One real server of one virtual server.
struct server_plan {
    /// The destination as written. Its port is 0 where each service brings its own; see destination_for().
    ipvs::destination destination;
    bool inhibit_on_failure = false;
    std::vector<check> checks;  ///< none: the server counts as up
    std::optional<command> notify_up = {};
    std::optional<command> notify_down = {};

    /// "10.0.0.2:80".
    [[nodiscard]] std::string name() const { return destination.key.to_string(); }
    friend bool operator==(const server_plan&, const server_plan&) = default;
};

/// The server that takes over when the quorum is lost.
struct sorry_plan {
    ipvs::destination destination;
    bool inhibit = false;

    friend bool operator==(const sorry_plan&, const sorry_plan&) = default;
};

/// One virtual server: a pool, and the IPVS services that share it (several for a group).
struct service_plan {
    std::string name;  ///< unique: "tcp 10.0.0.1:80", "fwmark 7", "group web tcp"
    std::vector<ipvs::service> services;
    std::vector<server_plan> servers;
    std::uint32_t quorum = 1;
    std::uint32_t hysteresis = 0;
    std::optional<sorry_plan> sorry = {};
    bool omega = false;
    std::optional<command> quorum_up = {};
    std::optional<command> quorum_down = {};

    friend bool operator==(const service_plan&, const service_plan&) = default;
};

/// A whole configuration.
struct plan {
    std::vector<service_plan> services;
    bool flush_at_start = false;             ///< lvs_flush
    std::optional<ipvs::timeouts> timeouts;  ///< lvs_timeouts

    friend bool operator==(const plan&, const plan&) = default;
};

/// The destination that `service` gets for a server: direct routing and tunnels cannot change the port (a firewall mark
/// has none), masquerading takes the service's where the server has none.
[[nodiscard]] ipvs::destination destination_for(const ipvs::service& service, const ipvs::destination& written);

/// Something the translation changed (warning) or cannot do (error).
struct finding {
    text::severity level = text::severity::warning;
    text::span where;  ///< in the expanded text; keepalived::nowhere without a text
    std::string message;

    friend bool operator==(const finding&, const finding&) = default;
};

struct translate_options {
    /// Checkers that hakit cannot run (PING_CHECK, FILE_CHECK, BFD_CHECK) are an error; with this they are left out
    /// with a warning, so that they never take a server down.
    bool ignore_unsupported_checks = false;
    /// SSL_GET checks chain, validity and name of certificates. keepalived never does.
    bool verify_certificates = false;
};

struct translation {
    plan desired;
    std::vector<finding> findings;

    /// No finding is an error.
    [[nodiscard]] bool ok() const noexcept;
};

/// Defaults and inheritance (checker <- real server <- virtual server <- default) and the repairs of keepalived 2.2.7:
/// a virtual server without real servers is dropped, a second real server with the same address too, and so on; each
/// repair is a finding. Never fails otherwise.
[[nodiscard]] translation translate(const keepalived::config& configuration, const translate_options& options = {});

}  // namespace hakit::director
