#include "expect.h"

static void formats(void) {
    hakit_workspace* w = NULL;
    hakit_diags* d = NULL;
    uint32_t file = 0;
    size_t i;
    for (i = 0; i < hakit_format_count(); ++i)
        EXPECT(hakit_format_at(i) != HAKIT_FORMAT_GUESS && hakit_format_name(hakit_format_at(i)).len > 0);
    EXPECT(i > 0 && hakit_format_at(i) == HAKIT_FORMAT_GUESS && hakit_format_name(0).len == 0);
    EXPECT(str_is(hakit_format_name(HAKIT_FORMAT_KEEPALIVED), "keepalived"));
    EXPECT(hakit_format_guess("a.conf", "vrrp_instance VI_1 {\n}\n", HAKIT_ZT) == HAKIT_FORMAT_KEEPALIVED);
    EXPECT(hakit_format_guess("/etc/keepalived/keepalived.conf", NULL, 0) == HAKIT_FORMAT_KEEPALIVED);
    EXPECT(hakit_format_guess("a.conf", "no\n", HAKIT_ZT) == HAKIT_FORMAT_GUESS);
    EXPECT(hakit_format_guess(NULL, "no\n", HAKIT_ZT) == HAKIT_FORMAT_GUESS);

    /* A file that looks like nothing has to be named. */
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "a.conf", "no\n", HAKIT_ZT, &file, err));
    EXPECT_FAILS(HAKIT_E_UNSUPPORTED, hakit_check(w, file, NULL, &d, err));
    hakit_workspace_free(w);
}

static void keywords(void) {
    hakit_keywords* k = NULL;
    size_t i, priority = 0, secrets = 0;

    EXPECT_OK(hakit_keywords_new(HAKIT_FORMAT_KEEPALIVED, &k, err));
    EXPECT(hakit_keywords_count(k) > 400);
    for (i = 0; i < hakit_keywords_count(k); ++i) {
        EXPECT(hakit_keyword_path(k, i).len > 0);
        EXPECT(hakit_keyword_default(k, i).data != NULL && hakit_keyword_deprecated(k, i).data != NULL);
        if (hakit_keyword_flags(k, i) & HAKIT_KEYWORD_SECRET) ++secrets;
        if (!str_is(hakit_keyword_path(k, i), "vrrp_instance/priority")) continue;
        ++priority;
        EXPECT(hakit_keyword_help(k, i).len > 0 && str_has(hakit_keyword_values(k, i), "255"));
        EXPECT(hakit_keyword_since(k, i).len == 0);
        EXPECT((hakit_keyword_flags(k, i) & (HAKIT_KEYWORD_BLOCK | HAKIT_KEYWORD_REPEATABLE)) == 0);
    }
    EXPECT(priority == 1 && secrets > 0);
    EXPECT(hakit_keyword_path(k, i).len == 0 && hakit_keyword_since(k, i).len == 0 && hakit_keyword_flags(k, i) == 0);
    EXPECT(hakit_keyword_values(k, i).len == 0 && hakit_keyword_help(k, i).len == 0);
    hakit_keywords_free(k);
    EXPECT(hakit_keywords_count(NULL) == 0);
    hakit_keywords_free(NULL);
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_keywords_new(99, &k, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_keywords_new(HAKIT_FORMAT_KEEPALIVED, NULL, err));
}

static void json_schema(void) {
    hakit_buf* b = NULL;
    EXPECT_OK(hakit_schema_json(HAKIT_FORMAT_KEEPALIVED, &b, err));
    EXPECT(buf_has(b, "\"$schema\"") && buf_has(b, "\"vrrp_instance\""));
    hakit_buf_free(b);
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_schema_json(99, &b, err));
}

void test_schema(void) {
    formats();
    keywords();
    json_schema();
}
