#include "corosync/schema/rows.hpp"

namespace hakit::corosync::schema {
namespace {

constexpr key system_keys[] = {
    {.name = "qb_ipc_type",
     .type = value_type::choice,
     .help = "How clients talk to corosync.",
     .fallback = "native",
     .choices = "native|shm|socket",
     .otherwise = unfit::refused,
     .since = v3_0,
     .field = bind_member<corosync::system, &corosync::system::qb_ipc_type>},
    {.name = "sched_rr",
     .type = value_type::choice,
     .help = "Whether corosync runs with real-time priority.",
     .fallback = "yes",
     .choices = yes_no,
     .otherwise = unfit::refused,
     .since = v3_0,
     .field = bind_member<corosync::system, &corosync::system::sched_rr>},
    {.name = "priority",
     .help = "Nice value without sched_rr: a number, min or max.",
     .fallback = "0",
     .since = v3_0,
     .field = bind_member<corosync::system, &corosync::system::priority>},
    {.name = "move_to_root_cgroup",
     .type = value_type::choice,
     .help = "Whether corosync leaves its control group; auto since 3.1.3.",
     .fallback = "auto",
     .choices = "yes|no|auto",
     .otherwise = unfit::refused,
     .since = v3_0,
     .field = bind_member<corosync::system, &corosync::system::move_to_root_cgroup>},
    {.name = "allow_knet_handle_fallback",
     .type = value_type::choice,
     .help = "Whether corosync starts without privileged knet.",
     .fallback = "no",
     .choices = yes_no,
     .otherwise = unfit::refused,
     .since = {3, 1, 3},
     .field = bind_member<corosync::system, &corosync::system::allow_knet_handle_fallback>},
    {.name = "state_dir",
     .type = value_type::path,
     .help = "Directory of the state; it must exist.",
     .fallback = "/var/lib/corosync",
     .since = v3_0,
     .field = bind_member<corosync::system, &corosync::system::state_dir>},
};

constexpr key uidgid_keys[] = {
    {.name = "uid",
     .help = "A user, by name or number, that may talk to corosync.",
     .live = true,
     .field = bind_member<corosync::uidgid, &corosync::uidgid::uid>},
    {.name = "gid",
     .help = "A group, by name or number, that may talk to corosync.",
     .live = true,
     .field = bind_member<corosync::uidgid, &corosync::uidgid::gid>},
};

constexpr key watched_keys[] = {
    {.name = "max",
     .help = "The limit: a load, or a percentage.",
     .since = {1, 3, 0},
     .field = bind_member<watched, &watched::max>},
    {.name = "poll_period",
     .type = value_type::u64,
     .help = "How often to look.",
     .fallback = "3000",
     .unit = "ms",
     .since = {1, 3, 0},
     .field = bind_member<watched, &watched::poll_period>},
    {.name = "recovery",
     .type = value_type::choice,
     .help = "What to do beyond the limit.",
     .fallback = "none",
     .choices = "none|watchdog|reboot|shutdown",
     .since = {1, 3, 0},
     .field = bind_member<watched, &watched::recovery>},
};

constexpr section system_load_15min{.name = "load_15min",
                                    .path = "resources.system.load_15min",
                                    .help = "The load of the system.",
                                    .keys = watched_keys,
                                    .since = {1, 3, 0},
                                    .field = bind_member<watched_group, &watched_group::load_15min>};
constexpr section system_memory_used{.name = "memory_used",
                                     .path = "resources.system.memory_used",
                                     .help = "The memory in use.",
                                     .keys = watched_keys,
                                     .since = {1, 3, 0},
                                     .field = bind_member<watched_group, &watched_group::memory_used>};
constexpr section process_load_15min{.name = "load_15min",
                                     .path = "resources.process.load_15min",
                                     .help = "The load of the process.",
                                     .keys = watched_keys,
                                     .since = {1, 3, 0},
                                     .field = bind_member<watched_group, &watched_group::load_15min>};
constexpr section process_memory_used{.name = "memory_used",
                                      .path = "resources.process.memory_used",
                                      .help = "The memory of the process.",
                                      .keys = watched_keys,
                                      .since = {1, 3, 0},
                                      .field = bind_member<watched_group, &watched_group::memory_used>};
constexpr const section* system_watched[] = {&system_load_15min, &system_memory_used};
constexpr const section* process_watched[] = {&process_load_15min, &process_memory_used};
constexpr section resources_system{.name = "system",
                                   .path = "resources.system",
                                   .help = "Limits of the system.",
                                   .sections = system_watched,
                                   .since = {1, 3, 0},
                                   .field = bind_member<corosync::resources, &corosync::resources::system>};
constexpr section resources_process{.name = "process",
                                    .path = "resources.process",
                                    .help = "Limits of corosync.",
                                    .sections = process_watched,
                                    .since = {1, 3, 0},
                                    .field = bind_member<corosync::resources, &corosync::resources::process>};
constexpr const section* resources_sections[] = {&resources_system, &resources_process};

constexpr key resources_keys[] = {
    {.name = "watchdog_device",
     .type = value_type::path,
     .help = "The watchdog, or off.",
     .fallback = "none",
     .since = {2, 4, 0},
     .field = bind_member<corosync::resources, &corosync::resources::watchdog_device>},
    {.name = "watchdog_timeout",
     .type = value_type::u32,
     .help = "Its timeout.",
     .fallback = "6",
     .unit = "s",
     .since = v2_0,
     .field = bind_member<corosync::resources, &corosync::resources::watchdog_timeout>},
};

}  // namespace

constinit const section system{.name = "system",
                               .path = "system",
                               .help = "How the daemon runs.",
                               .keys = system_keys,
                               .since = {2, 4, 3},
                               .field = bind_member<config, &config::system>};

constinit const section uidgid{.name = "uidgid",
                               .path = "uidgid",
                               .help = "Who may talk to corosync besides root.",
                               .keys = uidgid_keys,
                               .repeatable = true,
                               .closed = true,
                               .live = true,
                               .field = bind_member<config, &config::uidgid>};

constinit const section resources{.name = "resources",
                                  .path = "resources",
                                  .help = "Limits whose excess has consequences.",
                                  .keys = resources_keys,
                                  .sections = resources_sections,
                                  .since = {1, 3, 0},
                                  .field = bind_member<config, &config::resources>};

}  // namespace hakit::corosync::schema
