#include "expect.h"

/* IPVS tables: states in JSON, single changes, plans. In memory; the kernel's answers the same (tests/interop/ipvs). */

static const char* const web =
    "{\"services\": [{\"protocol\": \"tcp\", \"address\": \"192.0.2.1\", \"port\": 80, \"scheduler\": \"wrr\","
    " \"destinations\": [{\"address\": \"198.51.100.1\", \"port\": 80, \"weight\": 3},"
    " {\"address\": \"198.51.100.2\", \"port\": 80}]}]}";

static const char* const key = "{\"protocol\": \"tcp\", \"address\": \"192.0.2.1\", \"port\": 80}";

static hakit_table* new_table(void) {
    hakit_table* t = NULL;
    EXPECT_OK(hakit_table_memory(&t, err));
    return t;
}

static void apply(hakit_table* t, const char* desired, const hakit_plan_options* options, const char* says) {
    hakit_buf* b = NULL;
    EXPECT_OK(hakit_table_apply(t, desired, HAKIT_ZT, options, &b, err));
    EXPECT(buf_has(b, "\"hakit-ipvs-report-1\""));
    EXPECT(buf_has(b, says));
    hakit_buf_free(b);
}

static int state_has(hakit_table* t, const char* text) {
    hakit_buf* b = NULL;
    int found;
    EXPECT_OK(hakit_table_state(t, &b, err));
    found = buf_has(b, text);
    hakit_buf_free(b);
    return found;
}

static void a_desired_state(void) {
    hakit_table* t = new_table();
    hakit_buf* b = NULL;

    EXPECT_OK(hakit_table_plan(t, web, HAKIT_ZT, NULL, &b, err));
    EXPECT(buf_has(b, "add service") && buf_has(b, "add destination"));
    hakit_buf_free(b);
    EXPECT(!state_has(t, "192.0.2.1")); /* a plan changes nothing */

    apply(t, web, NULL, "\"made\": 3");
    EXPECT(state_has(t, "\"weight\": 3") && state_has(t, "198.51.100.2"));
    apply(t, web, NULL, "\"made\": 0"); /* there is nothing left to do */
    EXPECT_OK(hakit_table_listing(t, &b, err));
    EXPECT(buf_has(b, "counters") && buf_has(b, "active_connections"));
    hakit_buf_free(b);
    apply(t, "{\"services\": []}", NULL, "\"made\": 1");
    EXPECT(!state_has(t, "192.0.2.1"));
    hakit_table_free(t);
}

static void what_is_not_owned_stays(void) {
    hakit_table* t = new_table();
    hakit_plan_options options = HAKIT_PLAN_OPTIONS_INIT;
    apply(t, web, NULL, "\"made\": 3");
    options.owned = "{\"addresses\": [\"203.0.113.0/24\"], \"fwmarks\": [{\"first\": 1, \"last\": 9}]}";
    options.owned_len = HAKIT_ZT;
    apply(t, "{\"services\": [{\"fwmark\": 7, \"scheduler\": \"rr\"}]}", &options, "\"made\": 1");
    EXPECT(state_has(t, "192.0.2.1") && state_has(t, "\"fwmark\": 7"));
    options.owned = "{\"addresses\": [\"203.0.113.0/99\"]}";
    {
        hakit_buf* b = NULL;
        EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_table_plan(t, web, HAKIT_ZT, &options, &b, err));
        EXPECT(b == NULL);
    }
    hakit_table_free(t);
}

static void destinations_drain(void) {
    hakit_table* t = new_table();
    hakit_plan_options options = HAKIT_PLAN_OPTIONS_INIT;
    apply(t, web, NULL, "\"made\": 3");
    options.flags = HAKIT_PLAN_DRAIN;
    apply(t,
          "{\"services\": [{\"protocol\": \"tcp\", \"address\": \"192.0.2.1\", \"port\": 80, \"scheduler\": \"wrr\","
          " \"destinations\": [{\"address\": \"198.51.100.2\", \"port\": 80}]}]}",
          &options, "\"made\": 1");
    EXPECT(state_has(t, "198.51.100.1") && state_has(t, "\"weight\": 0"));
    hakit_table_free(t);
}

