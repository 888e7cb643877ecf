/* What every test of the C interface uses: expectations that count, and shorthands for borrowed texts. */
#ifndef HAKIT_TESTS_CAPI_EXPECT_H
#define HAKIT_TESTS_CAPI_EXPECT_H

#include <hakit/hakit.h>
#include <stdio.h>
#include <string.h>

extern int failures;

/* Says where and what when `condition` is false, and goes on. */
#define EXPECT(condition)                                                            \
    do {                                                                             \
        if (!(condition)) {                                                          \
            fprintf(stderr, "%s:%d: expected %s\n", __FILE__, __LINE__, #condition); \
            ++failures;                                                              \
        }                                                                            \
    } while (0)

/* The call succeeds; else its message is shown. */
#define EXPECT_OK(call)                                                                                 \
    do {                                                                                                \
        hakit_error* error_ = NULL;                                                                     \
        hakit_error** err = &error_;                                                                    \
        if ((call) != HAKIT_OK || error_ != NULL) {                                                     \
            fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #call, hakit_error_message(error_)); \
            ++failures;                                                                                 \
        }                                                                                               \
        hakit_error_free(error_);                                                                       \
    } while (0)

/* The call fails with that status, its error object says the same, and has a message. */
#define EXPECT_FAILS(wanted, call)                                                                              \
    do {                                                                                                        \
        hakit_error* error_ = NULL;                                                                             \
        hakit_error** err = &error_;                                                                            \
        const hakit_status status_ = (call);                                                                    \
        if (status_ != (wanted)) {                                                                              \
            fprintf(stderr, "%s:%d: %s: status %d (%s)\n", __FILE__, __LINE__, #call, (int)status_,             \
                    hakit_error_message(error_));                                                               \
            ++failures;                                                                                         \
        }                                                                                                       \
        EXPECT(error_ != NULL && hakit_error_status(error_) == status_ && hakit_error_message(error_)[0] != 0); \
        hakit_error_free(error_);                                                                               \
    } while (0)

static inline int str_is(hakit_str s, const char* text) {
    return s.data != NULL && s.len == strlen(text) && memcmp(s.data, text, s.len) == 0;
}

static inline int str_has(hakit_str s, const char* text) {
    const size_t len = strlen(text);
    size_t i;
    for (i = 0; i + len <= s.len; ++i)
        if (memcmp(s.data + i, text, len) == 0) return 1;
    return 0;
}

static inline int buf_is(const hakit_buf* b, const char* text) { return strcmp(hakit_buf_data(b), text) == 0; }
static inline int buf_has(const hakit_buf* b, const char* text) { return strstr(hakit_buf_data(b), text) != NULL; }

/* A small, correct configuration with two instances and a virtual server. */
extern const char* const sample;

/* One function a topic. */
void test_library(void);
void test_workspace(void);
void test_document(void);
void test_diagnostics(void);
void test_check(void);
void test_edit(void);
void test_config(void);
void test_schema(void);
void test_director(void);
void test_realserver(void);
void test_table(void);
void test_vrrp(void);
void test_corosync(void);
void test_cib(void);
void test_misuse(void);

#endif
