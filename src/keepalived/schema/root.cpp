#include <hakit/keepalived/config.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/schema_table.hpp"

namespace hakit::keepalived::schema {
namespace {

using block = config;
template <auto Member>
constexpr const binding* at = bind_member<block, Member>;

constexpr table_storage table{{
    {.name = "global_defs",
     .form = shape::block,
     .body = at<&block::global_defs>,
     .children = &global_defs,
     .repeatable = true,
     .help = "Settings of the whole daemon."},
}};

}  // namespace

constinit const keyword_table root = table.view();

}  // namespace hakit::keepalived::schema
