#include "expect.h"

#include <stdio.h>

/* Cluster files of corosync as wholes. */

static const char* const old_file =
    "totem {\n    version: 2\n    transport: udpu\n    interface {\n        ringnumber: 0\n        member {\n"
    "            memberaddr: 10.0.0.1\n        }\n        member {\n            memberaddr: 10.0.0.2\n        }\n    "
    "}\n"
    "}\n";

static const char* const multicast_file =
    "totem {\n    version: 2\n    interface {\n        bindnetaddr: 10.0.0.0\n        mcastaddr: 239.1.1.1\n    }\n}\n";

static void files_are_migrated_and_get_nodes(void) {
    hakit_workspace* w = NULL;
    hakit_buf* b = NULL;
    hakit_diags* d = NULL;
    hakit_error* e = NULL;
    uint32_t file = 0;
    uint32_t migrated = 0;
    const char* const names[] = {"alpha", "beta", NULL};
    const char* const nodes[] = {"n1=10.0.0.1,10.1.0.1", "n2=10.0.0.2,10.1.0.2", NULL};
    hakit_migrate_options options = HAKIT_MIGRATE_OPTIONS_INIT;
    options.node_names = names;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "corosync.conf", old_file, HAKIT_ZT, &file, err));
    EXPECT_OK(hakit_corosync_migrate(w, file, &options, &b, &d, err));
    EXPECT(buf_has(b, "transport: knet") && buf_has(b, "name: beta") && buf_has(b, "two_node: 1"));
    EXPECT(hakit_diags_count(d) > 0 && hakit_diags_count_of(d, HAKIT_SEVERITY_ERROR) == 0);
    hakit_diags_free(d);
    EXPECT_OK(hakit_workspace_add(w, "corosync.conf", hakit_buf_data(b), hakit_buf_len(b), &migrated, err));
    hakit_buf_free(b);

    EXPECT_OK(hakit_corosync_change(
        w, migrated, "{\"change\":\"add_node\",\"name\":\"gamma\",\"addresses\":[\"10.0.0.3\"]}", 0, NULL, &b, err));
    EXPECT(buf_has(b, "name: gamma") && buf_has(b, "nodeid: 3") && !buf_has(b, "two_node"));
    hakit_buf_free(b);
    EXPECT_OK(hakit_corosync_change(w, migrated, "{\"change\":\"renumber_node\",\"node\":\"beta\",\"nodeid\":9}",
                                    HAKIT_CLUSTER_KEEP_VERSION, NULL, &b, err));
    EXPECT(buf_has(b, "nodeid: 9"));
    hakit_buf_free(b);

    EXPECT(hakit_corosync_change(w, migrated, "{\"change\":\"remove_node\",\"node\":\"delta\"}", 0, NULL, &b, &e) ==
           HAKIT_E_NOT_FOUND);
    hakit_error_free(e);
    EXPECT(hakit_corosync_change(w, migrated, "nonsense", 0, NULL, &b, &e) == HAKIT_E_SYNTAX);
    hakit_error_free(e);
    EXPECT(hakit_corosync_migrate(w, 99, NULL, &b, NULL, &e) == HAKIT_E_INVALID_ARGUMENT);
    hakit_error_free(e);
    options.node_names = NULL;
    options.nodes = nodes;
    EXPECT_OK(hakit_workspace_add(w, "corosync.conf", multicast_file, HAKIT_ZT, &file, err));
    EXPECT_OK(hakit_corosync_migrate(w, file, &options, &b, NULL, err));
    EXPECT(buf_has(b, "ring1_addr: 10.1.0.2") && buf_has(b, "name: n2") && !buf_has(b, "mcastaddr"));
    hakit_buf_free(b);
    options.to = "2.4";
    EXPECT(hakit_corosync_migrate(w, file, &options, &b, NULL, &e) == HAKIT_E_INVALID_ARGUMENT);
    hakit_error_free(e);
    hakit_workspace_free(w);
}

static void keys_are_written_once(void) {
    char path[L_tmpnam + 16];
    hakit_error* e = NULL;
    sprintf(path, "hakit-authkey-%p", (void*)&e);
    EXPECT_OK(hakit_corosync_write_authkey(path, 0, 0, err));
    EXPECT(hakit_corosync_write_authkey(path, 128, 0, &e) != HAKIT_OK);
    EXPECT(hakit_error_status(e) == HAKIT_E_EXISTS);
    hakit_error_free(e);
    EXPECT(hakit_corosync_write_authkey(path, 1, 1, &e) == HAKIT_E_INVALID_ARGUMENT);
    hakit_error_free(e);
    EXPECT_OK(hakit_corosync_write_authkey(path, 128, 1, err));
    EXPECT(remove(path) == 0);
}

void test_corosync(void) {
    files_are_migrated_and_get_nodes();
    keys_are_written_once();
}
