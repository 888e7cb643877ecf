#include "expect.h"

#include <errno.h>

/* Three files in memory, and counters of what the callbacks were asked. */
struct disk {
    int reads;
    int globs;
    int dropped;
    int32_t stop_at; /* what read() answers for "stop.conf" */
};

static int32_t read_file(const char* path, hakit_sink* sink, void* user) {
    struct disk* d = user;
    ++d->reads;
    if (strcmp(path, "/etc/a.conf") == 0) {
        if (hakit_sink_put(sink, "global_defs {\n", HAKIT_ZT) != HAKIT_OK) return ENOMEM;
        if (hakit_sink_put(sink, "}\n", 2) != HAKIT_OK) return ENOMEM;
        return 0;
    }
    if (strcmp(path, "stop.conf") == 0) return d->stop_at;
    if (strcmp(path, "secret.conf") == 0) return EACCES;
    return ENOENT;
}

static int32_t glob_files(const char* pattern, hakit_sink* sink, void* user) {
    struct disk* d = user;
    (void)pattern;
    ++d->globs;
    return hakit_sink_put(sink, "/etc/a.conf", HAKIT_ZT) == HAKIT_OK ? 0 : ENOMEM;
}

static void drop(void* user) { ++((struct disk*)user)->dropped; }

static void files_from_callbacks(void) {
    struct disk d = {0, 0, 0, -7};
    hakit_workspace_options o = HAKIT_WORKSPACE_OPTIONS_INIT;
    hakit_workspace* w = NULL;
    hakit_error* stopped = NULL;
    uint32_t file = 99;

    o.read = read_file;
    o.glob = glob_files;
    o.user = &d;
    o.drop = drop;
    EXPECT_OK(hakit_workspace_new(&o, &w, err));
    EXPECT_OK(hakit_workspace_open(w, "/etc/a.conf", &file, err));
    EXPECT(file == 0 && hakit_workspace_count(w) == 1 && d.reads == 1);
    EXPECT(str_is(hakit_workspace_name(w, 0), "/etc/a.conf"));
    EXPECT(str_is(hakit_workspace_text(w, 0), "global_defs {\n}\n"));

    file = 99;
    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_workspace_open(w, "/etc/none.conf", &file, err));
    EXPECT(file == 99);
    EXPECT(hakit_workspace_open(w, "secret.conf", &file, &stopped) == HAKIT_E_SYSTEM);
    EXPECT(hakit_error_errno(stopped) == EACCES);
    hakit_error_free(stopped);
    EXPECT(hakit_workspace_open(w, "stop.conf", &file, &stopped) == HAKIT_E_CALLBACK);
    EXPECT(hakit_error_callback(stopped) == -7);
    hakit_error_free(stopped);
    EXPECT_OK(hakit_workspace_open(w, "/etc/a.conf", &file, err)); /* a stop holds for one call */
    EXPECT(file == 1);

    EXPECT(d.dropped == 0);
    hakit_workspace_free(w);
    EXPECT(d.dropped == 1);
}

static void texts_at_hand(void) {
    hakit_workspace* w = NULL;
    hakit_doc* doc = NULL;
    uint32_t file = 99;

    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "x.conf", sample, HAKIT_ZT, &file, err));
    EXPECT(file == 0);
    EXPECT_OK(hakit_workspace_add(w, "y.conf", "a\0b", 3, &file, err));
    EXPECT(file == 1 && hakit_workspace_text(w, 1).len == 3);
    EXPECT_OK(hakit_workspace_add(w, "empty.conf", NULL, 0, &file, err));
    EXPECT(str_is(hakit_workspace_text(w, 2), ""));
    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_workspace_open(w, "x.conf", &file, err));
    EXPECT(hakit_workspace_name(w, 7).len == 0);

    EXPECT_OK(hakit_workspace_parse(w, HAKIT_FORMAT_KEEPALIVED, 0, &doc, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_workspace_parse(w, HAKIT_FORMAT_KEEPALIVED, 9, &doc, err));
    hakit_workspace_free(w);
    EXPECT(str_is(hakit_doc_text(doc), sample)); /* outlives its workspace */
    hakit_doc_free(doc);
}

static void limits(void) {
    hakit_limits few = HAKIT_LIMITS_INIT;
    hakit_workspace_options o = HAKIT_WORKSPACE_OPTIONS_INIT;
    struct disk d = {0, 0, 0, 0};
    hakit_workspace* w = NULL;
    uint32_t file = 0;

    few.files = 1;
    o.limits = &few;
    EXPECT_OK(hakit_workspace_new(&o, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "x.conf", "", 0, &file, err));
    EXPECT_FAILS(HAKIT_E_LIMIT, hakit_workspace_add(w, "y.conf", "", 0, &file, err));
    hakit_workspace_free(w);

    few.struct_size = 3;
    o.user = &d;
    o.drop = drop;
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_workspace_new(&o, &w, err));
    EXPECT(d.dropped == 1); /* dropped although there is no workspace */
}

void test_workspace(void) {
    files_from_callbacks();
    texts_at_hand();
    limits();
}
