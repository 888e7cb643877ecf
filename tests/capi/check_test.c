#include <stddef.h>

#include "expect.h"

#include <errno.h>

static uint32_t add(hakit_workspace* w, const char* name, const char* text) {
    uint32_t file = 0;
    EXPECT_OK(hakit_workspace_add(w, name, text, HAKIT_ZT, &file, err));
    return file;
}

static hakit_diags* check(hakit_workspace* w, uint32_t file, const hakit_read_options* o) {
    hakit_diags* d = NULL;
    EXPECT_OK(hakit_check(w, file, o, &d, err));
    return d;
}

static void a_clean_and_a_bad_file(void) {
    hakit_workspace* w = NULL;
    hakit_diags* d;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    d = check(w, add(w, "good.conf", sample), NULL);
    EXPECT(hakit_diags_count_of(d, HAKIT_SEVERITY_ERROR) == 0);
    hakit_diags_free(d);
    d = check(w, add(w, "bad.conf", "vrrp_instance VI_1 {\n  priorty 100\n}\n"), NULL);
    EXPECT(hakit_diags_count_of(d, HAKIT_SEVERITY_ERROR) > 0);
    EXPECT(str_is(hakit_diag_file_name(d, 0), "bad.conf") && hakit_diag_file(d, 0) == 1);
    hakit_workspace_free(w);
    EXPECT(hakit_diag_line(d, 0) >= 1); /* outlives its workspace */
    hakit_diags_free(d);
}

static int32_t read_included(const char* path, hakit_sink* sink, void* user) {
    int* stop = user;
    if (*stop != 0) return *stop;
    if (strcmp(path, "vi.conf") != 0) return ENOENT;
    return hakit_sink_put(sink, "vrrp_instance VI_1 {\n  priorty 100\n}\n", HAKIT_ZT) == HAKIT_OK ? 0 : ENOMEM;
}

static void included_files(void) {
    hakit_workspace_options o = HAKIT_WORKSPACE_OPTIONS_INIT;
    hakit_workspace* w = NULL;
    hakit_error* e = NULL;
    hakit_diags* d = NULL;
    uint32_t file;
    size_t i, found = 0;
    int stop = 0;

    o.read = read_included;
    o.user = &stop;
    EXPECT_OK(hakit_workspace_new(&o, &w, err));
    file = add(w, "top.conf", "include vi.conf\n");
    d = check(w, file, NULL);
    EXPECT(hakit_workspace_count(w) == 2);
    for (i = 0; i < hakit_diags_count(d); ++i)
        if (str_is(hakit_diag_file_name(d, i), "vi.conf") && hakit_diag_line(d, i) == 2) ++found;
    EXPECT(found > 0);
    hakit_diags_free(d);

    stop = -3;
    d = NULL;
    EXPECT(hakit_check(w, file, NULL, &d, &e) == HAKIT_E_CALLBACK);
    EXPECT(d == NULL && hakit_error_callback(e) == -3);
    hakit_error_free(e);
    hakit_workspace_free(w);
}

