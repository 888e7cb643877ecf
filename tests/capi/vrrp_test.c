#include "expect.h"

/* VRRP packets, explained. */

static const char* const advert =
    "01005e000012020000000002080045c0002c00010000ff70d03f0a4d0002e0000012213364020101d7b80a4d00"
    "640a4d006567616e7a53696368";

static void packets_are_explained(void) {
    hakit_vrrp_decode_options options = HAKIT_VRRP_DECODE_OPTIONS_INIT;
    hakit_buf* b = NULL;
    hakit_error* e = NULL;
    EXPECT_OK(hakit_vrrp_decode(advert, HAKIT_ZT, NULL, &b, err));
    EXPECT(buf_has(b, "\"hakit-vrrp-packets-1\"") && buf_has(b, "\"vrid\": 51") && buf_has(b, "\"problems\": []"));
    EXPECT(buf_has(b, "\"password_hex\": null"));
    hakit_buf_free(b);

    options.flags = HAKIT_VRRP_DECODE_SECRETS;
    options.secret = "other";
    options.secret_len = HAKIT_ZT;
    EXPECT_OK(hakit_vrrp_decode(advert, HAKIT_ZT, &options, &b, err));
    EXPECT(buf_has(b, "\"auth_password\"") && buf_has(b, "\"password_hex\": \"67616e7a53696368\""));
    hakit_buf_free(b);

    options.flags = HAKIT_VRRP_DECODE_PACKET;
    EXPECT_OK(hakit_vrrp_decode("\x45", 1, &options, &b, err));
    EXPECT(buf_has(b, "\"not_vrrp\""));
    hakit_buf_free(b);

    EXPECT(hakit_vrrp_decode("neither", HAKIT_ZT, NULL, &b, &e) == HAKIT_E_SYNTAX);
    hakit_error_free(e);
    EXPECT(hakit_vrrp_decode(NULL, 3, NULL, &b, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_vrrp_decode(advert, HAKIT_ZT, NULL, NULL, NULL) == HAKIT_E_INVALID_ARGUMENT);
}

static hakit_config* configuration(const char* text) {
    hakit_workspace* w = NULL;
    hakit_config* c = NULL;
    uint32_t file = 0;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "k.conf", text, HAKIT_ZT, &file, err));
    EXPECT_OK(hakit_config_read(w, file, NULL, &c, NULL, err));
    hakit_workspace_free(w);
    return c;
}

static hakit_config* routers(const char* priority) {
    char text[256];
    snprintf(text, sizeof text,
             "vrrp_instance V {\n interface eth0\n virtual_router_id 51\n version 3\n priority %s\n"
             " mcast_src_ip 10.0.0.1\n virtual_ipaddress {\n 10.0.0.100/24\n }\n}\n",
             priority);
    return configuration(text);
}

/* Takes all actions, and counts those of a kind. */
static int count(hakit_vrrp* v, int32_t wanted) {
    int found = 0;
    int32_t kind;
    while ((kind = hakit_vrrp_next(v)) != HAKIT_VRRP_NONE) {
        if (kind != wanted) continue;
        ++found;
        if (kind == HAKIT_VRRP_SEND) EXPECT(hakit_vrrp_action_packet(v).len == 32);
        if (kind == HAKIT_VRRP_ADD_ADDRESS) {
            EXPECT(str_is(hakit_vrrp_action_address(v), "10.0.0.100/24"));
            EXPECT(str_is(hakit_vrrp_action_interface(v), "eth0"));
            EXPECT(str_is(hakit_vrrp_action_router(v), "V"));
        }
    }
    return found;
}

