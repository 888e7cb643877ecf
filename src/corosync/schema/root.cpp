#include "corosync/schema/rows.hpp"

namespace hakit::corosync::schema {
namespace {

using c = struct config;

constexpr key nozzle_keys[] = {
    {.name = "name", .help = "Name of the tap device.", .since = v3_0, .field = bind_member<nozzle, &nozzle::name>},
    {.name = "ipaddr",
     .type = value_type::address,
     .help = "Network of the device; the node's id is added to it.",
     .since = v3_0,
     .field = bind_member<nozzle, &nozzle::ipaddr>},
    {.name = "ipprefix",
     .help = "Prefix length of the network.",
     .since = v3_0,
     .field = bind_member<nozzle, &nozzle::ipprefix>},
    {.name = "macaddr",
     .help = "Beginning of the device's hardware address.",
     .since = v3_0,
     .field = bind_member<nozzle, &nozzle::macaddr>},
};
constexpr section nozzle_section{.name = "nozzle",
                                 .path = "nozzle",
                                 .help = "A virtual network device that carries traffic over the links.",
                                 .keys = nozzle_keys,
                                 .since = v3_0,
                                 .field = bind_member<c, &c::nozzle>};

constexpr key pload_keys[] = {
    {.name = "count",
     .help = "How many messages the load test sends.",
     .since = v2_0,
     .field = bind_member<pload, &pload::count>},
    {.name = "size", .help = "Their size.", .since = v2_0, .field = bind_member<pload, &pload::size>},
    {.name = "start", .help = "Starts the load test.", .since = v2_0, .field = bind_member<pload, &pload::start>},
};
constexpr section pload_section{.name = "pload",
                                .path = "pload",
                                .help = "A load test.",
                                .keys = pload_keys,
                                .since = v2_0,
                                .field = bind_member<c, &c::pload>};

constexpr key qb_keys[] = {
    {.name = "ipc_type",
     .type = value_type::choice,
     .help = "How clients talk to corosync.",
     .fallback = "native",
     .choices = "native|shm|socket",
     .otherwise = unfit::refused,
     .since = {2, 2, 0},
     .until = v3_0,
     .instead = "system.qb_ipc_type",
     .field = bind_member<qb, &qb::ipc_type>},
};
constexpr section qb_section{.name = "qb",
                             .path = "qb",
                             .help = "libqb, before 3.0.",
                             .keys = qb_keys,
                             .since = {2, 2, 0},
                             .until = v3_0,
                             .field = bind_member<c, &c::qb>};

constexpr key aisexec_keys[] = {
    {.name = "user",
     .help = "The user that corosync 1 ran as.",
     .fallback = "ais",
     .no_effect = v2_0,
     .instead = "uidgid",
     .field = bind_member<aisexec, &aisexec::user>},
    {.name = "group",
     .help = "The group that corosync 1 ran as.",
     .fallback = "ais",
     .no_effect = v2_0,
     .instead = "uidgid",
     .field = bind_member<aisexec, &aisexec::group>},
};
constexpr section aisexec_section{.name = "aisexec",
                                  .path = "aisexec",
                                  .help = "User and group of corosync 1.",
                                  .keys = aisexec_keys,
                                  .no_effect = v2_0,
                                  .field = bind_member<c, &c::aisexec>};

constexpr key service_keys[] = {
    {.name = "name",
     .help = "The plugin of corosync 1 to load.",
     .no_effect = v2_0,
     .field = bind_member<service, &service::name>},
    {.name = "ver",
     .help = "0: the plugin starts Pacemaker; 1: it is started apart.",
     .no_effect = v2_0,
     .field = bind_member<service, &service::ver>},
    {.name = "use_mgmtd",
     .help = "Starts Pacemaker's management daemon.",
     .no_effect = v2_0,
     .field = bind_member<service, &service::use_mgmtd>},
    {.name = "use_logd",
     .help = "Uses the logging daemon.",
     .no_effect = v2_0,
     .field = bind_member<service, &service::use_logd>},
};
constexpr section service_section{.name = "service",
                                  .path = "service",
                                  .help = "A plugin of corosync 1.",
                                  .keys = service_keys,
                                  .no_effect = v2_0,
                                  .repeatable = true,
                                  .field = bind_member<c, &c::service>};

constexpr key amf_keys[] = {
    {.name = "mode",
     .help = "Availability management, which left with openais.",
     .fallback = "disabled",
     .no_effect = v1_0,
     .field = bind_member<amf, &amf::mode>},
};
constexpr section amf_section{.name = "amf",
                              .path = "amf",
                              .help = "The availability management of openais.",
                              .keys = amf_keys,
                              .no_effect = v1_0,
                              .field = bind_member<c, &c::amf>};

constexpr const section* sections[] = {
    &totem,          &nodelist,      &quorum,     &logging,         &system,          &uidgid,      &resources,
    &nozzle_section, &pload_section, &qb_section, &aisexec_section, &service_section, &amf_section,
};

}  // namespace

constinit const section root{.name = "", .path = "", .help = "corosync.conf.", .sections = sections};

}  // namespace hakit::corosync::schema
