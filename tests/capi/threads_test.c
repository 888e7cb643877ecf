/* Many threads read one document at once, and others check workspaces of their own meanwhile. Built with
 * -fsanitize=thread it proves that const functions do not write, and that nothing is shared behind the handles. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "expect.h"

enum { readers = 8, checkers = 4, rounds = 20 };

int failures = 0;

/* Definitions, a sequence, an included file that is not there, and mistakes with fixes of both kinds. */
static const char checked_text[] =
    "$PORT=80\n"
    "include none.conf\n"
    "vrrp_script up {\n  script \"/bin/true\"\n}\n"
    "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  priorty 100\n"
    "  authentication {\n    auth_type PASS\n    auth_pass geheim-and-too-long\n  }\n"
    "  virtual_ipaddress {\n    192.0.2.1/24\n    300.0.2.2/24\n  }\n  track_script {\n    down\n  }\n}\n"
    "virtual_server 192.0.2.1 $PORT {\n  lb_algo wrr\n  protocol TCP\n"
    "  ~SEQ(i, 1, 3) real_server 198.51.100.$i $PORT { weight $i }\n"
    "  real_server 198.51.100.9 80 {\n    HTTP_GET {\n      url {\n        path /\n        regex ^ok$\n      }\n    "
    "}\n  }\n}\n";

struct job {
    const hakit_doc* doc; /* of readers */
    const char* release;  /* of checkers */
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

/* A workspace belongs to its thread; what all of them share is inside the library. */
static void* check(void* argument) {
    struct job* j = argument;
    int round;
    for (round = 0; round < rounds; ++round) {
        hakit_read_options how = HAKIT_READ_OPTIONS_INIT;
        hakit_workspace* files = NULL;
        hakit_diags* diags = NULL;
        hakit_buf *json = NULL, *changed = NULL;
        uint32_t file = 0;
        size_t i;
        j->sum = 0;
        how.target = j->release;
        if (hakit_workspace_new(NULL, &files, NULL) != HAKIT_OK) break;
        if (hakit_workspace_add(files, "x", checked_text, HAKIT_ZT, &file, NULL) == HAKIT_OK &&
            hakit_check(files, file, &how, &diags, NULL) == HAKIT_OK) {
            for (i = 0; i < hakit_diags_count(diags); ++i)
                j->sum += hakit_diag_line(diags, i) * 31 + (uint32_t)hakit_diag_message(diags, i).len;
            if (hakit_diags_render(diags, HAKIT_RENDER_JSON, NULL, &json, NULL) == HAKIT_OK)
                j->sum += (uint32_t)hakit_buf_len(json);
            if (hakit_set(files, file, "vrrp_instance[VI_1].virtual_router_id", "52", NULL, &changed, NULL) == HAKIT_OK)
                j->sum += (uint32_t)hakit_buf_len(changed);
        }
        hakit_buf_free(changed);
        hakit_buf_free(json);
        hakit_diags_free(diags);
        hakit_workspace_free(files);
    }
    return NULL;
}

/* A big file, read by threads of the library: all are over when the function returns. */
static void check_by_threads(void) {
    enum { servers = 8000, most = 200 };
    char* const big = malloc((size_t)servers * most);
    hakit_read_options how = HAKIT_READ_OPTIONS_INIT;
    hakit_workspace* files = NULL;
    hakit_diags* diags[3] = {NULL, NULL, NULL};
    static const uint32_t threads[] = {0, 4, HAKIT_THREADS_AUTO};
    size_t length = 0, n;
    uint32_t file = 0;

    EXPECT(big != NULL);
    if (big == NULL) return;
    for (n = 0; n < servers; ++n)
        length += (size_t)snprintf(big + length, most,
                                   "virtual_server 10.%u.%u.1 80 {\n  lb_algo %s\n  lb_kind NAT\n  protocol TCP\n"
                                   "  real_server 192.0.2.1 80 {\n    weight 1\n  }\n}\n",
                                   (unsigned)(n / 200), (unsigned)(n % 200), n % 1000 == 999 ? "none" : "wlc");
    EXPECT_OK(hakit_workspace_new(NULL, &files, err));
    EXPECT_OK(hakit_workspace_add(files, "keepalived.conf", big, length, &file, err));
    for (n = 0; n < 3; ++n) {
        how.threads = threads[n];
        EXPECT_OK(hakit_check(files, file, &how, &diags[n], err));
        EXPECT(hakit_diags_count(diags[n]) == hakit_diags_count(diags[0]) && hakit_diags_count(diags[n]) >= 8);
        EXPECT(hakit_diag_line(diags[n], 0) == hakit_diag_line(diags[0], 0));
    }
    for (n = 0; n < 3; ++n) hakit_diags_free(diags[n]);
    hakit_workspace_free(files);
    free(big);
}

int main(void) {
    static const char text[] =
        "vrrp_instance VI_1 {\n  priority 100\n  virtual_ipaddress {\n    192.0.2.1/24\n    192.0.2.2/24\n  }\n}\n"
        "virtual_server 192.0.2.1 80 {\n  real_server 198.51.100.1 80 {\n    weight 1\n  }\n"; /* never closed */
    static const char* const releases[] = {"2.2.7", "2.4"};
    pthread_t ids[readers + checkers];
    struct job jobs[readers + checkers];
    hakit_doc* doc = NULL;
    int i;

    EXPECT_OK(hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "x", text, HAKIT_ZT, NULL, &doc, err));
    for (i = 0; i < readers + checkers; ++i) {
        jobs[i].doc = doc;
        jobs[i].release = releases[i % 2];
        jobs[i].sum = 0;
        EXPECT(pthread_create(&ids[i], NULL, i < readers ? walk : check, &jobs[i]) == 0);
    }
    for (i = 0; i < readers + checkers; ++i) EXPECT(pthread_join(ids[i], NULL) == 0);
    for (i = 1; i < readers; ++i) EXPECT(jobs[i].sum == jobs[0].sum && jobs[0].sum > 0);
    for (i = readers + 2; i < readers + checkers; ++i) EXPECT(jobs[i].sum == jobs[i - 2].sum && jobs[i].sum > 0);
    hakit_doc_free(doc);
    check_by_threads();
    return failures != 0;
}
