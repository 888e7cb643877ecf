/// What the parts of the translation share.
#pragma once

#include <hakit/director/plan.hpp>

#include <string>
#include <utility>
#include <vector>

namespace hakit::director {

struct translate_context {
    const keepalived::config& configuration;
    const translate_options& options;
    std::vector<finding>& findings;
    command script_user;  ///< user and group alone count
    bool log_all_failures = false;

    void warn(text::span where, std::string message) {
        findings.push_back({text::severity::warning, where, std::move(message)});
    }
    void fail(text::span where, std::string message) {
        findings.push_back({text::severity::error, where, std::move(message)});
    }
};

/// What a checker inherits from.
struct check_surroundings {
    const keepalived::virtual_server& service;
    const keepalived::real_server& server;
    std::string name;        ///< for findings: "tcp 10.0.0.1:80: real server 10.0.0.2:80"
    ip_address address;      ///< of the server
    std::uint16_t port = 0;  ///< of the server, or of the virtual server
};

/// All checkers of one real server, in the order of kinds that real_server has.
[[nodiscard]] std::vector<check> translate_checks(translate_context& context, const check_surroundings& around);

/// The IPVS services of a virtual server. Empty, with a finding, when there are none.
[[nodiscard]] std::vector<ipvs::service> translate_services(translate_context& context,
                                                            const keepalived::virtual_server& vs);

/// "tcp 10.0.0.1:80", "fwmark 7", "group web tcp".
[[nodiscard]] std::string name_of(const keepalived::virtual_server& vs, ip_family family);

/// The family of a firewall mark: ip_family, else that of the first real server or of the sorry server.
[[nodiscard]] ip_family family_of(const keepalived::virtual_server& vs);

}  // namespace hakit::director
