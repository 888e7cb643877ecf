#include <hakit/keepalived/vrrp_sync_group.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/schema/tracking_rows.hpp"

namespace hakit::keepalived::schema {
namespace {

using block = struct vrrp_sync_group;
template <auto Member>
constexpr const binding* at = bind_member<block, Member>;

constexpr auto own_rows = rows({
    {.name = "group",
     .form = shape::words_block,
     .body = at<&block::group>,
     .first_wins = true,
     .needs = vrrp,
     .help = "The vrrp_instances that change state together."},
    {.name = "sync_group_tracking_weight",
     .header = at<&block::sync_group_tracking_weight>,
     .flag = true,
     .fallback = "off",
     .needs = vrrp,
     .help = "Lets the weights of what members track count."},
    {.name = "global_tracking",
     .header = at<&block::sync_group_tracking_weight>,
     .flag = true,
     .alias_of = "sync_group_tracking_weight",
     .deprecated = "an old name",
     .deprecation_reported = true,
     .needs = vrrp,
     .help = "Lets the weights of what members track count."},
});

constexpr auto all = join(own_rows, tracking_rows<block>);
constexpr table_storage table{all.rows};

}  // namespace

constinit const keyword_table vrrp_sync_group = table.view();

}  // namespace hakit::keepalived::schema
