/* A C program outside of hakit's tree: the header, the link and one call of each kind. */
#include <hakit/hakit.h>

#include <stdio.h>
#include <string.h>

int main(void) {
    static const char text[] = "vrrp_instance VI_1 {\n    priority 150\n";
    hakit_doc* doc = NULL;
    hakit_diags* diags = NULL;
    hakit_error* err = NULL;
    size_t found = 0;

    if (hakit_version() != HAKIT_VERSION) {
        fprintf(stderr, "header and library differ\n");
        return 1;
    }
    if (hakit_doc_parse(HAKIT_FORMAT_KEEPALIVED, "demo.conf", text, HAKIT_ZT, NULL, &doc, &err) != HAKIT_OK ||
        hakit_doc_diags(doc, &diags, &err) != HAKIT_OK) {
        fprintf(stderr, "%s\n", hakit_error_message(err));
        return 1;
    }
    found = hakit_diags_count(diags);
    if (found != 1 || memcmp(hakit_doc_text(doc).data, text, sizeof text - 1) != 0) {
        fprintf(stderr, "expected one finding, the missing brace; got %lu\n", (unsigned long)found);
        return 1;
    }
    hakit_diags_free(diags);
    hakit_doc_free(doc);
    printf("hakit %s from C\n", hakit_version_string());
    return 0;
}
