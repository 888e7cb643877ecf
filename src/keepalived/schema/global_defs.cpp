#include <hakit/keepalived/global_defs.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/schema_table.hpp"
#include "keepalived/values/scalar.hpp"

namespace hakit::keepalived::schema {
namespace {

using block = struct global_defs;
template <auto Member>
constexpr const binding* at = bind_member<block, Member>;

constexpr table_storage table{{
    {.name = "router_id",
     .header = at<&block::router_id>,
     .fallback = "the host's name",
     .help = "Names this machine in mails and SNMP."},
}};

}  // namespace

constinit const keyword_table global_defs = table.view();

}  // namespace hakit::keepalived::schema
