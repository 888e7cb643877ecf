/* Runs the tests of the C interface, which is all that this program knows of hakit. */
#include "expect.h"

int failures = 0;

const char* const sample =
    "# two routers and a web farm\n"
    "global_defs {\n"
    "    router_id lb1\n"
    "}\n"
    "\n"
    "vrrp_instance VI_1 {\n"
    "    state BACKUP\n"
    "    interface eth0   # uplink\n"
    "    virtual_router_id 51\n"
    "    priority 100\n"
    "    advert_int 1\n"
    "    virtual_ipaddress {\n"
    "        192.0.2.10/24\n"
    "    }\n"
    "}\n"
    "\n"
    "virtual_server 192.0.2.10 80 {\n"
    "    delay_loop 6\n"
    "    lb_algo wrr\n"
    "    lb_kind DR\n"
    "    protocol TCP\n"
    "    real_server 198.51.100.1 80 {\n"
    "        weight 1\n"
    "        TCP_CHECK {\n"
    "            connect_timeout 3\n"
    "        }\n"
    "    }\n"
    "}\n";

int main(void) {
    test_library();
    test_workspace();
    test_document();
    test_diagnostics();
    test_check();
    test_edit();
    test_config();
    test_schema();
    test_director();
    test_realserver();
    test_table();
    test_vrrp();
    test_corosync();
    test_cib();
    test_misuse();
    if (failures != 0) fprintf(stderr, "%d expectations failed\n", failures);
    return failures != 0;
}
