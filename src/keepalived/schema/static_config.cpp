#include <hakit/keepalived/static_config.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/schema/rows.hpp"
#include "keepalived/values/scalar.hpp"

namespace hakit::keepalived::schema {
namespace {

using group_block = struct track_group;
using garp_block = struct garp_group;

constexpr table_storage group_table{{
    {.name = "group",
     .form = shape::words_block,
     .body = bind_member<group_block, &group_block::group>,
     .fallback = "empty",
     .needs = vrrp,
     .help = "The vrrp_instances that go to FAULT state when a member of the group is deleted."},
}};

constexpr table_storage garp_table{{
    {.name = "garp_interval",
     .header = bind_member<garp_block, &garp_block::garp_interval>,
     .max = greatest_pause,
     .decimals = 6,
     .unit = "s",
     .fallback = "none",
     .needs = vrrp,
     .help = "Pause between gratuitous ARP messages."},
    {.name = "gna_interval",
     .header = bind_member<garp_block, &garp_block::gna_interval>,
     .max = greatest_pause,
     .decimals = 6,
     .unit = "s",
     .fallback = "none",
     .needs = vrrp,
     .help = "Pause between unsolicited neighbour advertisements."},
    {.name = "interface",
     .header = bind_member<garp_block, &garp_block::interface>,
     .fallback = "none",
     .needs = vrrp,
     .help = "An interface of the group."},
    {.name = "interfaces",
     .form = shape::words_block,
     .body = bind_member<garp_block, &garp_block::interfaces>,
     .fallback = "empty",
     .needs = vrrp,
     .help = "The interfaces of the group."},
}};

}  // namespace

constinit const keyword_table track_group = group_table.view();
constinit const keyword_table garp_group = garp_table.view();

}  // namespace hakit::keepalived::schema
