#include "expect.h"

/* NULL where a handle or an output belongs: a status, never a crash. */
static void null_arguments(void) {
    hakit_doc* doc = NULL;
    hakit_diags* diags = NULL;
    hakit_buf* buf = NULL;
    hakit_workspace* w = NULL;
    uint32_t n = 0;
    const int32_t format = HAKIT_FORMAT_KEEPALIVED;

    EXPECT_OK(hakit_doc_parse(format, "x", "a\n", 2, NULL, &doc, err));
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_parse(format, NULL, "a", 1, NULL, &doc, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_parse(format, "x", NULL, 1, NULL, &doc, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_parse(format, "x", "a", 1, NULL, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_parse(999, "x", "a", 1, NULL, &doc, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_copy(NULL, &doc, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_diags(NULL, &diags, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_diags(doc, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_find(doc, NULL, &n, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_find(NULL, "a", &n, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_path(NULL, 0, &buf, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_diags_render(NULL, HAKIT_RENDER_TEXT, NULL, &buf, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_workspace_new(NULL, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_workspace_add(NULL, "x", "", 0, &n, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_workspace_add(w, "x", "", 0, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_workspace_add(w, NULL, "", 0, &n, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_workspace_open(w, NULL, &n, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_workspace_parse(NULL, format, 0, &doc, err));
    EXPECT(hakit_workspace_count(w) == 0);
    EXPECT(hakit_sink_put(NULL, "x", 1) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_doc_parse(format, NULL, "a", 1, NULL, &doc, NULL) == HAKIT_E_INVALID_ARGUMENT); /* err is optional */
    hakit_doc_free(doc);
    hakit_workspace_free(w);
}

static void null_handles(void) {
    uint32_t line = 9, column = 9;
    hakit_doc_position(NULL, 0, &line, &column);
    EXPECT(line == 0 && column == 0);
    EXPECT(hakit_doc_text(NULL).data != NULL && hakit_doc_text(NULL).len == 0 && hakit_doc_name(NULL).len == 0);
    EXPECT(hakit_doc_token_count(NULL) == 0 && hakit_doc_token_kind(NULL, 0) == -1);
    EXPECT(hakit_doc_node_count(NULL) == 0 && hakit_doc_node_kind(NULL, 0) == -1);
    EXPECT(hakit_doc_node_parent(NULL, 0) == HAKIT_NONE && hakit_doc_node_child(NULL, 0) == HAKIT_NONE);
    EXPECT(hakit_doc_node_next(NULL, 0) == HAKIT_NONE && hakit_doc_node_has_block(NULL, 0) == 0);
    EXPECT(hakit_doc_node_word(NULL, 0, 0).len == 0 && hakit_doc_node_word_count(NULL, 0) == 0);
    EXPECT(hakit_doc_line_count(NULL) == 0 && hakit_doc_needs_expansion(NULL) == 0);
    EXPECT(hakit_diags_count(NULL) == 0 && hakit_diags_left_out(NULL) == 0 && hakit_diag_code(NULL, 0).len == 0);
    EXPECT(hakit_workspace_count(NULL) == 0 && hakit_workspace_name(NULL, 0).len == 0);
    EXPECT(hakit_workspace_text(NULL, 0).len == 0);
    EXPECT(hakit_buf_len(NULL) == 0 && hakit_buf_data(NULL)[0] == 0);
    EXPECT(hakit_error_status(NULL) == HAKIT_OK && hakit_error_message(NULL)[0] == 0);
    EXPECT(hakit_error_errno(NULL) == 0 && hakit_error_callback(NULL) == 0 && hakit_error_diags(NULL) == NULL);
    hakit_doc_free(NULL);
    hakit_diags_free(NULL);
    hakit_workspace_free(NULL);
    hakit_buf_free(NULL);
    hakit_error_free(NULL);
}

/* A newer program with a longer struct works as long as the library knows the beginning. */
static void options_of_another_version(void) {
    struct {
        hakit_limits known;
        uint32_t unknown[4];
    } newer = {HAKIT_LIMITS_INIT, {1, 2, 3, 4}};
    hakit_doc* doc = NULL;
    newer.known.struct_size = sizeof newer;
    EXPECT_OK(hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "x", "a\n", 2, &newer.known, &doc, err));
    hakit_doc_free(doc);
    newer.known.struct_size = sizeof newer.known - 1;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT,
                 hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "x", "a\n", 2, &newer.known, &doc, err));
}

/* The length is believed before the bytes are looked at. */
static void too_much_text(void) {
    hakit_doc* doc = NULL;
    EXPECT_FAILS(HAKIT_E_LIMIT, hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "x", "a", (size_t)256 << 20, NULL, &doc, err));
    EXPECT(doc == NULL);
}

void test_misuse(void) {
    null_arguments();
    null_handles();
    options_of_another_version();
    too_much_text();
}
