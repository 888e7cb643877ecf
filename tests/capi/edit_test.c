#include "expect.h"

static hakit_workspace* workspace_of(const char* text) {
    hakit_workspace* w = NULL;
    uint32_t file = 99;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "x.conf", text, HAKIT_ZT, &file, err));
    return w;
}

/* The text with its one `from` replaced by `to`. */
static const char* replaced(const char* text, const char* from, const char* to) {
    static char out[4096];
    const char* at = strstr(text, from);
    EXPECT(at != NULL && strlen(text) + strlen(to) < sizeof out);
    if (at == NULL) return text;
    sprintf(out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}

static void one_value(void) {
    hakit_workspace* w = workspace_of(sample);
    hakit_buf* b = NULL;
    hakit_buf* diff = NULL;

    EXPECT_OK(hakit_get(w, 0, HAKIT_FORMAT_GUESS, "vrrp_instance[VI_1].priority", 0, &b, err));
    EXPECT(buf_is(b, "100"));
    hakit_buf_free(b);
    EXPECT_OK(hakit_set(w, 0, "vrrp_instance[VI_1].priority", "150", NULL, &b, err));
    EXPECT(buf_is(b, replaced(sample, "priority 100", "priority 150")));
    EXPECT_OK(hakit_text_diff("a", sample, HAKIT_ZT, "b", hakit_buf_data(b), hakit_buf_len(b), &diff, err));
    EXPECT(buf_has(diff, "--- a\n+++ b\n") && buf_has(diff, "\n-    priority 100\n+    priority 150\n"));
    hakit_buf_free(diff);
    hakit_buf_free(b);
    EXPECT(str_is(hakit_workspace_text(w, 0), sample)); /* the workspace keeps the old text */

    EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_set(w, 0, "a[", "1", NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_set(w, 0, "vrrp_instance[VI_9].priority", "1", NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_set(w, 0, "vrrp_instance[VI_1].priority", "1\n2", NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_set(w, 0, "vrrp_instance[VI_1].priority", NULL, NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_set(w, 0, NULL, "1", NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_set(w, 7, "a", "1", NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_get(w, 0, HAKIT_FORMAT_GUESS, "vrrp_instance[VI_1].nopreempt", 0, &b, err));
    hakit_workspace_free(w);
}

static void statements(void) {
    hakit_workspace* w = workspace_of(sample);
    hakit_buf* b = NULL;
    EXPECT_OK(hakit_insert(w, 0, "vrrp_instance[VI_1]", "garp_master_delay 5", NULL, &b, err));
    EXPECT(buf_has(b, "\n    garp_master_delay 5\n}\n"));
    hakit_buf_free(b);
    EXPECT_OK(hakit_remove(w, 0, "vrrp_instance[VI_1].advert_int", NULL, &b, err));
    EXPECT(buf_is(b, replaced(sample, "    advert_int 1\n", "")));
    hakit_buf_free(b);
    EXPECT_OK(hakit_comment_out(w, 0, "vrrp_instance[VI_1].advert_int", NULL, &b, err));
    EXPECT(buf_is(b, replaced(sample, "    advert_int 1\n", "    # advert_int 1\n")));
    hakit_buf_free(b);
    hakit_workspace_free(w);
}

static void a_change_for_the_worse(void) {
    hakit_workspace* w = workspace_of(sample);
    hakit_edit_options force = HAKIT_EDIT_OPTIONS_INIT;
    hakit_error* e = NULL;
    hakit_buf* b = NULL;

    EXPECT(hakit_set(w, 0, "vrrp_instance[VI_1].virtual_router_id", "700", NULL, &b, &e) == HAKIT_E_REFUSED);
    EXPECT(b == NULL && hakit_error_status(e) == HAKIT_E_REFUSED);
    EXPECT(hakit_diags_count_of(hakit_error_diags(e), HAKIT_SEVERITY_ERROR) > 0);
    EXPECT(str_is(hakit_diag_file_name(hakit_error_diags(e), 0), "x.conf"));
    hakit_error_free(e);
    EXPECT(hakit_workspace_count(w) == 1);
    force.flags = HAKIT_EDIT_FORCE;
    EXPECT_OK(hakit_set(w, 0, "vrrp_instance[VI_1].virtual_router_id", "700", &force, &b, err));
    EXPECT(buf_has(b, "virtual_router_id 700\n"));
    hakit_buf_free(b);
    hakit_workspace_free(w);
}

static void secrets(void) {
    hakit_workspace* w = workspace_of("vrrp_instance A {\n  authentication {\n    auth_pass geheim\n  }\n}\n");
    hakit_buf* b = NULL;
    EXPECT_OK(hakit_get(w, 0, HAKIT_FORMAT_GUESS, "vrrp_instance.authentication.auth_pass", 0, &b, err));
    EXPECT(!buf_has(b, "geheim"));
    hakit_buf_free(b);
    EXPECT_OK(
        hakit_get(w, 0, HAKIT_FORMAT_GUESS, "vrrp_instance.authentication.auth_pass", HAKIT_SHOW_SECRETS, &b, err));
    EXPECT(buf_is(b, "geheim"));
    hakit_buf_free(b);
    hakit_workspace_free(w);
}

static void fixes(void) {
    hakit_workspace* w = workspace_of(sample);
    hakit_fixes* f = NULL;
    EXPECT_OK(hakit_fix(w, 0, NULL, &f, err));
    EXPECT(hakit_fixes_count(f) == 0 && hakit_fixes_applied(f) == 0);
    EXPECT(hakit_fixes_file(f, 0) == HAKIT_NONE && hakit_fixes_text(f, 0).len == 0);
    hakit_fixes_free(f);
    hakit_workspace_free(w);

    w = workspace_of(
        "virtual_server 192.0.2.1 80 {\n  lb_algo rr\n  lb_kind DR\n  protocol TCP\n"
        "  real_server 198.51.100.1 80 {\n    HTTP_GET {\n      url {\n        path /\n        status_code 200\n      "
        "}\n"
        "      nb_get_retry 3\n    }\n  }\n}\n");
    EXPECT_OK(hakit_fix(w, 0, NULL, &f, err));
    EXPECT(hakit_fixes_count(f) == 1 && hakit_fixes_applied(f) == 1 && hakit_fixes_file(f, 0) == 0);
    EXPECT(str_has(hakit_fixes_text(f, 0), "      retry 3\n"));
    EXPECT(hakit_fixes_remaining(f) == 0);
    hakit_fixes_free(f);
    hakit_workspace_free(w);
}

static void canonical_layout(void) {
    hakit_doc* doc = NULL;
    hakit_buf* b = NULL;
    EXPECT_OK(hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "x", "global_defs\n{\nrouter_id   x # y\n}\n", HAKIT_ZT, NULL,
                              &doc, err));
    EXPECT_OK(hakit_format(doc, &b, err));
    EXPECT(buf_is(b, "global_defs {\n    router_id x  # y\n}\n") ||
           buf_is(b, "global_defs {\n    router_id x # y\n}\n"));
    hakit_buf_free(b);
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_format(NULL, &b, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_format(doc, NULL, err));
    hakit_doc_free(doc);
}

void test_edit(void) {
    one_value();
    statements();
    a_change_for_the_worse();
    secrets();
    fixes();
    canonical_layout();
    EXPECT(hakit_fixes_count(NULL) == 0 && hakit_fixes_applied(NULL) == 0 && hakit_fixes_remaining(NULL) == 0);
    hakit_fixes_free(NULL);
}
