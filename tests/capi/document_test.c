#include "expect.h"

static hakit_doc* parse(const char* text) {
    hakit_doc* doc = NULL;
    EXPECT_OK(hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "test.conf", text, HAKIT_ZT, NULL, &doc, err));
    return doc;
}

static void every_byte_is_kept(void) {
    static const char* const texts[] = {"", "}", "a {", "\"never closed\n", "x\r\ny\t{ z }", "\xff\xfe bad {\n}\n"};
    size_t i;
    for (i = 0; i < sizeof texts / sizeof *texts; ++i) {
        hakit_doc* doc = parse(texts[i]);
        uint32_t token, end = 0;
        EXPECT(str_is(hakit_doc_text(doc), texts[i]));
        EXPECT(str_is(hakit_doc_name(doc), "test.conf"));
        for (token = 0; token < hakit_doc_token_count(doc); ++token) {
            const hakit_span s = hakit_doc_token_span(doc, token);
            EXPECT(s.begin == end && s.end > s.begin);
            EXPECT(hakit_doc_token_kind(doc, token) >= HAKIT_TOKEN_BLANK);
            end = s.end;
        }
        EXPECT(end == strlen(texts[i]));
        hakit_doc_free(doc);
    }
}

static void nodes(void) {
    hakit_doc* doc = parse(sample);
    uint32_t node = hakit_doc_node_child(doc, 0);
    hakit_span s;

    EXPECT(hakit_doc_node_kind(doc, 0) == HAKIT_NODE_ROOT && hakit_doc_node_parent(doc, 0) == HAKIT_NONE);
    EXPECT(hakit_doc_node_kind(doc, node) == HAKIT_NODE_STATEMENT && hakit_doc_node_parent(doc, node) == 0);
    EXPECT(str_is(hakit_doc_node_word(doc, node, 0), "global_defs"));
    EXPECT(hakit_doc_node_has_block(doc, node) == 1);
    node = hakit_doc_node_next(doc, node);
    EXPECT(hakit_doc_node_word_count(doc, node) == 2);
    EXPECT(str_is(hakit_doc_node_word(doc, node, 1), "VI_1"));
    EXPECT(str_is(hakit_doc_node_word(doc, node, 2), ""));
    s = hakit_doc_node_word_span(doc, node, 1);
    EXPECT(s.end - s.begin == 4 && memcmp(sample + s.begin, "VI_1", 4) == 0);
    s = hakit_doc_node_span(doc, node);
    EXPECT(memcmp(sample + s.begin, "vrrp_instance", 13) == 0 && sample[s.end - 1] == '}');
    node = hakit_doc_node_next(doc, hakit_doc_node_next(doc, node));
    EXPECT(node == HAKIT_NONE);
    EXPECT(hakit_doc_node_kind(doc, hakit_doc_node_count(doc)) == -1);
    EXPECT(hakit_doc_needs_expansion(doc) == 0);
    hakit_doc_free(doc);

    doc = parse("$VIP=192.0.2.1\ninclude other.conf\n");
    EXPECT(hakit_doc_needs_expansion(doc) == 1);
    node = hakit_doc_node_child(doc, 0);
    EXPECT(hakit_doc_node_kind(doc, node) == HAKIT_NODE_DEFINITION);
    EXPECT(hakit_doc_node_kind(doc, hakit_doc_node_next(doc, node)) == HAKIT_NODE_INCLUDE);
    hakit_doc_free(doc);
}

static void lines(void) {
    hakit_doc* doc = parse("a\n\xc3\xa4 b\n");
    uint32_t line = 0, column = 0;
    hakit_span s;

    EXPECT(hakit_doc_line_count(doc) == 2);
    hakit_doc_position(doc, 5, &line, &column); /* "b", behind a letter of two bytes */
    EXPECT(line == 2 && column == 3);
    hakit_doc_position(doc, 0, NULL, &column);
    EXPECT(column == 1);
    s = hakit_doc_line(doc, 2);
    EXPECT(s.begin == 2 && s.end == 6);
    s = hakit_doc_line(doc, 3);
    EXPECT(s.begin == 0 && s.end == 0);
    hakit_doc_free(doc);
}

static void paths(void) {
    hakit_doc* doc = parse(sample);
    hakit_buf* path = NULL;
    uint32_t node = 0;

    EXPECT_OK(hakit_doc_find(doc, "vrrp_instance[VI_1].priority", &node, err));
    EXPECT(str_is(hakit_doc_node_word(doc, node, 1), "100"));
    EXPECT_OK(hakit_doc_path(doc, node, &path, err));
    EXPECT(buf_is(path, "vrrp_instance[VI_1].priority") || buf_is(path, "vrrp_instance.priority"));
    EXPECT(hakit_buf_len(path) == strlen(hakit_buf_data(path)));
    hakit_buf_free(path);
    EXPECT_FAILS(HAKIT_E_SYNTAX, hakit_doc_find(doc, "vrrp_instance[", &node, err));
    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_doc_find(doc, "vrrp_instance[VI_9]", &node, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_doc_path(doc, 12345, &path, err));
    hakit_doc_free(doc);
}

static void copies(void) {
    hakit_doc* doc = parse(sample);
    hakit_doc* copy = NULL;
    EXPECT_OK(hakit_doc_copy(doc, &copy, err));
    EXPECT(hakit_doc_text(copy).data == hakit_doc_text(doc).data);
    hakit_doc_free(doc);
    EXPECT(str_is(hakit_doc_text(copy), sample));
    hakit_doc_free(copy);
}

void test_document(void) {
    every_byte_is_kept();
    nodes();
    lines();
    paths();
    copies();
}
