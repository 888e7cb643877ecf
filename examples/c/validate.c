/*
 * Validates a keepalived.conf in CI, with the C interface of hakit alone.
 *
 *     validate FILE [RELEASE]          for instance: validate keepalived.conf 2.3
 *
 * Prints SARIF to standard output for the code scanner, and one line a finding to standard error.
 * Exit codes: 0 clean or warnings only, 2 errors in the file, 3 usage, 4 a file cannot be read.
 *
 *     cc -std=c99 validate.c $(pkg-config --cflags --libs hakit) -o validate
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <glob.h>
#include <hakit/hakit.h>
#include <stdio.h>

/* Included files come from here; a program could as well read them out of a git commit. */
static int32_t read_file(const char* path, hakit_sink* sink, void* user) {
    char piece[4096];
    size_t n;
    int failed;
    FILE* f = fopen(path, "rb");
    (void)user;
    if (f == NULL) return errno;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        if (hakit_sink_put(sink, piece, n) != HAKIT_OK) break;
    failed = ferror(f);
    fclose(f);
    return failed ? EIO : 0;
}

static int32_t find_files(const char* pattern, hakit_sink* sink, void* user) {
    glob_t found;
    size_t i;
    (void)user;
    if (glob(pattern, 0, NULL, &found) != 0) return 0;
    for (i = 0; i < found.gl_pathc; ++i)
        if (hakit_sink_put(sink, found.gl_pathv[i], HAKIT_ZT) != HAKIT_OK) break;
    globfree(&found);
    return 0;
}

/* Shows what was found; 2 when there is an error among it. */
static int show(const hakit_diags* diags, hakit_error** err) {
    static const char* const severities[] = {"error", "warning", "hint"};
    hakit_buf* sarif = NULL;
    size_t i;

    for (i = 0; i < hakit_diags_count(diags); ++i) {
        const hakit_str file = hakit_diag_file_name(diags, i);
        const hakit_str message = hakit_diag_message(diags, i);
        fprintf(stderr, "%.*s:%u: %s: %.*s\n", (int)file.len, file.data, (unsigned)hakit_diag_line(diags, i),
                severities[hakit_diag_severity(diags, i)], (int)message.len, message.data);
    }
    if (hakit_diags_render(diags, HAKIT_RENDER_SARIF, NULL, &sarif, err) != HAKIT_OK) return 4;
    fwrite(hakit_buf_data(sarif), 1, hakit_buf_len(sarif), stdout);
    hakit_buf_free(sarif);
    return hakit_diags_count_of(diags, HAKIT_SEVERITY_ERROR) > 0 ? 2 : 0;
}

int main(int argc, char** argv) {
    hakit_workspace_options files = HAKIT_WORKSPACE_OPTIONS_INIT;
    hakit_read_options how = HAKIT_READ_OPTIONS_INIT;
    hakit_workspace* workspace = NULL;
    hakit_diags* diags = NULL;
    hakit_error* error = NULL;
    uint32_t file = 0;
    int code = 4;

    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: %s FILE [RELEASE]\n", argv[0]);
        return 3;
    }
    files.read = read_file;
    files.glob = find_files;
    if (argc == 3) how.target = argv[2];

    if (hakit_workspace_new(&files, &workspace, &error) == HAKIT_OK &&
        hakit_workspace_open(workspace, argv[1], &file, &error) == HAKIT_OK &&
        hakit_check(workspace, file, &how, &diags, &error) == HAKIT_OK)
        code = show(diags, &error);

    if (error != NULL) {
        fprintf(stderr, "%s: %s\n", argv[0], hakit_error_message(error));
        if (hakit_error_status(error) == HAKIT_E_SYNTAX) code = 3; /* the release */
    }
    hakit_error_free(error);
    hakit_diags_free(diags);
    hakit_workspace_free(workspace);
    return code;
}