static void single_changes(void) {
    hakit_table* t = new_table();
    const char* const one =
        "{\"protocol\": \"tcp\", \"address\": \"192.0.2.1\", \"port\": 80, \"scheduler\": \"wlc\","
        " \"destinations\": [{\"address\": \"198.51.100.1\", \"port\": 80, \"weight\": 5}]}";

    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_table_change(t, HAKIT_CHANGE_REMOVE_SERVICE, key, HAKIT_ZT, err));
    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_table_change(t, HAKIT_CHANGE_ADD_DESTINATION, one, HAKIT_ZT, err));
    EXPECT_OK(hakit_table_change(t, HAKIT_CHANGE_ADD_SERVICE, one, HAKIT_ZT, err));
    EXPECT(state_has(t, "\"weight\": 5"));
    EXPECT_FAILS(HAKIT_E_EXISTS, hakit_table_change(t, HAKIT_CHANGE_ADD_DESTINATION, one, HAKIT_ZT, err));
    EXPECT_OK(hakit_table_change(t, HAKIT_CHANGE_EDIT_DESTINATION, one, HAKIT_ZT, err));
    EXPECT_OK(hakit_table_change(t, HAKIT_CHANGE_ZERO, key, HAKIT_ZT, err));
    EXPECT_OK(hakit_table_change(t, HAKIT_CHANGE_REMOVE_DESTINATION, one, HAKIT_ZT, err));
    EXPECT(!state_has(t, "198.51.100.1"));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_change(t, HAKIT_CHANGE_ADD_DESTINATION, key, HAKIT_ZT, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_change(t, 99, key, HAKIT_ZT, err));
    EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_table_change(t, HAKIT_CHANGE_ADD_SERVICE, "{\"port\": 80}", HAKIT_ZT, err));
    EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_table_change(t, HAKIT_CHANGE_ADD_SERVICE, "{", 1, err));
    EXPECT_OK(hakit_table_flush(t, err));
    EXPECT(!state_has(t, "192.0.2.1"));
    hakit_table_free(t);
}

static void two_states(void) {
    const char* const other =
        "{\"services\": [{\"protocol\": \"tcp\", \"address\": \"192.0.2.1\", \"port\": 80, \"scheduler\": \"sed\"}]}";
    hakit_plan_options options = HAKIT_PLAN_OPTIONS_INIT;
    hakit_buf* b = NULL;
    EXPECT_OK(hakit_table_diff("{}", HAKIT_ZT, other, HAKIT_ZT, NULL, &b, err));
    EXPECT(buf_has(b, "add_service") && buf_has(b, "sed"));
    hakit_buf_free(b);
    EXPECT_OK(hakit_table_diff(other, HAKIT_ZT, other, HAKIT_ZT, NULL, &b, err));
    EXPECT(!buf_has(b, "\"kind\""));
    hakit_buf_free(b);
    EXPECT_OK(hakit_table_diff(other, HAKIT_ZT, "{}", HAKIT_ZT, NULL, &b, err));
    EXPECT(buf_has(b, "remove_service"));
    hakit_buf_free(b);
    options.owned = "{\"addresses\": [\"203.0.113.0/24\"]}";
    options.owned_len = HAKIT_ZT;
    EXPECT_OK(hakit_table_diff(other, HAKIT_ZT, "{}", HAKIT_ZT, &options, &b, err));
    EXPECT(!buf_has(b, "remove_service"));
    hakit_buf_free(b);
    options.flags = HAKIT_PLAN_DRAIN;
    b = NULL;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_diff(other, HAKIT_ZT, "{}", HAKIT_ZT, &options, &b, err));
    EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_table_diff("{", 1, "{}", HAKIT_ZT, NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_diff(NULL, 3, "{}", HAKIT_ZT, NULL, &b, err));
}

static void connections(void) {
    hakit_table* t = new_table();
    hakit_buf* b = NULL;
    EXPECT_OK(hakit_table_connections(t, &b, err));
    EXPECT(buf_has(b, "hakit-ipvs-connections-1"));
    hakit_buf_free(b);
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_connections(t, NULL, err));
    hakit_table_free(t);
}

static void misuse(void) {
    hakit_kernel_options options = HAKIT_KERNEL_OPTIONS_INIT;
    hakit_table* t = NULL;
    hakit_buf* b = NULL;
    options.netns_path = "/nonexistent/netns";
    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_table_kernel(&options, &t, err));
    options.consistency = 2;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_kernel(&options, &t, err));
    options.consistency = HAKIT_CONSISTENT_SERVICE;
    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_table_kernel(&options, &t, err));
    options.netns_pid = 1;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_kernel(&options, &t, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_kernel(NULL, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_state(NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_apply(NULL, web, HAKIT_ZT, NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_flush(NULL, err));
    t = new_table();
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_plan(t, web, HAKIT_ZT, NULL, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_plan(t, NULL, 3, NULL, &b, err));
    hakit_table_free(t);
}

void test_table(void) {
    a_desired_state();
    what_is_not_owned_stays();
    destinations_drain();
    single_changes();
    two_states();
    connections();
    misuse();
}
