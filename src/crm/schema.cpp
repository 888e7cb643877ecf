#include <hakit/crm/schema.hpp>

#include "crm/syntax.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace hakit::crm {
namespace {

using kind = statement_kind;

// Rows that several statements share.
constexpr std::string_view pair_list = "[$id=ID|$id-ref=ID] [SCORE:] [rule ...] NAME=VALUE ...";
constexpr keyword description{.name = "description", .values = "=TEXT", .help = "Words for people."};
constexpr keyword params{
    .name = "params", .values = pair_list, .help = "Parameters of the agent.", .starts_part = true, .repeatable = true};
constexpr keyword meta{.name = "meta",
                       .values = pair_list,
                       .help = "Options that the cluster itself reads.",
                       .starts_part = true,
                       .repeatable = true};
constexpr keyword utilization{.name = "utilization",
                              .values = pair_list,
                              .help = "What it needs or offers of a capacity.",
                              .starts_part = true,
                              .repeatable = true};
constexpr keyword rule{.name = "rule",
                       .values = "[$id=ID] [$role=ROLE] [SCORE:] EXPRESSION [and|or EXPRESSION ...]",
                       .help = "When the values, or the score, count.",
                       .starts_part = true,
                       .repeatable = true};

constexpr std::array node_words{
    description,
    keyword{.name = "attributes",
            .values = pair_list,
            .help = "Permanent attributes of the node.",
            .starts_part = true,
            .repeatable = true},
    utilization,
};
constexpr std::array primitive_words{
    description,
    params,
    meta,
    utilization,
    keyword{.name = "operations",
            .values = "$id=ID|$id-ref=ID",
            .help = "Names the operations, or takes those of another resource.",
            .starts_part = true},
    keyword{.name = "op",
            .values = "NAME [NAME=VALUE ...]",
            .help = "An operation of the agent.",
            .starts_part = true,
            .repeatable = true},
    keyword{.name = "interval", .parent = "op", .values = "=TIME", .help = "How often; 0 for once."},
    keyword{.name = "timeout", .parent = "op", .values = "=TIME", .help = "How long it may take."},
    keyword{.name = "role", .parent = "op", .values = "=ROLE", .help = "Only in this role."},
    keyword{.name = "on-fail",
            .parent = "op",
            .values = "=ignore|block|demote|stop|restart|standby|fence|restart-container",
            .help = "What a failure leads to."},
    keyword{.name = "start-delay", .parent = "op", .values = "=TIME", .help = "Waits before the first one."},
    keyword{
        .name = "interval-origin", .parent = "op", .values = "=DATE", .help = "The intervals count from this time."},
    keyword{.name = "enabled", .parent = "op", .values = "=BOOLEAN", .help = "Whether it runs at all."},
    keyword{.name = "record-pending",
            .parent = "op",
            .values = "=BOOLEAN",
            .help = "Whether the status shows it while it runs."},
    keyword{
        .name = "requires", .parent = "op", .values = "=nothing|quorum|fencing", .help = "What must be there first."},
    keyword{.name = "description", .parent = "op", .values = "=TEXT", .help = "Words for people."},
    keyword{.name = "op_params",
            .parent = "op",
            .values = pair_list,
            .help = "Parameters for this operation only.",
            .repeatable = true},
    keyword{.name = "op_meta",
            .parent = "op",
            .values = pair_list,
            .help = "Options of this operation.",
            .repeatable = true},
};
constexpr std::array container_words{description, params, meta};
constexpr std::array bundle_words{
    description,
    keyword{.name = "docker", .values = "image=IMAGE NAME=VALUE ...", .help = "Runs in Docker.", .starts_part = true},
    keyword{.name = "podman", .values = "image=IMAGE NAME=VALUE ...", .help = "Runs in Podman.", .starts_part = true},
    keyword{.name = "rkt", .values = "image=IMAGE NAME=VALUE ...", .help = "Runs in rkt.", .starts_part = true},
    keyword{.name = "network", .values = "[NAME=VALUE ...]", .help = "Addresses and ports.", .starts_part = true},
    keyword{.name = "port-mapping",
            .parent = "network",
            .values = "[id=ID] port=PORT|range=RANGE [internal-port=PORT]",
            .help = "A port that reaches into the container.",
            .repeatable = true},
    keyword{
        .name = "storage", .values = "storage-mapping ...", .help = "Directories of the host.", .starts_part = true},
    keyword{.name = "storage-mapping",
            .parent = "storage",
            .values = "[id=ID] source-dir=DIR|source-dir-root=DIR target-dir=DIR [options=TEXT]",
            .help = "A directory of the host in the container.",
            .repeatable = true},
    meta,
    keyword{.name = "primitive", .values = "RESOURCE", .help = "What runs inside.", .starts_part = true},
};
constexpr std::array location_words{
    keyword{.name = "role", .values = "=ROLE", .help = "Only for instances in this role."},
    keyword{.name = "resource-discovery",
            .values = "=always|never|exclusive",
            .help = "Whether nodes are asked if the resource runs there."},
    rule,
};
constexpr keyword sequential{.name = "sequential", .values = "=BOOLEAN", .help = "Of a set: one after the other."};
constexpr keyword require_all{.name = "require-all", .values = "=BOOLEAN", .help = "Of a set: all, or one of them."};
constexpr std::array colocation_words{
    keyword{.name = "node-attribute", .values = "=NAME", .help = "Together means the same value of this attribute."},
    keyword{.name = "influence",
            .values = "=BOOLEAN",
            .help = "Whether the dependent resource decides with where the other one runs.",
            .extension = true},
    sequential,
    require_all,
};
constexpr std::array order_words{
    keyword{.name = "symmetrical", .values = "=BOOLEAN", .help = "Whether stopping goes the other way round."},
    sequential,
    require_all,
};
constexpr std::array ticket_words{
    keyword{.name = "loss-policy", .values = "=stop|demote|fence|freeze", .help = "What happens without the ticket."},
};
constexpr std::array property_words{rule};
constexpr std::array role_words{
    description,
    keyword{.name = "read",
            .values = "[ID:] SPECIFICATION ...",
            .help = "May be read.",
            .starts_part = true,
            .repeatable = true},
    keyword{.name = "write",
            .values = "[ID:] SPECIFICATION ...",
            .help = "May be changed.",
            .starts_part = true,
            .repeatable = true},
    keyword{.name = "deny",
            .values = "[ID:] SPECIFICATION ...",
            .help = "May not be read.",
            .starts_part = true,
            .repeatable = true},
};
constexpr std::array alert_words{
    description,
    keyword{.name = "attributes",
            .values = pair_list,
            .help = "Given to the agent in its environment.",
            .starts_part = true,
            .repeatable = true},
    meta,
    keyword{.name = "select",
            .values = "nodes|fencing|resources|attributes [{ NAME ... }] ...",
            .help = "Which events are reported.",
            .starts_part = true},
    keyword{.name = "to",
            .values = "[{] RECIPIENT ... [}]",
            .help = "Whom the agent tells.",
            .starts_part = true,
            .repeatable = true},
};

constexpr std::array table{
    statement{"node", kind::node, "node", "[ID:] UNAME[:TYPE]", "A member of the cluster.", node_words},
    statement{"rsc_template", kind::rsc_template, "template", "ID [CLASS:[PROVIDER:]]TYPE",
              "What primitives have in common.", primitive_words},
    statement{"primitive", kind::primitive, "primitive", "ID [CLASS:[PROVIDER:]]TYPE|@TEMPLATE",
              "A resource: what an agent starts, stops and watches.", primitive_words},
    statement{"bundle", kind::bundle, "bundle", "ID", "Containers that the cluster starts.", bundle_words},
    statement{"group", kind::group, "group", "ID RESOURCE ...", "Resources on one node, started one after the other.",
              container_words},
    statement{"ms", kind::ms, "master", "ID RESOURCE", "A clone with promoted instances, as old releases have it.",
              container_words, "", "since Pacemaker 2.0; a clone with meta promotable=true"},
    statement{"master", kind::ms, "master", "ID RESOURCE", "A clone with promoted instances.", container_words, "ms",
              "since Pacemaker 2.0; a clone with meta promotable=true"},
    statement{"clone", kind::clone, "clone", "ID RESOURCE", "A resource that runs on several nodes.", container_words},
    statement{"tag", kind::tag, "tag", "ID OBJECT ...", "A name for several objects."},
    statement{"location", kind::location, "rsc_location", "ID RESOURCE|/REGEX/|{ SET } SCORE: NODE | rule ...",
              "Where a resource may run.", location_words},
    statement{"colocation", kind::colocation, "rsc_colocation", "ID SCORE: RESOURCE[:ROLE] WITH[:ROLE] | SETS",
              "Resources that run together, or apart.", colocation_words},
    statement{"collocation", kind::colocation, "rsc_colocation", "ID SCORE: RESOURCE[:ROLE] WITH[:ROLE] | SETS",
              "Resources that run together, or apart.", colocation_words, "colocation"},
    statement{"order", kind::order, "rsc_order", "ID [KIND:] FIRST[:ACTION] THEN[:ACTION] | SETS",
              "Which resource is started first.", order_words},
    statement{"rsc_ticket", kind::rsc_ticket, "rsc_ticket", "ID TICKET: RESOURCE[:ROLE] ...",
              "Resources that need a ticket.", ticket_words},
    statement{"fencing_topology", kind::fencing_topology, "fencing-topology",
              "[NODE:|attr:NAME=VALUE|pattern:REGEX] DEVICE[,DEVICE] ...", "In which order nodes are fenced."},
    statement{"fencing-topology",
              kind::fencing_topology,
              "fencing-topology",
              "[NODE:|attr:NAME=VALUE|pattern:REGEX] DEVICE[,DEVICE] ...",
              "In which order nodes are fenced.",
              {},
              "fencing_topology"},
    statement{"property", kind::property, "cluster_property_set", "[ID:] NAME=VALUE ...", "Options of the cluster.",
              property_words},
    statement{"rsc_defaults", kind::rsc_defaults, "rsc_defaults", "[ID:] NAME=VALUE ...",
              "Meta attributes of all resources.", property_words},
    statement{"op_defaults", kind::op_defaults, "op_defaults", "[ID:] NAME=VALUE ...", "Options of all operations.",
              property_words},
    statement{"role", kind::role, "acl_role", "ID", "What a user may see and change.", role_words},
    statement{"acl_target", kind::acl_target, "acl_target", "ID ROLE ...", "The roles of a user."},
    statement{"acl_group", kind::acl_group, "acl_group", "ID ROLE ...", "The roles of a group of users."},
    statement{"user", kind::user, "acl_user", "ID role:ROLE ...", "The roles of a user, before schema 2.0.",
              role_words},
    statement{"alert", kind::alert, "alert", "ID PATH", "A program that is told what happens.", alert_words},
    statement{"monitor", kind::monitor, "op", "RESOURCE[:ROLE] INTERVAL[:TIMEOUT]", "A monitor operation."},
    statement{"xml", kind::xml, "", "ELEMENT", "Any object as XML."},
};

constexpr std::array commands{
    shell_command{"commit", true},       shell_command{"show", true},
    shell_command{"verify", true},       shell_command{"validate-all", true},
    shell_command{"end", true},          shell_command{"exit", true},
    shell_command{"quit", true},         shell_command{"bye", true},
    shell_command{"up", true},           shell_command{"back", true},
    shell_command{"cd", true},           shell_command{"ls", true},
    shell_command{"help", true},         shell_command{"configure", true},
    shell_command{"simulate", true},     shell_command{"ptest", true},
    shell_command{"graph", true},        shell_command{"status", true},
    shell_command{"refresh", true},      shell_command{"wait", true},
    shell_command{"save", true},         shell_command{"delete", false},
    shell_command{"erase", false},       shell_command{"load", false},
    shell_command{"rename", false},      shell_command{"edit", false},
    shell_command{"modgroup", false},    shell_command{"filter", false},
    shell_command{"upgrade", false},     shell_command{"schema", false},
    shell_command{"rsctest", false},     shell_command{"default-timeouts", false},
    shell_command{"set", false},         shell_command{"cib", false},
    shell_command{"ra", false},          shell_command{"resource", false},
    shell_command{"template", false},    shell_command{"options", false},
    shell_command{"history", false},     shell_command{"maintenance", false},
    shell_command{"assist", false},      shell_command{"cluster", false},
    shell_command{"script", false},      shell_command{"cibstatus", false},
    shell_command{"crm", false},         shell_command{"corosync", false},
    shell_command{"utilization", false},
};

}  // namespace

std::span<const statement> statements() noexcept { return table; }

const statement* find_statement(std::string_view word) noexcept {
    for (const auto& s : table)
        if (same_word(s.name, word)) return &s;
    return nullptr;
}

const statement& statement_of(statement_kind kind) noexcept {
    return *std::ranges::find_if(table, [&](const auto& s) { return s.kind == kind; });
}

const shell_command* find_shell_command(std::string_view word) noexcept {
    for (const auto& c : commands)
        if (same_word(c.name, word)) return &c;
    return nullptr;
}

void for_each_keyword(void (*visit)(std::string_view path, const keyword& k, void* user), void* user) {
    for (const auto& s : table) {
        visit(s.name, {.name = s.name, .values = s.values, .help = s.help, .starts_part = true, .repeatable = true},
              user);
        for (const auto& w : s.words) {
            std::string path{s.name};
            if (!w.parent.empty()) path.append("/").append(w.parent);
            path.append("/").append(w.name);
            visit(path, w, user);
        }
    }
}

}  // namespace hakit::crm
