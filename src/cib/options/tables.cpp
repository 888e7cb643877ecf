#include "cib/options/tables.hpp"

#include <hakit/cib/values.hpp>

#include <algorithm>

namespace hakit::cib {
namespace {

using k = option_kind;

constexpr option_row property_rows[] = {
    {"batch-limit", k::integer, "", "0", "How many actions the cluster may carry out at once; 0 lets it find out."},
    {"cluster-delay", k::time, "", "60s", "How long a message between two nodes may take."},
    {"cluster-infrastructure", k::text, "", "corosync", "The layer below Pacemaker; for information."},
    {"cluster-ipc-limit", k::integer, "", "500", "How many messages may wait for a client before it is cut off."},
    {"cluster-name", k::text, "", "", "The name of the cluster."},
    {"cluster-recheck-interval", k::time, "", "15min", "How often rules with dates are looked at again."},
    {"concurrent-fencing", k::boolean, "", "true", "Whether several nodes may be fenced at once."},
    {"dc-deadtime", k::time, "", "20s", "How long to wait for other nodes at the start."},
    {"dc-version", k::text, "", "", "The version of the node that decides; for information."},
    {"election-timeout", k::time, "", "2min", "How long an election may take."},
    {"enable-acl", k::boolean, "", "false", "Whether access control lists count."},
    {"enable-startup-probes", k::boolean, "", "true", "Whether to look for running resources at the start."},
    {"fence-reaction", k::choice, "stop|panic", "stop", "What a node does when it learns that it was fenced."},
    {"fencing-action", k::choice, "reboot|off|poweroff", "reboot", "How to fence; the newer name of stonith-action."},
    {"fencing-enabled", k::boolean, "", "true", "Whether to fence; the newer name of stonith-enabled."},
    {"fencing-max-attempts", k::integer, "", "10", "How often to try; the newer name of stonith-max-attempts."},
    {"fencing-timeout", k::time, "", "60s", "How long fencing may take; the newer name of stonith-timeout."},
    {"have-watchdog", k::boolean, "", "false", "Whether sbd watches; set by the cluster itself."},
    {"join-finalization-timeout", k::time, "", "30min", "How long the last step of joining may take."},
    {"join-integration-timeout", k::time, "", "3min", "How long the first step of joining may take."},
    {"last-lrm-refresh", k::text, "", "", "Changed by tools to have the cluster look again."},
    {"load-threshold", k::percentage, "", "80%", "The load up to which a node gets more work."},
    {"maintenance-mode", k::boolean, "", "false", "Whether the cluster leaves all resources alone."},
    {"migration-limit", k::integer, "", "-1", "How many live migrations a node may do at once; -1 for any number."},
    {"no-quorum-policy", k::choice, "stop|freeze|ignore|demote|fence|suicide", "stop", "What to do without quorum."},
    {"node-action-limit", k::integer, "", "0", "How many actions a node may carry out at once; 0 is twice its cores."},
    {"node-health-base", k::score, "", "0", "The health a node starts with, of the strategy progressive."},
    {"node-health-green", k::score, "", "0", "The score of the health green."},
    {"node-health-red", k::score, "", "-INFINITY", "The score of the health red."},
    {"node-health-strategy", k::choice, "none|migrate-on-red|only-green|progressive|custom", "none",
     "What the health of a node does to its resources."},
    {"node-health-yellow", k::score, "", "0", "The score of the health yellow."},
    {"node-pending-timeout", k::time, "", "0", "How long a node may take to join before it is fenced; 0 for ever."},
    {"pe-error-series-max", k::integer, "", "-1", "How many inputs with errors to keep; -1 for all."},
    {"pe-input-series-max", k::integer, "", "4000", "How many inputs without trouble to keep; -1 for all."},
    {"pe-warn-series-max", k::integer, "", "5000", "How many inputs with warnings to keep; -1 for all."},
    {"placement-strategy", k::choice, "default|utilization|minimal|balanced", "default",
     "Whether and how utilization decides where resources go."},
    {"priority-fencing-delay", k::time, "", "0",
     "How long to wait before fencing the node with the more important resources."},
    {"remove-after-stop", k::boolean, "", "false", "Whether to forget a resource that was stopped.",
     "poorly tested; gone in 3.0"},
    {"shutdown-escalation", k::time, "", "20min", "How long a node may take to leave."},
    {"shutdown-lock", k::boolean, "", "false", "Whether resources wait for a node that was shut down cleanly."},
    {"shutdown-lock-limit", k::time, "", "0", "How long they wait; 0 for ever."},
    {"start-failure-is-fatal", k::boolean, "", "true", "Whether a failed start bans the resource from the node."},
    {"startup-fencing", k::boolean, "", "true", "Whether to fence nodes that were never seen."},
    {"stonith-action", k::choice, "reboot|off|poweroff", "reboot", "How to fence a node."},
    {"stonith-enabled", k::boolean, "", "true", "Whether nodes are fenced."},
    {"stonith-max-attempts", k::integer, "", "10", "How often to try to fence a node before giving up for a while."},
    {"stonith-timeout", k::time, "", "60s", "How long fencing may take."},
    {"stonith-watchdog-timeout", k::time, "", "0",
     "After how long a node without quorum is taken to have reset itself."},
    {"stop-all-resources", k::boolean, "", "false", "Whether to stop everything."},
    {"stop-orphan-actions", k::boolean, "", "true", "Whether to cancel recurring operations that were removed."},
    {"stop-orphan-resources", k::boolean, "", "true", "Whether to stop resources that were removed."},
    {"stop-removed-actions", k::boolean, "", "true", "The newer name of stop-orphan-actions."},
    {"stop-removed-resources", k::boolean, "", "true", "The newer name of stop-orphan-resources."},
    {"symmetric-cluster", k::boolean, "", "true", "Whether resources may run anywhere unless said otherwise."},
    {"transition-delay", k::time, "", "0s", "How long to wait for further changes before acting."},
    {"crmd-finalization-timeout", k::time, "", "30min", "The name of join-finalization-timeout before 2.0.",
     "join-finalization-timeout"},
    {"crmd-integration-timeout", k::time, "", "3min", "The name of join-integration-timeout before 2.0.",
     "join-integration-timeout"},
    {"crmd-transition-delay", k::time, "", "0s", "The name of transition-delay before 2.0.", "transition-delay"},
};

constexpr option_row resource_rows[] = {
    {"allow-migrate", k::boolean, "", "false", "Whether the resource may move while it runs."},
    {"allow-unhealthy-nodes", k::boolean, "", "false", "Whether the resource may stay on an unhealthy node."},
    {"clone-max", k::integer, "", "the number of nodes", "How many instances run in the cluster."},
    {"clone-min", k::integer, "", "0", "How many instances must run before dependent resources may."},
    {"clone-node-max", k::integer, "", "1", "How many instances may run on one node."},
    {"collocated", k::boolean, "", "true", "Whether the members of a group run on one node.", "use resource sets"},
    {"container", k::text, "", "", "The resource whose container this one runs in."},
    {"container-attribute-target", k::choice, "host", "", "Where the node attributes of a bundle are written."},
    {"critical", k::boolean, "", "true", "Whether it may move others that are colocated with it."},
    {"description", k::text, "", "", "A text for people."},
    {"failure-timeout", k::time, "", "0", "After how long a failure is forgotten; 0 for never."},
    {"globally-unique", k::boolean, "", "false", "Whether each instance of a clone does something different."},
    {"interleave", k::boolean, "", "false", "Whether an instance depends on that of its own node alone."},
    {"is-managed", k::boolean, "", "true", "Whether the cluster starts and stops the resource."},
    {"maintenance", k::boolean, "", "false", "Whether the cluster leaves the resource alone, monitors too."},
    {"migration-threshold", k::score, "", "INFINITY",
     "After how many failures the resource leaves a node; 0 for never."},
    {"multiple-active", k::choice, "stop_start|stop_only|block|stop_unexpected", "stop_start",
     "What to do when it runs on several nodes."},
    {"notify", k::boolean, "", "false", "Whether the instances are told about each other's actions."},
    {"ordered", k::boolean, "", "false", "Whether instances start one after the other; of a group: true."},
    {"priority", k::score, "", "0", "Resources of lower priority are stopped first."},
    {"promotable", k::boolean, "", "false", "Whether instances of the clone can be promoted."},
    {"promoted-max", k::integer, "", "1", "How many instances may be promoted."},
    {"promoted-node-max", k::integer, "", "1", "How many instances may be promoted on one node."},
    {"provides", k::text, "", "", "What a fencing device does besides fencing: unfencing."},
    {"remote-addr", k::text, "", "the value of remote-node", "Where a guest node is reached."},
    {"remote-allow-migrate", k::boolean, "", "true", "Whether a guest node may be moved while it runs."},
    {"remote-connect-timeout", k::time, "", "60s", "How long connecting to a guest node may take."},
    {"remote-node", k::text, "", "", "The name of the guest node that the resource runs."},
    {"remote-port", k::integer, "", "3121", "The port of pacemaker-remoted in a guest node."},
    {"requires", k::choice, "nothing|quorum|fencing|unfencing", "fencing",
     "What must be before the resource may start."},
    {"resource-stickiness", k::score, "", "0", "How much the resource prefers to stay where it is; 1 for clones."},
    {"target-role", k::choice, "Started|Stopped|Promoted|Unpromoted|Master|Slave", "Started",
     "The role that the cluster keeps the resource in."},
    {"master-max", k::integer, "", "1", "The name of promoted-max before 2.0.", "promoted-max"},
    {"master-node-max", k::integer, "", "1", "The name of promoted-node-max before 2.0.", "promoted-node-max"},
    {"resource-failure-stickiness", k::score, "", "",
     "The score that each failure took away from the node, before 1.0.", "migration-threshold"},
    {"resource_failure_stickiness", k::score, "", "", "The same, as it was spelt before.", "migration-threshold"},
    {"restart-type", k::choice, "ignore|restart", "ignore",
     "Whether the resource restarts with what an optional order puts before it.", "optional orders"},
    {"isolation", k::text, "", "", "Whether isolation-wrapper counts; before bundles.", "a bundle"},
    {"isolation-host", k::text, "", "", "The host name inside the container; before bundles.", "a bundle"},
    {"isolation-instance", k::text, "", "", "The name of the container; before bundles.", "a bundle"},
    {"isolation-wrapper", k::text, "", "", "The agent that starts the resource in a container; before bundles.",
     "a bundle"},
};

constexpr option_row operation_rows[] = {
    {"enabled", k::boolean, "", "true", "Whether the operation counts."},
    {"interval", k::time, "", "0", "How often; 0 once."},
    {"interval-origin", k::text, "", "", "The time that intervals are counted from."},
    {"name", k::text, "", "", "The action of the agent."},
    {"on-fail", k::choice, "ignore|block|demote|stop|restart|standby|fence|restart-container", "",
     "What to do when it fails."},
    {"record-pending", k::boolean, "", "true", "Whether to write down that it is under way."},
    {"role", k::choice, "Started|Stopped|Promoted|Unpromoted|Master|Slave", "",
     "Only where the resource has this role."},
    {"start-delay", k::time, "", "0", "How long to wait before the first time."},
    {"timeout", k::time, "", "20s", "How long it may take."},
    {"requires", k::choice, "nothing|quorum|fencing|unfencing", "", "What must be before the operation may be done.",
     "the meta attribute of the resource"},
    {"can_fail", k::boolean, "", "", "Whether a failure counts, before 1.0.", "on-fail"},
    {"role_after_failure", k::text, "", "", "The role after a failure, before 1.0.", "on-fail"},
};

bool is_integer(std::string_view text) noexcept {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

bool one_of(std::string_view choices, std::string_view value) noexcept {
    while (!choices.empty()) {
        const std::size_t bar = std::min(choices.find('|'), choices.size());
        if (same_word(choices.substr(0, bar), value)) return true;
        choices.remove_prefix(std::min(bar + 1, choices.size()));
    }
    return false;
}

}  // namespace

std::span<const option_row> properties() noexcept { return property_rows; }
std::span<const option_row> resource_options() noexcept { return resource_rows; }
std::span<const option_row> operation_options() noexcept { return operation_rows; }

const option_row* find_option(std::span<const option_row> rows, std::string_view name) noexcept {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const option_row& r) { return r.name == name; });
    return row == rows.end() ? nullptr : &*row;
}

bool takes(const option_row& row, std::string_view value) noexcept {
    if (value == "#default" || value == "default") return true;
    switch (row.kind) {
        case k::text: return true;
        case k::boolean: return parse_boolean(value).has_value();
        case k::integer: return is_integer(value) || parse_score(value).has_value();
        case k::score: return parse_score(value).has_value();
        case k::time: return parse_time(value).has_value() || value == "-1";
        case k::percentage: return value.ends_with('%') && is_integer(value.substr(0, value.size() - 1));
        case k::choice: return one_of(row.choices, value);
    }
    return true;
}

std::string_view describe(option_kind kind) noexcept {
    switch (kind) {
        case k::text: return "a text";
        case k::boolean: return "true or false";
        case k::integer: return "a number";
        case k::score: return "a number or [+-]INFINITY";
        case k::time: return "a time such as 30s or 5min";
        case k::percentage: return "a percentage";
        case k::choice: return "one of its words";
    }
    return {};
}

}  // namespace hakit::cib