static void options(void) {
    static const char* const environment[] = {"ROUTER=lb7", NULL};
    static const char* const broken[] = {"ROUTER", NULL};
    hakit_read_options o = HAKIT_READ_OPTIONS_INIT;
    hakit_workspace* w = NULL;
    hakit_config* c = NULL;
    hakit_diags* d = NULL;
    hakit_buf* json = NULL;
    size_t before;
    uint32_t file;

    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    file = add(w, "x.conf", sample);
    d = check(w, file, NULL);
    before = hakit_diags_count(d);
    hakit_diags_free(d);
    o.facts = "{\"schema\": \"hakit-facts-1\", \"interfaces\": {\"lo\": {}}}"; /* eth0 is not there */
    d = check(w, file, &o);
    EXPECT(hakit_diags_count(d) > before);
    hakit_diags_free(d);
    o.facts = NULL;
    o.threads = HAKIT_THREADS_AUTO; /* the same for a small file */
    d = check(w, file, &o);
    EXPECT(hakit_diags_count(d) == before);
    hakit_diags_free(d);
    o.struct_size = offsetof(hakit_read_options, threads); /* of a program that was built before there were threads */
    d = check(w, file, &o);
    EXPECT(hakit_diags_count(d) == before);
    hakit_diags_free(d);
    --o.struct_size;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_check(w, file, &o, &d, err));
    o.struct_size = sizeof o;
    o.facts = "{";
    EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_check(w, file, &o, &d, err));
    o.facts = "\xff";
    EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_check(w, file, &o, &d, err));
    o.facts = NULL;
    o.target = "two";
    EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_check(w, file, &o, &d, err));
    o.target = "2.3";
    o.features = "VRRP,WARP";
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_check(w, file, &o, &d, err));
    o.features = "VRRP,LVS";
    o.environment = broken;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_check(w, file, &o, &d, err));
    o.environment = environment;
    o.config_id = "lb7";
    file = add(w, "y.conf", "global_defs {\n@lb7 router_id ${_ENV ROUTER}\n@^lb7 router_id other\n}\n");
    EXPECT_OK(hakit_config_read(w, file, &o, &c, NULL, err));
    EXPECT_OK(hakit_config_json(c, 0, &json, err));
    EXPECT(buf_has(json, "lb7") && !buf_has(json, "other"));
    hakit_buf_free(json);
    hakit_config_free(c);
    o.format = 99;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_check(w, file, &o, &d, err));
    o.struct_size = sizeof(size_t);
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_check(w, file, &o, &d, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_check(w, 99, NULL, &d, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_check(w, file, NULL, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_check(NULL, file, NULL, &d, err));
    hakit_workspace_free(w);
}

static void secrets_are_hidden(void) {
    hakit_workspace* w = NULL;
    hakit_render_options clear = HAKIT_RENDER_OPTIONS_INIT;
    hakit_buf* b = NULL;
    hakit_diags* d;
    int32_t how;
    size_t i;

    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    d = check(w,
              add(w, "x.conf",
                  "vrrp_instance VI_1 {\n  authentication {\n    auth_type PASS\n    auth_pass geheim123456\n  }\n}\n"),
              NULL);
    EXPECT(hakit_diags_count(d) > 0);
    for (how = HAKIT_RENDER_TEXT; how <= HAKIT_RENDER_SARIF; ++how) {
        EXPECT_OK(hakit_diags_render(d, how, NULL, &b, err));
        EXPECT(!buf_has(b, "geheim"));
        hakit_buf_free(b);
    }
    clear.flags = HAKIT_RENDER_SECRETS;
    EXPECT_OK(hakit_diags_render(d, HAKIT_RENDER_TEXT, &clear, &b, err));
    hakit_buf_free(b);
    hakit_diags_free(d);

    d = check(w, add(w, "y.conf", "SSL {\n  password $geheim\n}\n"), NULL); /* the message quotes the word */
    EXPECT(hakit_diags_count(d) > 0);
    for (i = 0; i < hakit_diags_count(d); ++i) EXPECT(!str_has(hakit_diag_message(d, i), "geheim"));
    hakit_diags_free(d);
    hakit_workspace_free(w);
}

/* keepalived takes no_accept; hakit does not carry it out. */
static void what_hakit_would_not_run(void) {
    const char* text =
        "vrrp_instance V {\n  interface eth0\n  virtual_router_id 51\n  priority 100\n  no_accept\n"
        "  virtual_ipaddress {\n    10.0.0.1/24\n  }\n}\n";
    hakit_workspace* w = NULL;
    hakit_diags* plain;
    hakit_diags* d = NULL;
    uint32_t i, found = 0;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    plain = check(w, add(w, "k.conf", text), NULL);
    EXPECT(hakit_diags_count_of(plain, HAKIT_SEVERITY_ERROR) == 0);
    EXPECT_OK(hakit_check_for_run(w, 0, NULL, &d, err));
    EXPECT(hakit_diags_count_of(d, HAKIT_SEVERITY_ERROR) == 1);
    for (i = 0; i < hakit_diags_count(d); ++i)
        if (str_is(hakit_diag_code(d, i), "HR0101")) found += hakit_diag_line(d, i) == 5;
    EXPECT(found == 1);
    hakit_diags_free(d);
    hakit_diags_free(plain);

    /* Of another format the same as hakit_check(). */
    plain = check(w, add(w, "sysctl.conf", "net.ipv4.ip_forward = 1\n"), NULL);
    EXPECT_OK(hakit_check_for_run(w, 1, NULL, &d, err));
    EXPECT(hakit_diags_count(d) == hakit_diags_count(plain));
    hakit_diags_free(d);
    hakit_diags_free(plain);
    EXPECT(hakit_check_for_run(w, 9, NULL, &d, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_check_for_run(w, 0, NULL, NULL, NULL) == HAKIT_E_INVALID_ARGUMENT);
    hakit_workspace_free(w);
}

void test_check(void) {
    what_hakit_would_not_run();
    a_clean_and_a_bad_file();
    included_files();
    options();
    secrets_are_hidden();
}
