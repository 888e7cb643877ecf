#include "keepalived/schema/global_daemon.hpp"
#include "keepalived/schema/global_monitoring.hpp"
#include "keepalived/schema/global_process.hpp"
#include "keepalived/schema/global_vrrp.hpp"

namespace hakit::keepalived::schema {
namespace {

constexpr auto all = join(global::daemon_rows, global::vrrp_rows, global::process_rows, global::monitoring_rows);
constexpr table_storage table{all.rows};

}  // namespace

constinit const keyword_table global_defs = table.view();

}  // namespace hakit::keepalived::schema
