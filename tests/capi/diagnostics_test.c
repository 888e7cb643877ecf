#include "expect.h"

static hakit_diags* diags_of(const char* text) {
    hakit_doc* doc = NULL;
    hakit_diags* d = NULL;
    EXPECT_OK(hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "test.conf", text, HAKIT_ZT, NULL, &doc, err));
    EXPECT_OK(hakit_doc_diags(doc, &d, err));
    hakit_doc_free(doc); /* the list keeps what it needs */
    return d;
}

static void one_finding(void) {
    hakit_diags* d = diags_of("\nvrrp_instance a {\n  priority 1\n");
    EXPECT(hakit_diags_count(d) == 1 && hakit_diags_left_out(d) == 0);
    EXPECT(hakit_diags_count_of(d, HAKIT_SEVERITY_ERROR) + hakit_diags_count_of(d, HAKIT_SEVERITY_WARNING) +
               hakit_diags_count_of(d, HAKIT_SEVERITY_HINT) ==
           1);
    EXPECT(hakit_diags_count_of(d, 77) == 0);
    EXPECT(hakit_diag_code(d, 0).len == 6 && memcmp(hakit_diag_code(d, 0).data, "KA", 2) == 0);
    EXPECT(hakit_diag_title(d, 0).len > 0 && hakit_diag_help(d, 0).len > 0 && hakit_diag_message(d, 0).len > 0);
    EXPECT(hakit_diag_severity(d, 0) >= HAKIT_SEVERITY_ERROR && hakit_diag_severity(d, 0) <= HAKIT_SEVERITY_HINT);
    EXPECT(hakit_diag_file(d, 0) == 0 && str_is(hakit_diag_file_name(d, 0), "test.conf"));
    EXPECT(hakit_diag_line(d, 0) >= 2 && hakit_diag_column(d, 0) >= 1);
    EXPECT(hakit_diag_end_line(d, 0) >= hakit_diag_line(d, 0) && hakit_diag_end_column(d, 0) >= 1);
    EXPECT(hakit_diag_span(d, 0).begin >= 1);

    EXPECT(hakit_diag_code(d, 1).len == 0 && hakit_diag_severity(d, 1) == -1 && hakit_diag_line(d, 1) == 0);
    EXPECT(hakit_diag_note_file(d, 0, 99) == HAKIT_NONE && hakit_diag_fix(d, 1) == HAKIT_FIX_NONE);
    hakit_diags_free(d);
}

static void notes_and_fixes(void) {
    hakit_diags* d = diags_of("a {\n b {\n  c\n }\n");
    size_t i, n;
    for (i = 0; i < hakit_diags_count(d); ++i) {
        for (n = 0; n < hakit_diag_note_count(d, i); ++n) {
            EXPECT(hakit_diag_note_message(d, i, n).len > 0);
            EXPECT((hakit_diag_note_file(d, i, n) == HAKIT_NONE) == (hakit_diag_note_line(d, i, n) == 0));
            EXPECT(hakit_diag_note_span(d, i, n).end <= 17);
        }
        EXPECT((hakit_diag_fix(d, i) != HAKIT_FIX_NONE) == (hakit_diag_fix_title(d, i).len > 0));
        for (n = 0; n < hakit_diag_fix_edit_count(d, i); ++n) {
            EXPECT(hakit_diag_fix_edit_span(d, i, n).end <= 17);
            EXPECT(hakit_diag_fix_edit_text(d, i, n).data != NULL);
        }
        EXPECT(hakit_diag_fix_edit_text(d, i, 1000).len == 0);
    }
    EXPECT(i > 0);
    hakit_diags_free(d);
}

static void three_ways_to_show(void) {
    hakit_diags* d = diags_of("vrrp_instance a {\n");
    hakit_render_options o = HAKIT_RENDER_OPTIONS_INIT;
    hakit_buf* b = NULL;

    EXPECT_OK(hakit_diags_render(d, HAKIT_RENDER_TEXT, NULL, &b, err));
    EXPECT(buf_has(b, "test.conf:1:") && buf_has(b, "vrrp_instance a {") && !buf_has(b, "\x1b["));
    hakit_buf_free(b);
    o.flags = HAKIT_RENDER_COLOUR | HAKIT_RENDER_NO_SOURCE;
    EXPECT_OK(hakit_diags_render(d, HAKIT_RENDER_TEXT, &o, &b, err));
    EXPECT(buf_has(b, "\x1b[") && !buf_has(b, "vrrp_instance a {"));
    hakit_buf_free(b);
    EXPECT_OK(hakit_diags_render(d, HAKIT_RENDER_JSON, NULL, &b, err));
    EXPECT(buf_has(b, "\"schema\"") && buf_has(b, "hakit-diagnostics-1"));
    hakit_buf_free(b);
    EXPECT_OK(hakit_diags_render(d, HAKIT_RENDER_SARIF, NULL, &b, err));
    EXPECT(buf_has(b, "2.1.0"));
    hakit_buf_free(b);
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_diags_render(d, 17, NULL, &b, err));
    o.struct_size = 2;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_diags_render(d, HAKIT_RENDER_TEXT, &o, &b, err));
    hakit_diags_free(d);
}

static void limit_of_a_file(void) {
    hakit_limits few = HAKIT_LIMITS_INIT;
    hakit_doc* doc = NULL;
    hakit_diags* d = NULL;
    few.diagnostics_per_file = 2;
    EXPECT_OK(hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "x", "}\n}\n}\n}\n}\n", HAKIT_ZT, &few, &doc, err));
    EXPECT_OK(hakit_doc_diags(doc, &d, err));
    EXPECT(hakit_diags_count(d) == 2 && hakit_diags_left_out(d) == 3);
    EXPECT(hakit_diags_left_out_of(d, HAKIT_SEVERITY_ERROR) + hakit_diags_left_out_of(d, HAKIT_SEVERITY_WARNING) +
               hakit_diags_left_out_of(d, HAKIT_SEVERITY_HINT) ==
           3);
    EXPECT(hakit_diags_left_out_of(d, hakit_diag_severity(d, 0)) == 3);
    EXPECT(hakit_diags_left_out_of(d, 9) == 0 && hakit_diags_left_out_of(NULL, HAKIT_SEVERITY_ERROR) == 0);
    hakit_diags_free(d);
    hakit_doc_free(doc);
}

void test_diagnostics(void) {
    one_finding();
    notes_and_fixes();
    three_ways_to_show();
    limit_of_a_file();
}
