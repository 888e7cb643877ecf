#include "expect.h"

enum { second = 1000000000 };

/* A director with a table in memory and one server that is up or down; nothing waits. */
struct world {
    hakit_director* d;
    hakit_table* table;
    int64_t now;
    int down, checks, events, server_down, scripts;
};

static hakit_config* config_of(const char* text) {
    hakit_workspace* w = NULL;
    hakit_config* c = NULL;
    uint32_t file = 0;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "keepalived.conf", text, HAKIT_ZT, &file, err));
    EXPECT_OK(hakit_config_read(w, file, NULL, &c, NULL, err));
    hakit_workspace_free(w);
    return c;
}

static void check_ends(struct world* w) {
    hakit_outcome o = HAKIT_OUTCOME_INIT;
    ++w->checks;
    EXPECT(str_is(hakit_action_checker(w->d), "TCP_CHECK") && str_is(hakit_action_address(w->d), "198.51.100.1"));
    EXPECT(hakit_action_port(w->d) == 80 && hakit_action_probe(w->d) > 0 && hakit_action_attempt(w->d) > 0);
    EXPECT(hakit_action_deadline(w->d) > w->now && hakit_action_request(w->d).len == 0);
    if (w->down) {
        o.failure = HAKIT_CHECK_SYSTEM;
        o.system_errno = 111;
    }
    EXPECT_OK(hakit_director_outcome(w->d, hakit_action_probe(w->d), hakit_action_attempt(w->d), &o, w->now, err));
}

static void do_actions(struct world* w) {
    int32_t kind;
    while ((kind = hakit_director_next(w->d)) != HAKIT_ACTION_NONE) {
        switch (kind) {
            case HAKIT_ACTION_START_CHECK: check_ends(w); break;
            case HAKIT_ACTION_TABLE: EXPECT_OK(hakit_director_perform(w->d, w->table, w->now, err)); break;
            case HAKIT_ACTION_RUN_SCRIPT:
                ++w->scripts;
                EXPECT(hakit_action_argument_count(w->d) == 2 && str_is(hakit_action_argument(w->d, 1), "gone"));
                break;
            case HAKIT_ACTION_EVENT:
                ++w->events;
                EXPECT(str_has(hakit_action_json(w->d), "hakit-event-1") && hakit_action_text(w->d).len > 0);
                if (str_has(hakit_action_json(w->d), "\"server_down\"")) ++w->server_down;
                break;
            default: break;
        }
    }
}

static void run(struct world* w, int seconds) {
    const int64_t end = w->now + (int64_t)seconds * second;
    while (hakit_director_wake_at(w->d) <= end) {
        if (w->now < hakit_director_wake_at(w->d)) w->now = hakit_director_wake_at(w->d);
        EXPECT_OK(hakit_director_time(w->d, w->now, err));
        do_actions(w);
    }
    w->now = end;
}

static int table_has(const hakit_table* t, const char* text) {
    hakit_buf* b = NULL;
    int found;
    EXPECT_OK(hakit_table_json(t, &b, err));
    found = buf_has(b, text);
    hakit_buf_free(b);
    return found;
}

static const char farm[] =
    "virtual_server 192.0.2.10 80 {\n  delay_loop 6\n  lb_algo wrr\n  lb_kind DR\n  protocol TCP\n"
    "  real_server 198.51.100.1 80 {\n    weight 3\n    notify_down \"/bin/tell gone\"\n    TCP_CHECK {\n"
    "      connect_timeout 3\n    }\n  }\n}\n";

static void a_server_goes(void) {
    struct world w = {NULL, NULL, 0, 0, 0, 0, 0, 0};
    hakit_config* c = config_of(farm);
    hakit_config* empty = config_of("");
    hakit_buf* b = NULL;

    EXPECT_OK(hakit_director_new(c, NULL, &w.d, err));
    hakit_config_free(c);
    EXPECT_OK(hakit_table_memory(&w.table, err));
    EXPECT(hakit_director_next(w.d) == HAKIT_ACTION_NONE);
    EXPECT_OK(hakit_director_start(w.d, w.now, err));
    do_actions(&w);
    EXPECT(table_has(w.table, "192.0.2.10:80") && table_has(w.table, "\"198.51.100.1:80\": 3"));
    run(&w, 30);
    EXPECT(w.checks > 0 && w.server_down == 0 && w.scripts == 0);
    w.down = 1;
    run(&w, 30);
    EXPECT(w.server_down == 1 && w.scripts == 1 && !table_has(w.table, "198.51.100.1"));
    EXPECT_OK(hakit_director_json(w.d, w.now, &b, err));
    EXPECT(buf_has(b, "hakit-director-1") && buf_has(b, "\"alive\": false"));
    hakit_buf_free(b);

    EXPECT_OK(hakit_director_reload(w.d, empty, w.now, err));
    do_actions(&w);
    EXPECT(!table_has(w.table, "192.0.2.10"));
    EXPECT_OK(hakit_director_shutdown(w.d, w.now, err));
    do_actions(&w);
    EXPECT(hakit_director_wake_at(w.d) == HAKIT_NEVER);
    hakit_config_free(empty);
    hakit_director_free(w.d);
    hakit_table_free(w.table);
}

