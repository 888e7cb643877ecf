/// What is known about the agents of the hosts. Never looked up: the caller brings it along.
#pragma once

#include <hakit/base/result.hpp>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::cib {

/// A parameter of an agent.
struct agent_parameter {
    std::string name;
    std::string type;                 ///< "string", "integer", "boolean", "time", "select", ...; empty when not said
    std::vector<std::string> values;  ///< of type select
    std::string unique_group;         ///< parameters that are unique together; empty when the value need not differ
    bool required = false;
    bool deprecated = false;
    std::string replaced_by;  ///< of a deprecated one

    friend bool operator==(const agent_parameter&, const agent_parameter&) = default;
};

/// An action that an agent offers.
struct agent_action {
    std::string name;
    std::string role;  ///< empty for any
    std::optional<std::chrono::milliseconds> timeout;

    friend bool operator==(const agent_action&, const agent_action&) = default;
};

/// What an agent says about itself.
struct agent_metadata {
    std::vector<agent_parameter> parameters;
    std::vector<agent_action> actions;

    [[nodiscard]] const agent_parameter* find(std::string_view name) const noexcept;
    friend bool operator==(const agent_metadata&, const agent_metadata&) = default;
};

/// Reads what `crm_resource --show-metadata AGENT` prints (OCF Resource Agent API 1.0 and 1.1, and what fence agents
/// print). syntax when it is not such XML.
[[nodiscard]] result<agent_metadata> read_metadata(std::string_view xml);

/// The agents of the hosts, by "ocf:heartbeat:IPaddr2", "systemd:nginx", "stonith:fence_xvm".
struct host_facts {
    std::map<std::string, agent_metadata, std::less<>> agents;
    /// Whether agents that are not listed do not exist. Otherwise nothing is said about them.
    bool complete = false;
};

/// {"agents": {"ocf:heartbeat:IPaddr2": "<resource-agent ...>", ...}, "complete": true}: the metadata as XML in a
/// string. syntax or invalid_argument when it is something else.
[[nodiscard]] result<host_facts> facts_from_json(std::string_view json);

}  // namespace hakit::cib
