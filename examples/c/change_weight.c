/*
 * Changes the weight of one real server; every other byte of the file stays. With the C interface of hakit alone.
 *
 *     change_weight NAME VIRTUAL_SERVER REAL_SERVER WEIGHT <OLD >NEW
 *     change_weight keepalived.conf 192.0.2.10:80 198.51.100.1:80 0 <keepalived.conf >new.conf
 *
 * Reads the text from standard input and writes the new one to standard output; NAME is what messages call it. The
 * change is checked first: when keepalived would not take it, nothing is written.
 * Exit codes: 0 done, 2 refused, 3 usage, 4 the text cannot be read or written.
 *
 *     cc -std=c99 change_weight.c $(pkg-config --cflags --libs hakit) -o change_weight
 */
#include <hakit/hakit.h>
#include <stdio.h>
#include <stdlib.h>

/* All of standard input; NULL without memory or when it cannot be read. */
static char* read_input(size_t* size) {
    size_t room = 4096, n;
    char* text = malloc(room);
    *size = 0;
    while (text != NULL && (n = fread(text + *size, 1, room - *size, stdin)) > 0) {
        *size += n;
        if (*size == room) {
            char* larger = realloc(text, room *= 2);
            if (larger == NULL) free(text);
            text = larger;
        }
    }
    if (text != NULL && ferror(stdin)) {
        free(text);
        return NULL;
    }
    return text;
}

int main(int argc, char** argv) {
    hakit_workspace* files = NULL;
    hakit_buf* changed = NULL;
    hakit_error* error = NULL;
    char path[512];
    char* text;
    size_t size;
    uint32_t file = 0;
    int length, code = 2;

    if (argc != 5) {
        fprintf(stderr, "usage: %s NAME VIRTUAL_SERVER REAL_SERVER WEIGHT\n", argv[0]);
        return 3;
    }
    length = snprintf(path, sizeof path, "virtual_server[%s].real_server[%s].weight", argv[2], argv[3]);
    if (length < 0 || (size_t)length >= sizeof path) return 3;
    text = read_input(&size);
    if (text == NULL) return 4;

    if (hakit_workspace_new(NULL, &files, &error) == HAKIT_OK &&
        hakit_workspace_add(files, argv[1], text, size, &file, &error) == HAKIT_OK &&
        hakit_set(files, file, path, argv[4], NULL, &changed, &error) == HAKIT_OK) {
        const size_t written = fwrite(hakit_buf_data(changed), 1, hakit_buf_len(changed), stdout);
        code = written == hakit_buf_len(changed) && fflush(stdout) == 0 ? 0 : 4;
    }
    if (error != NULL) fprintf(stderr, "%s: %s\n", argv[0], hakit_error_message(error));

    hakit_error_free(error);
    hakit_buf_free(changed);
    hakit_workspace_free(files);
    free(text);
    return code;
}
