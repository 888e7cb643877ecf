#include "expect.h"

void test_library(void) {
    static const struct {
        hakit_status status;
        const char* name;
    } names[] = {
        {HAKIT_OK, "ok"},
        {HAKIT_E_INVALID_ARGUMENT, "invalid_argument"},
        {HAKIT_E_NOMEM, "no_memory"},
        {HAKIT_E_LIMIT, "limit_exceeded"},
        {HAKIT_E_NOT_FOUND, "not_found"},
        {HAKIT_E_EXISTS, "already_exists"},
        {HAKIT_E_UNSUPPORTED, "unsupported"},
        {HAKIT_E_CALLBACK, "callback"},
        {HAKIT_E_CANCELLED, "cancelled"},
        {HAKIT_E_TIMED_OUT, "timed_out"},
        {HAKIT_E_INTERNAL, "internal"},
        {HAKIT_E_SYNTAX, "syntax"},
        {HAKIT_E_REFUSED, "refused"},
        {HAKIT_E_SYSTEM, "system"},
        {-12345, "unknown"},
        {1, "unknown"},
    };
    char packed[32];
    size_t i;

    EXPECT(hakit_version() == HAKIT_VERSION);
    snprintf(packed, sizeof packed, "%u.%u.%u", (unsigned)(HAKIT_VERSION >> 16), (unsigned)(HAKIT_VERSION >> 8 & 0xff),
             (unsigned)(HAKIT_VERSION & 0xff));
    EXPECT(strcmp(hakit_version_string(), packed) == 0);
    EXPECT((hakit_features() & ~(uint32_t)(HAKIT_FEATURE_TLS | HAKIT_FEATURE_REGEX | HAKIT_FEATURE_DIGEST)) == 0);

    for (i = 0; i < sizeof names / sizeof *names; ++i)
        EXPECT(strcmp(hakit_status_name(names[i].status), names[i].name) == 0);
}
