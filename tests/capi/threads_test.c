/* Many threads read one document at once. Built with -fsanitize=thread it proves that const functions do not write. */
#include <pthread.h>

#include "expect.h"

enum { threads = 8, rounds = 20 };

int failures = 0;

struct job {
    const hakit_doc* doc;
    uint32_t sum;
};

static void* walk(void* argument) {
    struct job* j = argument;
    int round;
    for (round = 0; round < rounds; ++round) {
        uint32_t node, token, line = 0, column = 0, found = 0;
        hakit_diags* diags = NULL;
        hakit_buf* path = NULL;
        hakit_doc* copy = NULL;
        j->sum = 0;
        for (token = 0; token < hakit_doc_token_count(j->doc); ++token) {
            hakit_doc_position(j->doc, hakit_doc_token_span(j->doc, token).begin, &line, &column);
            j->sum += line * 31 + column;
        }
        for (node = 0; node < hakit_doc_node_count(j->doc); ++node) {
            j->sum += (uint32_t)hakit_doc_node_word(j->doc, node, 0).len;
            if (hakit_doc_path(j->doc, node, &path, NULL) == HAKIT_OK) {
                if (hakit_doc_find(j->doc, hakit_buf_data(path), &found, NULL) == HAKIT_OK) j->sum += found;
                hakit_buf_free(path);
            }
        }
        if (hakit_doc_diags(j->doc, &diags, NULL) == HAKIT_OK) j->sum += (uint32_t)hakit_diags_count(diags);
        hakit_diags_free(diags);
        if (hakit_doc_copy(j->doc, &copy, NULL) == HAKIT_OK) j->sum += hakit_doc_line_count(copy);
        hakit_doc_free(copy);
    }
    return NULL;
}

int main(void) {
    static const char text[] =
        "vrrp_instance VI_1 {\n  priority 100\n  virtual_ipaddress {\n    192.0.2.1/24\n    192.0.2.2/24\n  }\n}\n"
        "virtual_server 192.0.2.1 80 {\n  real_server 198.51.100.1 80 {\n    weight 1\n  }\n"; /* never closed */
    pthread_t ids[threads];
    struct job jobs[threads];
    hakit_doc* doc = NULL;
    int i;

    EXPECT_OK(hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "x", text, HAKIT_ZT, NULL, &doc, err));
    for (i = 0; i < threads; ++i) {
        jobs[i].doc = doc;
        EXPECT(pthread_create(&ids[i], NULL, walk, &jobs[i]) == 0);
    }
    for (i = 0; i < threads; ++i) {
        EXPECT(pthread_join(ids[i], NULL) == 0);
        EXPECT(jobs[i].sum == jobs[0].sum && jobs[i].sum > 0);
    }
    hakit_doc_free(doc);
    return failures != 0;
}