static void what_a_check_asks(void) {
    hakit_config* c = config_of(
        "virtual_server 192.0.2.10 80 {\n  lb_algo rr\n  lb_kind DR\n  protocol TCP\n  real_server 198.51.100.1 80 {\n"
        "    HTTP_GET {\n      url {\n        path /health\n        status_code 200\n      }\n    }\n  }\n}\n");
    hakit_director* d = NULL;
    int32_t kind;
    int asked = 0;
    EXPECT_OK(hakit_director_new(c, NULL, &d, err));
    EXPECT_OK(hakit_director_start(d, 0, err));
    while (hakit_director_next(d) != HAKIT_ACTION_NONE) continue;
    EXPECT_OK(hakit_director_time(d, (int64_t)100 * second, err));
    while ((kind = hakit_director_next(d)) != HAKIT_ACTION_NONE) {
        if (kind != HAKIT_ACTION_START_CHECK) continue;
        ++asked;
        EXPECT(str_has(hakit_action_request(d), "GET /health HTTP/1.") && str_is(hakit_action_checker(d), "HTTP_GET"));
    }
    EXPECT(asked == 1);
    hakit_director_free(d);
    hakit_config_free(c);
}

static void misuse(void) {
    hakit_config* c = config_of(farm);
    hakit_config* ping = config_of(
        "virtual_server 192.0.2.10 80 {\n  lb_algo rr\n  lb_kind DR\n  protocol TCP\n  real_server 198.51.100.1 80 {\n"
        "    PING_CHECK {\n    }\n  }\n}\n");
    hakit_director_options o = HAKIT_DIRECTOR_OPTIONS_INIT;
    hakit_outcome outcome = HAKIT_OUTCOME_INIT;
    hakit_director* d = NULL;
    hakit_table* t = NULL;

    EXPECT_FAILS(HAKIT_E_UNSUPPORTED, hakit_director_new(ping, NULL, &d, err));
    o.flags = HAKIT_DIRECTOR_IGNORE_UNSUPPORTED;
    EXPECT_OK(hakit_director_new(ping, &o, &d, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_director_reload(d, NULL, 0, err));
    hakit_director_free(d);
    d = NULL;
    EXPECT_OK(hakit_director_new(c, NULL, &d, err));
    EXPECT_FAILS(HAKIT_E_UNSUPPORTED, hakit_director_reload(d, ping, 0, err));
    EXPECT_OK(hakit_table_memory(&t, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_director_perform(d, t, 0, err)); /* there is no action */
    outcome.failure = 99;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_director_outcome(d, 1, 1, &outcome, 0, err));
    outcome.failure = 0;
    EXPECT_OK(hakit_director_outcome(d, 77, 1, &outcome, 0, err)); /* unknown probes are ignored */
    outcome.struct_size = 1;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_director_outcome(d, 1, 1, &outcome, 0, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_director_start(NULL, 0, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_director_new(NULL, NULL, &d, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_table_memory(NULL, err));
    EXPECT(hakit_director_next(NULL) == HAKIT_ACTION_NONE && hakit_director_wake_at(NULL) == HAKIT_NEVER);
    EXPECT(hakit_action_probe(NULL) == 0 && hakit_action_attempt(d) == 0 && hakit_action_text(d).len == 0);
    EXPECT(hakit_action_argument(d, 3).len == 0 && hakit_action_deadline(d) == HAKIT_NEVER);
    EXPECT(hakit_action_port(NULL) == 0 && hakit_action_checker(NULL).len == 0 && hakit_action_address(NULL).len == 0);
    EXPECT(hakit_action_json(NULL).len == 0 && hakit_action_request(NULL).len == 0);
    hakit_table_free(t);
    hakit_table_free(NULL);
    hakit_director_free(d);
    hakit_director_free(NULL);
    hakit_config_free(c);
    hakit_config_free(ping);
}

void test_director(void) {
    a_server_goes();
    what_a_check_asks();
    misuse();
}