static void a_router_is_driven(void) {
    const int64_t second = 1000000000;
    const uint8_t mac[6] = {2, 0, 0, 0, 0, 1};
    hakit_config* c = routers("100");
    hakit_config* higher = routers("120");
    hakit_vrrp* v = NULL;
    hakit_buf* b = NULL;
    EXPECT_OK(hakit_vrrp_new(c, 0, &v, err));
    EXPECT_OK(hakit_vrrp_start(v, 0, err));
    EXPECT(count(v, HAKIT_VRRP_SEND) == 0);
    EXPECT(hakit_vrrp_wake_at(v) == 3609375000);
    EXPECT_OK(hakit_vrrp_time(v, 4 * second, err));
    EXPECT(count(v, HAKIT_VRRP_ADD_ADDRESS) == 1);
    EXPECT_OK(hakit_vrrp_time(v, 5 * second, err));
    EXPECT(count(v, HAKIT_VRRP_SEND) == 1);
    EXPECT_OK(hakit_vrrp_reload(v, higher, 5 * second, err));
    EXPECT_OK(hakit_vrrp_json(v, 5 * second, &b, err));
    EXPECT(buf_has(b, "\"state\": \"master\"") && buf_has(b, "\"priority\": 120"));
    hakit_buf_free(b);
    EXPECT_OK(hakit_vrrp_packet(v, "eth0", "junk", 4, 5 * second, err));
    EXPECT(count(v, HAKIT_VRRP_REMOVE_ADDRESS) == 0);
    EXPECT_OK(hakit_vrrp_interface(v, "eth0", 0, 5 * second, err));
    EXPECT(count(v, HAKIT_VRRP_REMOVE_ADDRESS) == 1);
    EXPECT_OK(hakit_vrrp_shutdown(v, 6 * second, err));
    EXPECT(hakit_vrrp_wake_at(v) == HAKIT_NEVER);
    EXPECT(hakit_vrrp_tracker(v, 99, "x", 1, 0, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_vrrp_source(v, "eth0", "nonsense", 1, 0, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_vrrp_start(NULL, 0, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT_OK(hakit_vrrp_announcement(mac, "10.0.0.100", &b, err));
    EXPECT(hakit_buf_len(b) == 42);
    hakit_buf_free(b);
    hakit_vrrp_free(v);
    hakit_config_free(c);
    hakit_config_free(higher);
}

static int events = 0;
static int stop_at_event = 0;

static void on_event(hakit_str line, hakit_str json, void* user) {
    events += line.len != 0 && json.len != 0 && json.data[0] == '{';
    if (stop_at_event) hakit_vrrp_runner_stop(*(hakit_vrrp_runner**)user, NULL);
}

/* Without routers a runner needs no privilege; tests/interop/vrrp has those with some. */
static void a_runner_starts_and_stops(void) {
    hakit_vrrp_runner_options options = HAKIT_VRRP_RUNNER_OPTIONS_INIT;
    hakit_config* none = configuration("global_defs {\n}\n");
    hakit_config* unsupported =
        configuration("vrrp_instance V {\n interface eth0\n virtual_router_id 1\n use_ipvlan\n}\n");
    hakit_vrrp_runner* r = NULL;
    hakit_buf* b = NULL;
    int32_t stopped = 7;
    options.on_event = on_event;
    options.user = &r;
    EXPECT_OK(hakit_vrrp_runner_new(&options, &r, err));
    EXPECT(hakit_vrrp_runner_run(r, 0, &stopped, NULL) == HAKIT_E_REFUSED && stopped == 7);
    EXPECT(hakit_vrrp_runner_reload(r, none, NULL) == HAKIT_E_REFUSED);
    EXPECT(hakit_vrrp_runner_start(r, unsupported, NULL) == HAKIT_E_UNSUPPORTED);
    EXPECT_OK(hakit_vrrp_runner_start(r, none, err));
    EXPECT(hakit_vrrp_runner_start(r, none, NULL) == HAKIT_E_EXISTS);
    EXPECT_OK(hakit_vrrp_runner_json(r, &b, err));
    EXPECT(buf_has(b, "\"hakit-vrrp-state-1\""));
    hakit_buf_free(b);
    EXPECT_OK(hakit_vrrp_runner_run(r, 0, &stopped, err));
    EXPECT(stopped == 0);
    EXPECT_OK(hakit_vrrp_runner_run(r, 1000, NULL, err));
    stop_at_event = 1;
    events = 0;
    EXPECT_OK(hakit_vrrp_runner_reload(r, none, err));
    EXPECT(events > 0); /* the reload is told, and the callback stops */
    EXPECT_OK(hakit_vrrp_runner_run(r, HAKIT_NEVER, &stopped, err));
    EXPECT(stopped == 1);
    EXPECT(hakit_vrrp_runner_reload(r, none, NULL) == HAKIT_E_REFUSED);
    EXPECT(hakit_vrrp_runner_stop(NULL, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_vrrp_runner_new(NULL, NULL, NULL) == HAKIT_E_INVALID_ARGUMENT);
    hakit_vrrp_runner_free(r);
    hakit_vrrp_runner_free(NULL);
    hakit_config_free(none);
    hakit_config_free(unsupported);
}

static void on_watch_event(hakit_str line, hakit_str json, void* user) {
    events += line.len != 0 && json.len != 0 && json.data[0] == '{';
    hakit_vrrp_watch_stop(*(hakit_vrrp_watch**)user, NULL);
}

/* On the loopback interface, where nobody advertises; tests/interop/vrrp has masters to see. */
static void a_segment_is_watched(void) {
    const char* nowhere[] = {"hakit-none", NULL};
    const char* here[] = {"lo", NULL};
    hakit_vrrp_watch* w = NULL;
    hakit_buf* b = NULL;
    int32_t stopped = 7;
    hakit_status status = hakit_vrrp_watch_new(nowhere, NULL, NULL, &w, NULL);
    EXPECT(hakit_vrrp_watch_new(here, NULL, NULL, NULL, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_vrrp_watch_run(NULL, 0, NULL, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_vrrp_watch_stop(NULL, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_vrrp_watch_json(NULL, &b, NULL) == HAKIT_E_INVALID_ARGUMENT);
    hakit_vrrp_watch_free(NULL);
    if (status == HAKIT_E_SYSTEM) return; /* without CAP_NET_RAW */
    EXPECT(status == HAKIT_E_NOT_FOUND);
    EXPECT_OK(hakit_vrrp_watch_new(here, on_watch_event, &w, &w, err));
    EXPECT_OK(hakit_vrrp_watch_run(w, 0, &stopped, err));
    EXPECT(stopped == 0);
    EXPECT_OK(hakit_vrrp_watch_run(w, 1000000, &stopped, err));
    EXPECT(stopped == 0);
    EXPECT_OK(hakit_vrrp_watch_json(w, &b, err));
    EXPECT(buf_has(b, "\"hakit-vrrp-watch-1\""));
    hakit_buf_free(b);
    EXPECT_OK(hakit_vrrp_watch_stop(w, err));
    EXPECT_OK(hakit_vrrp_watch_run(w, HAKIT_NEVER, &stopped, err));
    EXPECT(stopped == 1);
    hakit_vrrp_watch_free(w);
}

void test_vrrp(void) {
    a_segment_is_watched();
    packets_are_explained();
    a_router_is_driven();
    a_runner_starts_and_stops();
}
