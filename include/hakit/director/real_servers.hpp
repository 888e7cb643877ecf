/// What the real servers of a configuration have to serve.
#pragma once

#include <hakit/director/plan.hpp>
#include <hakit/realserver/plan.hpp>

#include <optional>
#include <string>
#include <vector>

namespace hakit::director {

/// The services that reach real servers by direct routing or tunnels.
struct real_server_needs {
    std::vector<realserver::service> services;  ///< each once for a server; servers in the order of the configuration
    std::vector<std::string> notes;             ///< what was left out, and why
};

/// Looks through the plan of a director: every service with every real server, sorry servers included, whose packets
/// arrive unchanged. Left out are masquerading, which needs nothing but a default route through the director; firewall
/// marks, which say no address; and a server that is the virtual address itself. With `server`, only what that real
/// server needs. Services of several servers that need the same of them appear once for each: make_plan() joins them.
[[nodiscard]] real_server_needs needs_of_real_servers(const plan& p, const std::optional<ip_address>& server = {});

struct real_server_options {
    std::optional<ip_address> server = {};  ///< only what this real server needs of the director's plan
    bool undo = false;                      ///< the way back
};

/// The plan for the services of a request and, with `balancer`, for what its real servers need. invalid_argument as
/// make_plan(); refused when no service is left, the message says why.
[[nodiscard]] result<realserver::plan> plan_real_server(realserver::request wanted, const plan* balancer = nullptr,
                                                        const real_server_options& options = {});

}  // namespace hakit::director
