#include "expect.h"

static hakit_config* config_of(const char* text) {
    hakit_workspace* w = NULL;
    hakit_config* c = NULL;
    uint32_t file = 0;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "x.conf", text, HAKIT_ZT, &file, err));
    EXPECT_OK(hakit_config_read(w, file, NULL, &c, NULL, err));
    hakit_workspace_free(w);
    return c;
}

static void there_and_back(void) {
    hakit_config* c = config_of(sample);
    hakit_config* again = NULL;
    hakit_buf* json = NULL;
    hakit_buf* text = NULL;

    EXPECT_OK(hakit_config_json(c, 0, &json, err));
    EXPECT(buf_has(json, "\"hakit-keepalived-1\"") && buf_has(json, "\"priority\": 100"));
    EXPECT_OK(hakit_config_from_json(HAKIT_FORMAT_KEEPALIVED, hakit_buf_data(json), hakit_buf_len(json), &again, err));
    EXPECT(hakit_config_equal(c, again) == 1);
    hakit_config_free(again);
    hakit_buf_free(json);

    EXPECT_OK(hakit_config_emit(c, 0, &text, err));
    again = config_of(hakit_buf_data(text));
    EXPECT(hakit_config_equal(c, again) == 1);
    hakit_config_free(again);
    hakit_buf_free(text);
    hakit_config_free(c);
}

static void bad_json(void) {
    static const char* const texts[] = {"", "{", "\xff\xfe", "{\"schema\": \"\xff\"}"};
    hakit_config* c = NULL;
    size_t i;
    for (i = 0; i < sizeof texts / sizeof *texts; ++i)
        EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_config_from_json(HAKIT_FORMAT_KEEPALIVED, texts[i], HAKIT_ZT, &c, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT,
                 hakit_config_from_json(HAKIT_FORMAT_KEEPALIVED, "{\"warp\": 9}", HAKIT_ZT, &c, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_config_from_json(99, "{}", HAKIT_ZT, &c, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_config_from_json(HAKIT_FORMAT_KEEPALIVED, NULL, HAKIT_ZT, &c, err));
    EXPECT(c == NULL);
}

static void secrets(void) {
    hakit_config* c = config_of(
        "vrrp_instance A {\n  interface eth0\n  virtual_router_id 1\n  priority 1\n"
        "  authentication {\n    auth_type PASS\n    auth_pass geheim\n  }\n}\n");
    hakit_config* again = NULL;
    hakit_buf* b = NULL;
    EXPECT_OK(hakit_config_json(c, 0, &b, err));
    EXPECT(!buf_has(b, "geheim"));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, /* what was hidden cannot be read back */
                 hakit_config_from_json(HAKIT_FORMAT_KEEPALIVED, hakit_buf_data(b), hakit_buf_len(b), &again, err));
    hakit_buf_free(b);
    EXPECT_OK(hakit_config_json(c, HAKIT_SHOW_SECRETS, &b, err));
    EXPECT(buf_has(b, "\"geheim\""));
    hakit_buf_free(b);
    EXPECT_OK(hakit_config_emit(c, 0, &b, err));
    EXPECT(!buf_has(b, "geheim"));
    hakit_buf_free(b);
    EXPECT_OK(hakit_config_emit(c, HAKIT_SHOW_SECRETS, &b, err));
    EXPECT(buf_has(b, "auth_pass geheim\n"));
    hakit_buf_free(b);
    hakit_config_free(c);
}

static void differences(void) {
    hakit_config* a = config_of("vrrp_instance A {\n  priority 100\n}\n");
    hakit_config* b = config_of("vrrp_instance A {\n  priority 150\n}\n");
    hakit_buf* out = NULL;
    EXPECT_OK(hakit_config_diff(a, b, HAKIT_RENDER_JSON, 0, &out, err));
    EXPECT(buf_has(out, "\"before\": \"100\"") && buf_has(out, "\"after\": \"150\"") && buf_has(out, "\"effect\""));
    hakit_buf_free(out);
    EXPECT_OK(hakit_config_diff(a, b, HAKIT_RENDER_TEXT, 0, &out, err));
    EXPECT(buf_has(out, "vrrp_instance[A].priority: 100 -> 150"));
    hakit_buf_free(out);
    EXPECT_OK(hakit_config_diff(a, a, HAKIT_RENDER_TEXT, 0, &out, err));
    EXPECT(buf_is(out, ""));
    hakit_buf_free(out);
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_config_diff(a, b, HAKIT_RENDER_SARIF, 0, &out, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_config_diff(a, NULL, HAKIT_RENDER_TEXT, 0, &out, err));
    EXPECT(hakit_config_equal(a, b) == 0 && hakit_config_equal(a, NULL) == 0);
    hakit_config_free(a);
    hakit_config_free(b);
    hakit_config_free(NULL);
}

static void findings_come_along(void) {
    hakit_workspace* w = NULL;
    hakit_config* c = NULL;
    hakit_diags* d = NULL;
    uint32_t file = 0;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "keepalived.conf", "warp 9\n", HAKIT_ZT, &file, err));
    EXPECT_OK(hakit_config_read(w, file, NULL, &c, &d, err));
    EXPECT(hakit_diags_count(d) == 1 && hakit_diag_line(d, 0) == 1);
    hakit_diags_free(d);
    hakit_config_free(c);
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_config_read(w, file, NULL, NULL, NULL, err));
    hakit_workspace_free(w);
}

static void a_cluster_as_text_and_as_xml(void) {
    hakit_config* text = config_of("primitive a ocf:heartbeat:Dummy params x=1\n");
    hakit_config* xml = NULL;
    hakit_config* again = NULL;
    hakit_buf* out = NULL;
    EXPECT(hakit_config_format(text) == HAKIT_FORMAT_CRM);
    EXPECT_OK(hakit_config_convert(text, HAKIT_FORMAT_CIB, &xml, err));
    EXPECT_OK(hakit_config_emit(xml, HAKIT_SHOW_SECRETS, &out, err));
    EXPECT(buf_has(out, "<nvpair name=\"x\" value=\"1\""));
    hakit_buf_free(out);
    EXPECT_OK(hakit_config_convert(xml, HAKIT_FORMAT_CRM, &again, err));
    EXPECT_OK(hakit_config_emit(again, HAKIT_SHOW_SECRETS, &out, err));
    EXPECT(buf_is(out, "primitive a ocf:heartbeat:Dummy \\\n\tparams x=1\n"));
    hakit_buf_free(out);
    hakit_config_free(again);
    EXPECT_FAILS(HAKIT_E_UNSUPPORTED, hakit_config_convert(xml, HAKIT_FORMAT_KEEPALIVED, &again, err));
    hakit_config_free(xml);
    hakit_config_free(text);
}

void test_config(void) {
    there_and_back();
    bad_json();
    secrets();
    differences();
    findings_come_along();
    a_cluster_as_text_and_as_xml();
}
