/**
 * hakit.h - the C interface of hakit, which understands, checks and changes the configuration of Linux HA software.
 *
 * The rules of this interface, which no comment below repeats:
 *  1. Handles are opaque. hakit_X_free(NULL) does nothing. Any other NULL handle is misuse: a function with a status
 *     answers HAKIT_E_INVALID_ARGUMENT, an accessor answers 0 or an empty string, as it does for an index out of range.
 *  2. Functions that can fail return a hakit_status, HAKIT_OK or a negative number; treat unknown ones as failures.
 *     `err` is the last argument and may be NULL; on failure *err is a new object to free, on success it is NULL.
 *     Output arguments are only written on success; freeing what they give is the caller's job.
 *  3. A bad configuration is not a failure: problems are diagnostics. Statuses are for misuse, limits and the system.
 *  4. Text in: pointer and length, or HAKIT_ZT for one that ends in NUL; below 256 MiB, else HAKIT_E_LIMIT. The library
 *     copies what it keeps. Names and paths are NUL-terminated strings. Any bytes are allowed.
 *  5. Text out: a hakit_str is borrowed. It belongs to the handle it came from and is valid until that is changed or
 *     freed; it need not end in NUL. Its data is never NULL. Texts that are made for you are a hakit_buf to free.
 *  6. Options are structs that start with struct_size; set them up with their _INIT macro. NULL means the defaults.
 *     They only ever grow at the end. Constants are int32_t or uint32_t; expect unknown ones from a newer library.
 *  7. Callbacks get the `user` pointer last. They must not throw, nor use the handle they are called for.
 *  8. The library has no global state. A handle belongs to one thread at a time; different handles are independent.
 *     Functions that take a `const hakit_doc *` may run in several threads at once.
 *  9. Passwords and keys are shown as ******** unless a flag asks for them.
 */
#ifndef HAKIT_H
#define HAKIT_H

#include <stddef.h>
#include <stdint.h>

#if defined(HAKIT_NO_ATTRIBUTES) || !defined(__GNUC__)
#define HAKIT_API
#else
#define HAKIT_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
#if __cplusplus >= 201103L
#define HAKIT_NOEXCEPT noexcept
#else
#define HAKIT_NOEXCEPT throw()
#endif
extern "C" {
#else
#define HAKIT_NOEXCEPT
#endif

/** The version of this header: 0xMMmmpp. Compare it with hakit_version(). */
#define HAKIT_VERSION 0x000100

/** As a length: the text ends in NUL. */
#define HAKIT_ZT SIZE_MAX
/** No node, token or file. */
#define HAKIT_NONE UINT32_MAX
/** As an instant: never. */
#define HAKIT_NEVER INT64_MAX

/* ---- Status ------------------------------------------------------------------------------------------------- */

typedef int32_t hakit_status;
enum {
    HAKIT_OK = 0,
    HAKIT_E_INVALID_ARGUMENT = -1, /**< the caller passed something that can never work */
    HAKIT_E_NOMEM = -2,
    HAKIT_E_LIMIT = -3,       /**< a limit of the options or of a protocol was hit */
    HAKIT_E_NOT_FOUND = -4,   /**< the named thing does not exist */
    HAKIT_E_EXISTS = -5,      /**< the named thing exists already */
    HAKIT_E_UNSUPPORTED = -6, /**< this build or the target lacks the capability */
    HAKIT_E_CALLBACK = -7,    /**< a callback asked to stop; see hakit_error_callback() */
    HAKIT_E_CANCELLED = -8,
    HAKIT_E_TIMED_OUT = -9,
    HAKIT_E_INTERNAL = -19, /**< a defect of hakit; please report it */
    HAKIT_E_SYNTAX = -20,   /**< a path, an address or JSON cannot be read */
    HAKIT_E_REFUSED = -40,  /**< the change would make things worse, nothing was done; see hakit_error_diags() */
    HAKIT_E_SYSTEM = -80    /**< the operating system said no; see hakit_error_errno() */
};

/* ---- Types -------------------------------------------------------------------------------------------------- */

typedef struct hakit_error hakit_error;         /**< why a call failed */
typedef struct hakit_buf hakit_buf;             /**< a text that was made for the caller */
typedef struct hakit_workspace hakit_workspace; /**< the files of one configuration */
typedef struct hakit_doc hakit_doc;             /**< one text, losslessly read */
typedef struct hakit_diags hakit_diags;         /**< a list of findings */
typedef struct hakit_sink hakit_sink;           /**< where a loader callback puts what it found */
typedef struct hakit_fixes hakit_fixes;         /**< files that fixes changed */
typedef struct hakit_config hakit_config;       /**< what a configuration means, as values */
typedef struct hakit_keywords hakit_keywords;   /**< the keywords of a format */

typedef struct hakit_table hakit_table;             /**< an IPVS table */
typedef struct hakit_vrrp hakit_vrrp;               /**< virtual routers without sockets or clock */
typedef struct hakit_vrrp_runner hakit_vrrp_runner; /**< virtual routers that run on this host */
typedef struct hakit_vrrp_watch hakit_vrrp_watch;   /**< who is master of which virtual router on a segment */
typedef struct hakit_director hakit_director;       /**< a load balancer without sockets, clock or table */

/** Bytes that belong to somebody else. Frozen. */
typedef struct hakit_str {
    const char* data;
    size_t len;
} hakit_str;

/** The bytes [begin, end) of a text. Frozen. */
typedef struct hakit_span {
    uint32_t begin;
    uint32_t end;
} hakit_span;

/** Formats of configuration files. */
enum {
    HAKIT_FORMAT_GUESS = 0, /**< what the name and the content of a file look like; HAKIT_E_UNSUPPORTED if like none */
    HAKIT_FORMAT_KEEPALIVED = 1,
    HAKIT_FORMAT_IPVSADM = 2, /**< rules of ipvsadm -S, and shell scripts that call ipvsadm */
    HAKIT_FORMAT_COROSYNC = 3,
    HAKIT_FORMAT_CRM = 4, /**< the language of crm configure */
    HAKIT_FORMAT_CIB = 5, /**< Pacemaker's XML */
    HAKIT_FORMAT_SYSCTL = 6
};

/* ---- The library -------------------------------------------------------------------------------------------- */

/** The version of the library that runs, as HAKIT_VERSION. Any thread. */
HAKIT_API uint32_t hakit_version(void) HAKIT_NOEXCEPT;
/** The same as "0.1.0"; static storage. */
HAKIT_API const char* hakit_version_string(void) HAKIT_NOEXCEPT;

/** What this build can do: bits of hakit_features(). */
enum {
    HAKIT_FEATURE_TLS = 1 << 0,   /**< SSL_GET checks */
    HAKIT_FEATURE_REGEX = 1 << 1, /**< regular expressions in checks */
    HAKIT_FEATURE_DIGEST = 1 << 2 /**< digests in checks */
};
HAKIT_API uint32_t hakit_features(void) HAKIT_NOEXCEPT;

/** The name of a status, such as "not_found"; "unknown" for one that this library does not know. Static storage. */
HAKIT_API const char* hakit_status_name(hakit_status status) HAKIT_NOEXCEPT;

/** The formats that this library reads: hakit_format_count() numbers, HAKIT_FORMAT_GUESS out of range. */
HAKIT_API size_t hakit_format_count(void) HAKIT_NOEXCEPT;
HAKIT_API int32_t hakit_format_at(size_t i) HAKIT_NOEXCEPT;
/** "keepalived"; empty for a number that is none. Static storage. */
HAKIT_API hakit_str hakit_format_name(int32_t format) HAKIT_NOEXCEPT;
/** What a file looks like; HAKIT_FORMAT_GUESS when it looks like no format. */
HAKIT_API int32_t hakit_format_guess(const char* name, const char* text, size_t len) HAKIT_NOEXCEPT;

/* ---- Errors -------------------------------------------------------------------------------------------------- */

/** The status that the failed call returned. */
HAKIT_API hakit_status hakit_error_status(const hakit_error* e) HAKIT_NOEXCEPT;
/** A sentence for a person, ends in NUL; valid as long as the error. */
HAKIT_API const char* hakit_error_message(const hakit_error* e) HAKIT_NOEXCEPT;
/** errno, 0 when the system was not the cause. */
HAKIT_API int32_t hakit_error_errno(const hakit_error* e) HAKIT_NOEXCEPT;
/** What the callback returned, for HAKIT_E_CALLBACK; else 0. */
HAKIT_API int32_t hakit_error_callback(const hakit_error* e) HAKIT_NOEXCEPT;
/** For HAKIT_E_REFUSED: what would have been wrong after the change. Belongs to the error; NULL when there is none. */
HAKIT_API const hakit_diags* hakit_error_diags(const hakit_error* e) HAKIT_NOEXCEPT;
HAKIT_API void hakit_error_free(hakit_error* e) HAKIT_NOEXCEPT;

/* ---- Texts made for the caller ------------------------------------------------------------------------------ */

/** The bytes, with a NUL behind them that does not count; valid as long as the buffer. */
HAKIT_API const char* hakit_buf_data(const hakit_buf* b) HAKIT_NOEXCEPT;
HAKIT_API size_t hakit_buf_len(const hakit_buf* b) HAKIT_NOEXCEPT;
HAKIT_API void hakit_buf_free(hakit_buf* b) HAKIT_NOEXCEPT;

/* ---- Limits -------------------------------------------------------------------------------------------------- */

/** Bounds on reading. 0 means the default. Exceeding one is a diagnostic, never a crash. */
typedef struct hakit_limits {
    size_t struct_size;
    uint32_t depth;                /**< nested blocks; default 128 */
    uint32_t file_bytes;           /**< a larger file is kept but not parsed; default 64 MiB, at most 256 MiB - 1 */
    uint32_t include_depth;        /**< files that include files; default 16 */
    uint32_t files;                /**< files of a workspace; default 4096 */
    uint32_t expansion_bytes;      /**< text after includes and substitutions; default 256 MiB */
    uint32_t diagnostics_per_file; /**< further ones are only counted; default 100 */
} hakit_limits;
#define HAKIT_LIMITS_INIT \
    { sizeof(hakit_limits), 0, 0, 0, 0, 0, 0 }

/* ---- Workspaces: the files of one configuration -------------------------------------------------------------- */

/**
 * Reads the file `path` into `sink` with hakit_sink_put(), in one or several pieces. Returns 0; a positive errno value
 * when the file cannot be read (ENOENT, EACCES), which the format then judges; or a negative number to stop the call
 * that needs the file, which fails with HAKIT_E_CALLBACK.
 */
typedef int32_t (*hakit_read_fn)(const char* path, hakit_sink* sink, void* user);
/**
 * Puts each path that matches the pattern into `sink`, one hakit_sink_put() a path, sorted as glob(3) does with
 * GLOB_BRACE. Returns as hakit_read_fn; no match is success.
 */
typedef int32_t (*hakit_glob_fn)(const char* pattern, hakit_sink* sink, void* user);

/** Only inside the callback the sink was given to. HAKIT_OK, HAKIT_E_NOMEM, or HAKIT_E_LIMIT. */
HAKIT_API hakit_status hakit_sink_put(hakit_sink* sink, const char* data, size_t len) HAKIT_NOEXCEPT;

/** Where a workspace gets its files from. Without `read`, only hakit_workspace_add() brings files in. */
typedef struct hakit_workspace_options {
    size_t struct_size;
    hakit_read_fn read;
    hakit_glob_fn glob;         /**< may be NULL: no pattern matches */
    void* user;                 /**< for the callbacks */
    void (*drop)(void* user);   /**< may be NULL; called once when the workspace is freed or could not be made */
    const hakit_limits* limits; /**< may be NULL; copied */
} hakit_workspace_options;
#define HAKIT_WORKSPACE_OPTIONS_INIT \
    { sizeof(hakit_workspace_options), NULL, NULL, NULL, NULL, NULL }

HAKIT_API hakit_status hakit_workspace_new(const hakit_workspace_options* options, hakit_workspace** out,
                                           hakit_error** err) HAKIT_NOEXCEPT;
/** Documents and diagnostics that were made from it stay valid. */
HAKIT_API void hakit_workspace_free(hakit_workspace* w) HAKIT_NOEXCEPT;

/** Takes a text that is at hand. `file` numbers it: 0 for the first one. */
HAKIT_API hakit_status hakit_workspace_add(hakit_workspace* w, const char* name, const char* text, size_t len,
                                           uint32_t* file, hakit_error** err) HAKIT_NOEXCEPT;
/** Reads a file through the loader, anew each time. HAKIT_E_NOT_FOUND, HAKIT_E_SYSTEM, HAKIT_E_CALLBACK, or
 *  HAKIT_E_LIMIT past limits.files. */
HAKIT_API hakit_status hakit_workspace_open(hakit_workspace* w, const char* path, uint32_t* file,
                                            hakit_error** err) HAKIT_NOEXCEPT;
/** Grows when hakit_check() and others read included files. */
HAKIT_API uint32_t hakit_workspace_count(const hakit_workspace* w) HAKIT_NOEXCEPT;
/** Borrowed until the workspace is freed. */
HAKIT_API hakit_str hakit_workspace_name(const hakit_workspace* w, uint32_t file) HAKIT_NOEXCEPT;
/** Borrowed until the workspace is freed. */
HAKIT_API hakit_str hakit_workspace_text(const hakit_workspace* w, uint32_t file) HAKIT_NOEXCEPT;

/* ---- Documents: one text, read losslessly ------------------------------------------------------------------- */

/** Kinds of tokens. All tokens, in order, cover every byte of the text exactly once. */
enum {
    HAKIT_TOKEN_BLANK = 0,
    HAKIT_TOKEN_NEWLINE = 1, /**< LF or CRLF */
    HAKIT_TOKEN_COMMENT = 2, /**< up to, not including, the line ending */
    HAKIT_TOKEN_WORD = 3,
    HAKIT_TOKEN_QUOTED = 4,    /**< quotes included; the closing one may be missing */
    HAKIT_TOKEN_OPEN = 5,      /**< { */
    HAKIT_TOKEN_CLOSE = 6,     /**< } */
    HAKIT_TOKEN_DIRECTIVE = 7, /**< a prefix with a meaning of its own, such as "@host" or "include" */
    HAKIT_TOKEN_RAW = 8        /**< the rest of a line that is not split into words */
};

/** Kinds of nodes. */
enum {
    HAKIT_NODE_ROOT = 0,       /**< the whole text; node 0 */
    HAKIT_NODE_STATEMENT = 1,  /**< words, and perhaps a block */
    HAKIT_NODE_DEFINITION = 2, /**< a named piece of text for later use */
    HAKIT_NODE_INCLUDE = 3     /**< a reference to other files */
};

/** Reads any bytes as `format`; `name` is shown in diagnostics. Fails only for misuse and lack of memory. */
HAKIT_API hakit_status hakit_doc_parse(int32_t format, const char* name, const char* text, size_t len,
                                       const hakit_limits* limits, hakit_doc** out, hakit_error** err) HAKIT_NOEXCEPT;
/** The same for a file of a workspace, whose bytes are shared and not copied. */
HAKIT_API hakit_status hakit_workspace_parse(const hakit_workspace* w, int32_t format, uint32_t file, hakit_doc** out,
                                             hakit_error** err) HAKIT_NOEXCEPT;
/** A second handle to the same text, for another thread to change; shares the bytes. */
HAKIT_API hakit_status hakit_doc_copy(const hakit_doc* d, hakit_doc** out, hakit_error** err) HAKIT_NOEXCEPT;
HAKIT_API void hakit_doc_free(hakit_doc* d) HAKIT_NOEXCEPT;

HAKIT_API hakit_str hakit_doc_name(const hakit_doc* d) HAKIT_NOEXCEPT;
/** Byte for byte what was read. Borrowed until the document is changed or freed. */
HAKIT_API hakit_str hakit_doc_text(const hakit_doc* d) HAKIT_NOEXCEPT;
/** 1 when includes, definitions or conditions make the meaning differ from what is written. */
HAKIT_API int32_t hakit_doc_needs_expansion(const hakit_doc* d) HAKIT_NOEXCEPT;
/** What the grammar alone sees: quotes, braces, bytes. hakit_check() finds everything. */
HAKIT_API hakit_status hakit_doc_diags(const hakit_doc* d, hakit_diags** out, hakit_error** err) HAKIT_NOEXCEPT;

HAKIT_API uint32_t hakit_doc_line_count(const hakit_doc* d) HAKIT_NOEXCEPT;
/** The line and the column of a byte, both from 1; the column counts code points. Either output may be NULL. */
HAKIT_API void hakit_doc_position(const hakit_doc* d, uint32_t offset, uint32_t* line, uint32_t* column) HAKIT_NOEXCEPT;
/** The bytes of a line (from 1) without its ending. */
HAKIT_API hakit_span hakit_doc_line(const hakit_doc* d, uint32_t line) HAKIT_NOEXCEPT;

HAKIT_API uint32_t hakit_doc_token_count(const hakit_doc* d) HAKIT_NOEXCEPT;
/** HAKIT_TOKEN_*, -1 for an index out of range. */
HAKIT_API int32_t hakit_doc_token_kind(const hakit_doc* d, uint32_t token) HAKIT_NOEXCEPT;
HAKIT_API hakit_span hakit_doc_token_span(const hakit_doc* d, uint32_t token) HAKIT_NOEXCEPT;

/** Nodes stand in the order of the text, parents before children; 0 is the root. */
HAKIT_API uint32_t hakit_doc_node_count(const hakit_doc* d) HAKIT_NOEXCEPT;
/** HAKIT_NODE_*, -1 for an index out of range. */
HAKIT_API int32_t hakit_doc_node_kind(const hakit_doc* d, uint32_t node) HAKIT_NOEXCEPT;
/** HAKIT_NONE for the root. */
HAKIT_API uint32_t hakit_doc_node_parent(const hakit_doc* d, uint32_t node) HAKIT_NOEXCEPT;
/** The first statement of its block, HAKIT_NONE without one. */
HAKIT_API uint32_t hakit_doc_node_child(const hakit_doc* d, uint32_t node) HAKIT_NOEXCEPT;
/** The statement behind it in the same block, HAKIT_NONE for the last one. */
HAKIT_API uint32_t hakit_doc_node_next(const hakit_doc* d, uint32_t node) HAKIT_NOEXCEPT;
/** The whole statement, its block included. */
HAKIT_API hakit_span hakit_doc_node_span(const hakit_doc* d, uint32_t node) HAKIT_NOEXCEPT;
HAKIT_API int32_t hakit_doc_node_has_block(const hakit_doc* d, uint32_t node) HAKIT_NOEXCEPT;
/** How many words stand before the block. */
HAKIT_API uint32_t hakit_doc_node_word_count(const hakit_doc* d, uint32_t node) HAKIT_NOEXCEPT;
/** The n-th word (from 0) without quotes. Borrowed until the document is changed or freed. */
HAKIT_API hakit_str hakit_doc_node_word(const hakit_doc* d, uint32_t node, uint32_t n) HAKIT_NOEXCEPT;
/** The n-th word with its quotes. */
HAKIT_API hakit_span hakit_doc_node_word_span(const hakit_doc* d, uint32_t node, uint32_t n) HAKIT_NOEXCEPT;

/** The one statement that a path names, such as "vrrp_instance[VI_1].priority". HAKIT_E_SYNTAX for a bad path,
 *  HAKIT_E_NOT_FOUND, or HAKIT_E_INVALID_ARGUMENT when several statements match. */
HAKIT_API hakit_status hakit_doc_find(const hakit_doc* d, const char* path, uint32_t* node,
                                      hakit_error** err) HAKIT_NOEXCEPT;
/** A path that names the node alone. */
HAKIT_API hakit_status hakit_doc_path(const hakit_doc* d, uint32_t node, hakit_buf** out,
                                      hakit_error** err) HAKIT_NOEXCEPT;

/* ---- Diagnostics --------------------------------------------------------------------------------------------- */

/** Severities. */
enum {
    HAKIT_SEVERITY_ERROR = 0,   /**< the real program refuses the file or drops the statement */
    HAKIT_SEVERITY_WARNING = 1, /**< the real program silently does something else than the text says */
    HAKIT_SEVERITY_HINT = 2     /**< accepted as it stands, but suspicious */
};

HAKIT_API size_t hakit_diags_count(const hakit_diags* d) HAKIT_NOEXCEPT;
/** How many of that severity are in the list. */
HAKIT_API size_t hakit_diags_count_of(const hakit_diags* d, int32_t severity) HAKIT_NOEXCEPT;
/** How many did not fit into the limit: all, and those of a severity. The worst ones are in the list. */
HAKIT_API uint32_t hakit_diags_left_out(const hakit_diags* d) HAKIT_NOEXCEPT;
HAKIT_API uint32_t hakit_diags_left_out_of(const hakit_diags* d, int32_t severity) HAKIT_NOEXCEPT;
HAKIT_API void hakit_diags_free(hakit_diags* d) HAKIT_NOEXCEPT;

/** The stable code, such as "KA0107". Static storage, as the title and the help of the code. */
HAKIT_API hakit_str hakit_diag_code(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_diag_title(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_diag_help(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
/** HAKIT_SEVERITY_*, -1 for an index out of range. */
HAKIT_API int32_t hakit_diag_severity(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
/** One sentence about this place. Borrowed until the list is freed, as all below. */
HAKIT_API hakit_str hakit_diag_message(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
/** The number of the file in its workspace; 0 for a lone document. */
HAKIT_API uint32_t hakit_diag_file(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_diag_file_name(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
/** Offsets in bytes. */
HAKIT_API hakit_span hakit_diag_span(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
/** Lines and columns count from 1, columns in code points; the end is behind the last byte. 0 out of range. */
HAKIT_API uint32_t hakit_diag_line(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
HAKIT_API uint32_t hakit_diag_column(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
HAKIT_API uint32_t hakit_diag_end_line(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
HAKIT_API uint32_t hakit_diag_end_column(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;

/** Notes point to what explains the finding. */
HAKIT_API size_t hakit_diag_note_count(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_diag_note_message(const hakit_diags* d, size_t i, size_t note) HAKIT_NOEXCEPT;
/** HAKIT_NONE when the note has no place. */
HAKIT_API uint32_t hakit_diag_note_file(const hakit_diags* d, size_t i, size_t note) HAKIT_NOEXCEPT;
HAKIT_API hakit_span hakit_diag_note_span(const hakit_diags* d, size_t i, size_t note) HAKIT_NOEXCEPT;
/** From 1; 0 when the note has no place. */
HAKIT_API uint32_t hakit_diag_note_line(const hakit_diags* d, size_t i, size_t note) HAKIT_NOEXCEPT;

/** How sure a fix is. */
enum { HAKIT_FIX_NONE = 0, HAKIT_FIX_MAYBE = 1, HAKIT_FIX_CERTAIN = 2 };
HAKIT_API int32_t hakit_diag_fix(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
/** "replace 'nb_get_retry' by 'retry'"; empty without a fix. */
HAKIT_API hakit_str hakit_diag_fix_title(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
/** The edits of the fix, all in the file of the diagnostic. */
HAKIT_API size_t hakit_diag_fix_edit_count(const hakit_diags* d, size_t i) HAKIT_NOEXCEPT;
HAKIT_API hakit_span hakit_diag_fix_edit_span(const hakit_diags* d, size_t i, size_t edit) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_diag_fix_edit_text(const hakit_diags* d, size_t i, size_t edit) HAKIT_NOEXCEPT;

/** Ways to show diagnostics. */
enum {
    HAKIT_RENDER_TEXT = 1, /**< for people: the source line with carets */
    HAKIT_RENDER_JSON = 2, /**< {"schema":"hakit-diagnostics-1",...}, see docs/c.md */
    HAKIT_RENDER_SARIF = 3 /**< SARIF 2.1.0, for code scanners */
};
/** Bits of hakit_render_options.flags. */
enum {
    HAKIT_RENDER_COLOUR = 1 << 0,    /**< ANSI colours */
    HAKIT_RENDER_NO_SOURCE = 1 << 1, /**< without source lines */
    HAKIT_RENDER_SECRETS = 1 << 2    /**< passwords and keys in clear */
};
typedef struct hakit_render_options {
    size_t struct_size;
    uint32_t flags;
    uint32_t tab_width; /**< 1 to 16; 0: 8 */
    uint32_t max_line;  /**< columns of a source line, at least 40; 0: 160 */
} hakit_render_options;
#define HAKIT_RENDER_OPTIONS_INIT \
    { sizeof(hakit_render_options), 0, 0, 0 }

/** The whole list in one of the three ways. */
HAKIT_API hakit_status hakit_diags_render(const hakit_diags* d, int32_t how, const hakit_render_options* options,
                                          hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;

/* ---- Checking ------------------------------------------------------------------------------------------------ */

/** For whom a configuration is read. Strings are copied. */
typedef struct hakit_read_options {
    size_t struct_size;
    int32_t format;                 /**< HAKIT_FORMAT_* */
    uint32_t random_seed;           /**< for `$_RANDOM`; 0: 1 */
    const char* target;             /**< release of the program, such as "2.3"; NULL: that of Debian 12 */
    const char* features;           /**< its build, "VRRP,LVS"; NULL: what Debian 12 builds; "-BFD": that without BFD */
    const char* config_id;          /**< for `@id`; NULL: none */
    const char* const* environment; /**< "NAME=VALUE" for `${_ENV NAME}`, NULL behind the last; NULL: empty */
    const char* facts;              /**< what is known about the host, as JSON (docs/c.md); NULL: nothing */
    uint32_t threads; /**< that a keepalived.conf of some 100 kB and more may take, the caller's among them; 0 and 1: no
                           other; HAKIT_THREADS_AUTO: one for each processor, but at most 8. The result is the same. */
} hakit_read_options;
#define HAKIT_THREADS_AUTO 0xffffffffu
#define HAKIT_READ_OPTIONS_INIT \
    { sizeof(hakit_read_options), HAKIT_FORMAT_GUESS, 0, NULL, NULL, NULL, NULL, NULL, 0 }

/** Everything that is wrong with the configuration that starts with `file`; included files are read through the
 *  loader and join the workspace. Fails for bad options, and with HAKIT_E_CALLBACK. */
HAKIT_API hakit_status hakit_check(hakit_workspace* w, uint32_t file, const hakit_read_options* options,
                                   hakit_diags** out, hakit_error** err) HAKIT_NOEXCEPT;
/** The same and, of keepalived.conf, what hakit's own director and virtual routers would refuse (HR0101), leave out or
 *  repair. */
HAKIT_API hakit_status hakit_check_for_run(hakit_workspace* w, uint32_t file, const hakit_read_options* options,
                                           hakit_diags** out, hakit_error** err) HAKIT_NOEXCEPT;

/* ---- Changing: each function gives the whole new text of the file, in which only the bytes differ that must ---- */

/** Bits of the `flags` of functions that show values. */
enum { HAKIT_SHOW_SECRETS = 1 << 0 /**< passwords and keys in clear */ };

/** The words behind the keyword that the path names; of a block its whole text. HAKIT_E_SYNTAX, HAKIT_E_NOT_FOUND. */
HAKIT_API hakit_status hakit_get(const hakit_workspace* w, uint32_t file, int32_t format, const char* path,
                                 uint32_t flags, hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;

/** Bits of hakit_edit_options.flags. */
enum { HAKIT_EDIT_FORCE = 1 << 0 /**< give the new text even when it is worse */ };
typedef struct hakit_edit_options {
    size_t struct_size;
    uint32_t flags;
    const hakit_read_options* read; /**< for the check of the result; NULL: the defaults */
} hakit_edit_options;
#define HAKIT_EDIT_OPTIONS_INIT \
    { sizeof(hakit_edit_options), 0, NULL }

/**
 * Sets the words behind a keyword, in the syntax of the format. A keyword that is not there yet is added at the end of
 * its block, which must exist. The workspace keeps the old text; add the new one for a further change.
 *
 * HAKIT_E_SYNTAX and HAKIT_E_NOT_FOUND are about the path, HAKIT_E_INVALID_ARGUMENT about words that would not stay one
 * statement. HAKIT_E_REFUSED: the result has errors that the file has not; hakit_error_diags() has all findings of it.
 * The same holds for the functions below.
 */
HAKIT_API hakit_status hakit_set(hakit_workspace* w, uint32_t file, const char* path, const char* words,
                                 const hakit_edit_options* options, hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;
/** Adds a statement, or a block of several lines, at the end of the block `parent`; "" is the file. */
HAKIT_API hakit_status hakit_insert(hakit_workspace* w, uint32_t file, const char* parent, const char* statement,
                                    const hakit_edit_options* options, hakit_buf** out,
                                    hakit_error** err) HAKIT_NOEXCEPT;
/** Removes a statement with its lines. */
HAKIT_API hakit_status hakit_remove(hakit_workspace* w, uint32_t file, const char* path,
                                    const hakit_edit_options* options, hakit_buf** out,
                                    hakit_error** err) HAKIT_NOEXCEPT;
/** Puts the comment character before each line of a statement. */
HAKIT_API hakit_status hakit_comment_out(hakit_workspace* w, uint32_t file, const char* path,
                                         const hakit_edit_options* options, hakit_buf** out,
                                         hakit_error** err) HAKIT_NOEXCEPT;

/** Applies the fixes that are certain, in all files of the configuration. HAKIT_E_REFUSED as above. */
HAKIT_API hakit_status hakit_fix(hakit_workspace* w, uint32_t file, const hakit_read_options* options,
                                 hakit_fixes** out, hakit_error** err) HAKIT_NOEXCEPT;
/** How many files change. */
HAKIT_API size_t hakit_fixes_count(const hakit_fixes* f) HAKIT_NOEXCEPT;
/** The number of the i-th file in the workspace, HAKIT_NONE out of range. */
HAKIT_API uint32_t hakit_fixes_file(const hakit_fixes* f, size_t i) HAKIT_NOEXCEPT;
/** Its new text. Borrowed until the fixes are freed. */
HAKIT_API hakit_str hakit_fixes_text(const hakit_fixes* f, size_t i) HAKIT_NOEXCEPT;
/** How many fixes were applied, and how many errors and warnings are left. */
HAKIT_API size_t hakit_fixes_applied(const hakit_fixes* f) HAKIT_NOEXCEPT;
HAKIT_API size_t hakit_fixes_remaining(const hakit_fixes* f) HAKIT_NOEXCEPT;
HAKIT_API void hakit_fixes_free(hakit_fixes* f) HAKIT_NOEXCEPT;

/** The text in canonical layout; comments, words and their order stay. A text with unmatched braces stays as it is. */
HAKIT_API hakit_status hakit_format(const hakit_doc* d, hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;

/** The difference of two texts as patch(1) reads it; empty when they are equal. */
HAKIT_API hakit_status hakit_text_diff(const char* old_name, const char* old_text, size_t old_len, const char* new_name,
                                       const char* new_text, size_t new_len, hakit_buf** out,
                                       hakit_error** err) HAKIT_NOEXCEPT;

/* ---- Configurations: the meaning as values ------------------------------------------------------------------- */

/** Reads what the program would make of the file. What it would not take is left out; `diags`, which may be NULL, gets
 *  what hakit_check() gives. */
HAKIT_API hakit_status hakit_config_read(hakit_workspace* w, uint32_t file, const hakit_read_options* options,
                                         hakit_config** out, hakit_diags** diags, hakit_error** err) HAKIT_NOEXCEPT;
/** From the JSON of hakit_config_json(). HAKIT_E_SYNTAX for bad JSON, HAKIT_E_INVALID_ARGUMENT for what no
 *  configuration can hold. */
HAKIT_API hakit_status hakit_config_from_json(int32_t format, const char* json, size_t len, hakit_config** out,
                                              hakit_error** err) HAKIT_NOEXCEPT;
/** The values as JSON, see hakit_schema_json(). Without HAKIT_SHOW_SECRETS secrets are null, and the JSON cannot be
 *  read back. Bytes that are not UTF-8 become U+FFFD. */
HAKIT_API hakit_status hakit_config_json(const hakit_config* c, uint32_t flags, hakit_buf** out,
                                         hakit_error** err) HAKIT_NOEXCEPT;
/** A configuration file with the same meaning, in canonical layout. Without HAKIT_SHOW_SECRETS it is for people:
 * secrets read REDACTED. HAKIT_E_INVALID_ARGUMENT for values that the syntax cannot hold. */
HAKIT_API hakit_status hakit_config_emit(const hakit_config* c, uint32_t flags, hakit_buf** out,
                                         hakit_error** err) HAKIT_NOEXCEPT;
/** The same configuration in another format: HAKIT_FORMAT_CRM and HAKIT_FORMAT_CIB into each other, with all ids.
 *  HAKIT_E_UNSUPPORTED for formats that say different things. */
HAKIT_API hakit_status hakit_config_convert(const hakit_config* c, int32_t format, hakit_config** out,
                                            hakit_error** err) HAKIT_NOEXCEPT;
/** What changes in meaning, and what a reload would do about it: HAKIT_RENDER_TEXT, one line a change and nothing for
 *  none, or HAKIT_RENDER_JSON, an array. Without HAKIT_SHOW_SECRETS secrets read REDACTED. */
HAKIT_API hakit_status hakit_config_diff(const hakit_config* before, const hakit_config* after, int32_t how,
                                         uint32_t flags, hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;
/** 1 when both say the same. */
HAKIT_API int32_t hakit_config_equal(const hakit_config* a, const hakit_config* b) HAKIT_NOEXCEPT;
/** Its format, HAKIT_FORMAT_*. */
HAKIT_API int32_t hakit_config_format(const hakit_config* c) HAKIT_NOEXCEPT;
HAKIT_API void hakit_config_free(hakit_config* c) HAKIT_NOEXCEPT;

/* ---- Keywords: what may stand in a configuration ------------------------------------------------------------- */

/** A JSON Schema (draft 2020-12) of the JSON of configurations. */
HAKIT_API hakit_status hakit_schema_json(int32_t format, hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;

/** All keywords of a format, parents before their children. */
HAKIT_API hakit_status hakit_keywords_new(int32_t format, hakit_keywords** out, hakit_error** err) HAKIT_NOEXCEPT;
HAKIT_API void hakit_keywords_free(hakit_keywords* k) HAKIT_NOEXCEPT;
HAKIT_API size_t hakit_keywords_count(const hakit_keywords* k) HAKIT_NOEXCEPT;
/** "vrrp_instance/authentication/auth_type". Borrowed until the list is freed, as all below. */
HAKIT_API hakit_str hakit_keyword_path(const hakit_keywords* k, size_t i) HAKIT_NOEXCEPT;
/** What may follow it, for people: "1..255", "PASS|AH". */
HAKIT_API hakit_str hakit_keyword_values(const hakit_keywords* k, size_t i) HAKIT_NOEXCEPT;
/** What holds without it, in words. */
HAKIT_API hakit_str hakit_keyword_default(const hakit_keywords* k, size_t i) HAKIT_NOEXCEPT;
/** Since when or why it is deprecated; empty when it is current. */
HAKIT_API hakit_str hakit_keyword_deprecated(const hakit_keywords* k, size_t i) HAKIT_NOEXCEPT;
/** One sentence. */
HAKIT_API hakit_str hakit_keyword_help(const hakit_keywords* k, size_t i) HAKIT_NOEXCEPT;
/** The first release of the program that knows it, "2.3"; empty: every one. */
HAKIT_API hakit_str hakit_keyword_since(const hakit_keywords* k, size_t i) HAKIT_NOEXCEPT;
/** Bits of hakit_keyword_flags(). */
enum {
    HAKIT_KEYWORD_BLOCK = 1 << 0,     /**< has a block */
    HAKIT_KEYWORD_SECRET = 1 << 1,    /**< its value is hidden */
    HAKIT_KEYWORD_REPEATABLE = 1 << 2 /**< may stand several times */
};
HAKIT_API uint32_t hakit_keyword_flags(const hakit_keywords* k, size_t i) HAKIT_NOEXCEPT;

/* ---- IPVS tables --------------------------------------------------------------------------------------------- */

/** A table in memory that answers as the kernel's does, and moves no packet. */
HAKIT_API hakit_status hakit_table_memory(hakit_table** out, hakit_error** err) HAKIT_NOEXCEPT;
HAKIT_API void hakit_table_free(hakit_table* t) HAKIT_NOEXCEPT;
/** {"tcp 192.0.2.1:80": {"198.51.100.1:80": WEIGHT}}: the services with their destinations. */
HAKIT_API hakit_status hakit_table_json(const hakit_table* t, hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;

/** What a listing shows of a table that somebody changes while it is read. */
typedef enum hakit_consistency {
    HAKIT_CONSISTENT_TABLE = 0,  /**< a table that existed: it is read until two successive readings agree */
    HAKIT_CONSISTENT_SERVICE = 1 /**< all services, each as it was at one moment of the reading: half the work */
} hakit_consistency;

typedef struct hakit_kernel_options {
    size_t struct_size;
    const char* netns_path; /**< file of a network namespace, such as /run/netns/NAME; NULL: the thread's */
    int32_t netns_pid;      /**< or the process that it is of; 0: none */
    uint32_t max_readings;  /**< how often the table is read until the listing is consistent; 0: 20, 1: once will do */
    uint32_t consistency;   /**< hakit_consistency */
} hakit_kernel_options;
#define HAKIT_KERNEL_OPTIONS_INIT \
    { sizeof(hakit_kernel_options), NULL, 0, 0, HAKIT_CONSISTENT_TABLE }
/** The table of the kernel, by netlink. HAKIT_E_UNSUPPORTED: it has no IPVS and cannot load it; HAKIT_E_SYSTEM with
 *  EPERM: CAP_NET_ADMIN is missing. Calls block until the kernel has answered. NULL options give the defaults. */
HAKIT_API hakit_status hakit_table_kernel(const hakit_kernel_options* options, hakit_table** out,
                                          hakit_error** err) HAKIT_NOEXCEPT;

/** Settings: {"schema":"hakit-ipvs-1","services":[...],"timeouts":{...},"sync_daemons":[...]}, see docs/ipvs.md. */
HAKIT_API hakit_status hakit_table_state(const hakit_table* t, hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;
/** The services with their counters and numbers of connections. */
HAKIT_API hakit_status hakit_table_listing(const hakit_table* t, hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;
/** The connections it balances now, persistence templates among them:
 *  {"schema":"hakit-ipvs-connections-1","connections":[{"protocol","client","virtual","destination",...}]}. */
HAKIT_API hakit_status hakit_table_connections(const hakit_table* t, hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;

enum {
    HAKIT_CHANGE_ADD_SERVICE = 1, /**< with the destinations that stand in it */
    HAKIT_CHANGE_EDIT_SERVICE = 2,
    HAKIT_CHANGE_REMOVE_SERVICE = 3,
    HAKIT_CHANGE_ADD_DESTINATION = 4, /**< each destination that stands in the service; so for the next two */
    HAKIT_CHANGE_EDIT_DESTINATION = 5,
    HAKIT_CHANGE_REMOVE_DESTINATION = 6,
    HAKIT_CHANGE_ZERO = 7 /**< the counters of the service */
};
/** Makes one change. `service` is an element of "services" of a state, in JSON; where only its key counts the rest may
 *  be missing. Errors are those of the kernel: HAKIT_E_NOT_FOUND, HAKIT_E_EXISTS, ... with its errno. What stood before
 *  a destination that fails is made. */
HAKIT_API hakit_status hakit_table_change(hakit_table* t, int32_t change, const char* service, size_t service_len,
                                          hakit_error** err) HAKIT_NOEXCEPT;
/** Removes all services. */
HAKIT_API hakit_status hakit_table_flush(hakit_table* t, hakit_error** err) HAKIT_NOEXCEPT;

/** Bits of hakit_plan_options.flags. */
enum {
    HAKIT_PLAN_DRAIN = 1 << 0, /**< destinations that are to go get weight 0 first, and go when nobody is left */
    HAKIT_PLAN_STOP_AT_FAILURE = 1 << 1 /**< hakit_table_apply(): the first step that fails is the last one tried */
};
typedef struct hakit_plan_options {
    size_t struct_size;
    uint32_t flags;
    const char* owned; /**< JSON, see docs/ipvs.md: the services that may be touched; NULL: all */
    size_t owned_len;
} hakit_plan_options;
#define HAKIT_PLAN_OPTIONS_INIT \
    { sizeof(hakit_plan_options), 0, NULL, 0 }
/** What has to change so that the table becomes `desired`, a state in JSON:
 * {"schema":"hakit-ipvs-plan-1","steps":[...]}; no steps when nothing has to. Changes nothing. */
HAKIT_API hakit_status hakit_table_plan(const hakit_table* t, const char* desired, size_t desired_len,
                                        const hakit_plan_options* options, hakit_buf** out,
                                        hakit_error** err) HAKIT_NOEXCEPT;
/** The same plan between two states in JSON, without a table. HAKIT_PLAN_DRAIN is refused with
 *  HAKIT_E_INVALID_ARGUMENT, as a state knows no connections. */
HAKIT_API hakit_status hakit_table_diff(const char* actual, size_t actual_len, const char* desired, size_t desired_len,
                                        const hakit_plan_options* options, hakit_buf** out,
                                        hakit_error** err) HAKIT_NOEXCEPT;
/** Makes the plan of hakit_table_plan() and carries it out: {"schema":"hakit-ipvs-report-1","ok":...}. HAKIT_OK also
 *  when steps failed; the report tells. Call it again after an interruption, or until nothing is draining. */
HAKIT_API hakit_status hakit_table_apply(hakit_table* t, const char* desired, size_t desired_len,
                                         const hakit_plan_options* options, hakit_buf** out,
                                         hakit_error** err) HAKIT_NOEXCEPT;

/* ---- VRRP --------------------------------------------------------------------------------------------------- */

enum {
    HAKIT_VRRP_DECODE_PACKET = 1 << 0, /**< the bytes are one packet: an Ethernet frame, or what begins with IP */
    HAKIT_VRRP_DECODE_SECRETS = 1 << 1 /**< show passwords */
};
typedef struct hakit_vrrp_decode_options {
    size_t struct_size;
    uint32_t flags;     /**< HAKIT_VRRP_DECODE_* */
    const char* secret; /**< the password, or the key of AH, to check packets with; NULL: they are not checked */
    size_t secret_len;
} hakit_vrrp_decode_options;
#define HAKIT_VRRP_DECODE_OPTIONS_INIT \
    { sizeof(hakit_vrrp_decode_options), 0, NULL, 0 }
/** Explains the packets of a pcap or pcapng file, or of a dump in hexadecimal, and says what is wrong with each:
 *  {"schema":"hakit-vrrp-packets-1","packets":[...]}, see docs/vrrp.md. HAKIT_E_SYNTAX when it is neither. Any thread.
 */
HAKIT_API hakit_status hakit_vrrp_decode(const char* data, size_t len, const hakit_vrrp_decode_options* options,
                                         hakit_buf** out, hakit_error** err) HAKIT_NOEXCEPT;

/* ---- Real servers -------------------------------------------------------------------------------------------- */

/** Bits of hakit_realserver_options.flags. */
enum {
    HAKIT_REALSERVER_UNDO = 1 << 0 /**< the way back */
};
typedef struct hakit_realserver_options {
    size_t struct_size;
    uint32_t flags;         /**< HAKIT_REALSERVER_* */
    const char* server;     /**< with a configuration: only what this real server (its address) serves; NULL: all */
    const char* netns_path; /**< file of a network namespace, such as /run/netns/NAME; NULL: the thread's */
    int32_t netns_pid;      /**< or the process that it is of; 0: none */
    const char* root;       /**< in front of the paths of files that are written; NULL: none */
} hakit_realserver_options;
#define HAKIT_REALSERVER_OPTIONS_INIT \
    { sizeof(hakit_realserver_options), 0, NULL, NULL, 0, NULL }

/** Forms of a plan. */
enum {
    HAKIT_REALSERVER_JSON = 0, /**< {"schema":"hakit-realserver-plan-1","ok":...,"steps":[...],"refusals":[...]} */
    HAKIT_REALSERVER_TEXT = 1,
    HAKIT_REALSERVER_SHELL = 2,
    HAKIT_REALSERVER_POWERSHELL = 3,
    HAKIT_REALSERVER_NETSH = 4,
    HAKIT_REALSERVER_REGISTRY = 5 /**< a file for regedit: UTF-16LE */
};
/** What prepares a host as a real server. `request` is {"host":{...},"services":[{"vip":"192.0.2.1",...}]}, see
 *  docs/realserver.md; `config` may be a keepalived.conf, whose services of direct routing and tunnels count as well,
 * or NULL. HAKIT_OK also when services are refused; the plan tells. HAKIT_E_UNSUPPORTED for a form that the host has no
 *  use for. NULL options give the defaults. Any thread. */
HAKIT_API hakit_status hakit_realserver_plan(const char* request, size_t request_len, const hakit_config* config,
                                             int32_t form, const hakit_realserver_options* options, hakit_buf** out,
                                             hakit_error** err) HAKIT_NOEXCEPT;
/** Whether a Linux host is prepared, and what would spoil it: {"schema":"hakit-realserver-verify-1","ok":...}. Changes
 *  nothing. HAKIT_E_REFUSED when the namespace cannot be entered. Blocks. */
HAKIT_API hakit_status hakit_realserver_verify(const char* request, size_t request_len, const hakit_config* config,
                                               const hakit_realserver_options* options, hakit_buf** out,
                                               hakit_error** err) HAKIT_NOEXCEPT;
/** Makes the steps; when one fails, those before it are taken back: {"schema":"hakit-realserver-apply-1","ok":...}.
 *  HAKIT_OK also then; the report tells. HAKIT_E_REFUSED, with nothing changed, for a plan with refusals and for a
 *  process that lacks a capability, which the message names. Blocks. */
HAKIT_API hakit_status hakit_realserver_apply(const char* request, size_t request_len, const hakit_config* config,
                                              const hakit_realserver_options* options, hakit_buf** out,
                                              hakit_error** err) HAKIT_NOEXCEPT;

/* ---- Cluster files of corosync as wholes ------------------------------------------------------------------------ */

enum { HAKIT_MIGRATE_NO_ENCRYPTION = 1 << 0 /**< stay without encryption where it was so */ };
typedef struct hakit_migrate_options {
    size_t struct_size;
    uint32_t flags; /**< HAKIT_MIGRATE_* */
    const char* to; /**< release of corosync, 3.0 or later; NULL: that of Debian 12 */
    const char* const*
        node_names; /**< in the order of their addresses, NULL behind the last; NULL: node1, node2, ... */
    const char* const*
        nodes; /**< "NAME=ADDRESS,ADDRESS" each, NULL behind the last: those of a file that used multicast */
} hakit_migrate_options;
#define HAKIT_MIGRATE_OPTIONS_INIT \
    { sizeof(hakit_migrate_options), 0, NULL, NULL, NULL }
/** Rewrites a corosync.conf of releases 1 and 2 for release 3. `decisions`, which may be NULL, is what a person has to
 *  decide or know, with places in the old file. HAKIT_E_REFUSED for a file that is damaged: mend it first. */
HAKIT_API hakit_status hakit_corosync_migrate(const hakit_workspace* w, uint32_t file,
                                              const hakit_migrate_options* options, hakit_buf** out,
                                              hakit_diags** decisions, hakit_error** err) HAKIT_NOEXCEPT;

/** Bits of the `flags` of hakit_corosync_change(). */
enum {
    HAKIT_CLUSTER_FORCE = 1 << 0,       /**< give the new text even when it is worse */
    HAKIT_CLUSTER_KEEP_QUORUM = 1 << 1, /**< leave two_node and expected_votes as they are */
    HAKIT_CLUSTER_KEEP_VERSION = 1 << 2 /**< do not raise config_version */
};
/** Adds, removes or numbers a node or a link: {"change":"add_node","name":"n3","addresses":["10.0.0.3"]};
 * docs/corosync.md lists the changes. `read` may be NULL. The whole new text; HAKIT_E_REFUSED when it would have errors
 * that the file has not. */
HAKIT_API hakit_status hakit_corosync_change(const hakit_workspace* w, uint32_t file, const char* change,
                                             uint32_t flags, const hakit_read_options* read, hakit_buf** out,
                                             hakit_error** err) HAKIT_NOEXCEPT;

/** Writes a new key of 128..4096 random bytes (0: 256) to `path` with mode 0400. HAKIT_E_EXISTS when there is a
 *  file, unless `replace` is not 0. */
HAKIT_API hakit_status hakit_corosync_write_authkey(const char* path, size_t bytes, int32_t replace,
                                                    hakit_error** err) HAKIT_NOEXCEPT;

/* ---- CIBs of Pacemaker as wholes -------------------------------------------------------------------------------- */

/* Configurations of HAKIT_FORMAT_CIB and HAKIT_FORMAT_CRM hold a CIB; others are answered by HAKIT_E_UNSUPPORTED. The
 * given configuration stays as it is; the new one is of the same format, and hakit_config_emit() writes it. */

/** Says a CIB in the words of another schema, up or down: `to` is such as "pacemaker-3.9" or "3.9". `steps`, which may
 *  be NULL, gets {"schema":"hakit-migration-1","steps":[{"kind":"converted","path":"...","message":"..."},...]}: kind
 * is "converted", "dropped" (it had no effect), "lost" (it had one) or "manual" (the schema refuses what is left
 * there). HAKIT_E_INVALID_ARGUMENT for a schema that does not exist. */
HAKIT_API hakit_status hakit_cib_migrate(const hakit_config* c, const char* to, hakit_config** out, hakit_buf** steps,
                                         hakit_error** err) HAKIT_NOEXCEPT;
/** What `cibadmin --patch` and `crm_diff --patch` take to make `after` of `before`, whole CIBs both; with secrets. When
 *  one of them is crm text, it counts as an edited text of the other one: what it has no words for stays as it is.
 *  HAKIT_E_INVALID_ARGUMENT when one is no <cib>, or when the text was read for another schema than the CIB has. */
HAKIT_API hakit_status hakit_cib_patch(const hakit_config* before, const hakit_config* after, hakit_buf** out,
                                       hakit_error** err) HAKIT_NOEXCEPT;
/** Gives an object another id, in all references and in the ids that are made of it. `changed`, which may be NULL, gets
 *  how many attributes that were. HAKIT_E_NOT_FOUND, HAKIT_E_EXISTS, HAKIT_E_INVALID_ARGUMENT for what is no id. */
HAKIT_API hakit_status hakit_cib_rename(const hakit_config* c, const char* id, const char* new_id, hakit_config** out,
                                        size_t* changed, hakit_error** err) HAKIT_NOEXCEPT;
/** Removes an object with what cannot be without it: constraints, its places in sets, groups, tags and fencing levels.
 *  `removed`, which may be NULL, gets a JSON array of what went: ["primitive ip","rsc_location l1"]. HAKIT_E_NOT_FOUND;
 *  HAKIT_E_REFUSED when something else takes a part of it by reference, or has it as its template. */
HAKIT_API hakit_status hakit_cib_remove(const hakit_config* c, const char* id, hakit_config** out, hakit_buf** removed,
                                        hakit_error** err) HAKIT_NOEXCEPT;

/* ---- Virtual routers of a configuration -------------------------------------------------------------------------- */

/* The virtual routers of a configuration: tell it what happens, do what it asks, call it when wake_at has come. All
 * instants are nanoseconds of one clock that does not go back. Packets are IP packets, header and all. */

/** Asks less of hakit: what it does not carry out is left out instead of refused. */
enum { HAKIT_VRRP_IGNORE_UNSUPPORTED = 1 << 0 };
/** HAKIT_E_UNSUPPORTED with the reasons when the configuration cannot be run; of keepalived's format alone. */
HAKIT_API hakit_status hakit_vrrp_new(const hakit_config* c, uint32_t flags, hakit_vrrp** out,
                                      hakit_error** err) HAKIT_NOEXCEPT;
HAKIT_API void hakit_vrrp_free(hakit_vrrp* v) HAKIT_NOEXCEPT;
HAKIT_API hakit_status hakit_vrrp_start(hakit_vrrp* v, int64_t now, hakit_error** err) HAKIT_NOEXCEPT;
/** HAKIT_NEVER when nothing is due. */
HAKIT_API int64_t hakit_vrrp_wake_at(const hakit_vrrp* v) HAKIT_NOEXCEPT;
HAKIT_API hakit_status hakit_vrrp_time(hakit_vrrp* v, int64_t now, hakit_error** err) HAKIT_NOEXCEPT;
/** A packet came in on an interface. What is no advertisement changes nothing. */
HAKIT_API hakit_status hakit_vrrp_packet(hakit_vrrp* v, const char* interface, const void* packet, size_t len,
                                         int64_t now, hakit_error** err) HAKIT_NOEXCEPT;
/** An interface is up or not; up until told otherwise. May be called before the start, as the next two. */
HAKIT_API hakit_status hakit_vrrp_interface(hakit_vrrp* v, const char* name, int32_t up, int64_t now,
                                            hakit_error** err) HAKIT_NOEXCEPT;
/** The address that packets leave an interface with came or went; for routers that do not name one. */
HAKIT_API hakit_status hakit_vrrp_source(hakit_vrrp* v, const char* interface, const char* address, int32_t there,
                                         int64_t now, hakit_error** err) HAKIT_NOEXCEPT;
enum {
    HAKIT_TRACKER_SCRIPT = 1, /**< a run ended; value: 1 success, 0 failure */
    HAKIT_TRACKER_FILE = 2,   /**< value: the number in it */
    HAKIT_TRACKER_PROCESS = 3 /**< value: how many run */
};
HAKIT_API hakit_status hakit_vrrp_tracker(hakit_vrrp* v, int32_t kind, const char* name, int32_t value, int64_t now,
                                          hakit_error** err) HAKIT_NOEXCEPT;
/** Changes over; routers that stay the same keep state and timers. */
HAKIT_API hakit_status hakit_vrrp_reload(hakit_vrrp* v, const hakit_config* c, int64_t now,
                                         hakit_error** err) HAKIT_NOEXCEPT;
/** Masters resign and give everything back. */
HAKIT_API hakit_status hakit_vrrp_shutdown(hakit_vrrp* v, int64_t now, hakit_error** err) HAKIT_NOEXCEPT;
/** {"schema":"hakit-vrrp-state-1",...}, see docs/vrrp.md. */
HAKIT_API hakit_status hakit_vrrp_json(const hakit_vrrp* v, int64_t now, hakit_buf** out,
                                       hakit_error** err) HAKIT_NOEXCEPT;

/** What hakit_vrrp_next() gives. */
enum {
    HAKIT_VRRP_NONE = 0,           /**< nothing is left to do */
    HAKIT_VRRP_SEND = 1,           /**< send `packet` to `address` from `interface` */
    HAKIT_VRRP_ADD_ADDRESS = 2,    /**< put `address` ("10.0.0.1/24") on `interface` */
    HAKIT_VRRP_REMOVE_ADDRESS = 3, /**< take it away */
    HAKIT_VRRP_ADD_ROUTE = 4,      /**< to `address`, via `text`, by `interface`; the configuration says more */
    HAKIT_VRRP_REMOVE_ROUTE = 5,
    HAKIT_VRRP_ADD_RULE = 6, /**< from `address`, table `text`; the configuration says more */
    HAKIT_VRRP_REMOVE_RULE = 7,
    HAKIT_VRRP_ANNOUNCE = 8,       /**< tell `interface` of `address`; see hakit_vrrp_announcement() */
    HAKIT_VRRP_TRACKER_SCRIPT = 9, /**< run the arguments, then call hakit_vrrp_tracker() with the name in `text` */
    HAKIT_VRRP_RUN_SCRIPT = 10,    /**< run the arguments */
    HAKIT_VRRP_LINE = 11,          /**< `text` is a line for notify FIFOs */
    HAKIT_VRRP_EVENT = 12          /**< `text` is a line for people, `json` the same for programs */
};
/** Takes the next action; its parts are valid until the next call. Do the actions in their order. */
HAKIT_API int32_t hakit_vrrp_next(hakit_vrrp* v) HAKIT_NOEXCEPT;
/** The name of the vrrp_instance. */
HAKIT_API hakit_str hakit_vrrp_action_router(const hakit_vrrp* v) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_vrrp_action_interface(const hakit_vrrp* v) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_vrrp_action_address(const hakit_vrrp* v) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_vrrp_action_packet(const hakit_vrrp* v) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_vrrp_action_text(const hakit_vrrp* v) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_vrrp_action_json(const hakit_vrrp* v) HAKIT_NOEXCEPT;
HAKIT_API size_t hakit_vrrp_action_argument_count(const hakit_vrrp* v) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_vrrp_action_argument(const hakit_vrrp* v, size_t i) HAKIT_NOEXCEPT;
/** The Ethernet frame that announces an address: gratuitous ARP, or an unsolicited neighbour advertisement. */
HAKIT_API hakit_status hakit_vrrp_announcement(const uint8_t mac[6], const char* address, hakit_buf** out,
                                               hakit_error** err) HAKIT_NOEXCEPT;

/* ---- Virtual routers that run on this host ---------------------------------------------------------------------- */

/*
 * The same on raw sockets, netlink and the clock of this host, in the network namespace of the thread that starts them.
 * Needs CAP_NET_ADMIN and CAP_NET_RAW. It has no threads: it lives while hakit_vrrp_runner_run() is running, and peers
 * take over when a master pauses for three intervals.
 *
 *     hakit_vrrp_runner_new(&options, &r, &err);
 *     hakit_vrrp_runner_start(r, configuration, &err);
 *     hakit_vrrp_runner_run(r, HAKIT_NEVER, &stopped, &err);      until another thread calls hakit_vrrp_runner_stop(r)
 */

/** One thing that happened: a line for people, and one JSON object as in docs/vrrp.md. Borrowed while it is called, in
 *  the thread that starts, reloads or runs. It may call hakit_vrrp_runner_stop(). */
typedef void (*hakit_vrrp_event_fn)(hakit_str line, hakit_str json, void* user);

typedef struct hakit_vrrp_runner_options {
    size_t struct_size;
    uint32_t flags;               /**< HAKIT_VRRP_IGNORE_UNSUPPORTED */
    const char* script_user;      /**< runs scripts without a user; NULL: this one, or keepalived_script for root */
    hakit_vrrp_event_fn on_event; /**< may be NULL */
    void* user;                   /**< for on_event */
} hakit_vrrp_runner_options;
#define HAKIT_VRRP_RUNNER_OPTIONS_INIT \
    { sizeof(hakit_vrrp_runner_options), 0, NULL, NULL, NULL }

HAKIT_API hakit_status hakit_vrrp_runner_new(const hakit_vrrp_runner_options* options, hakit_vrrp_runner** out,
                                             hakit_error** err) HAKIT_NOEXCEPT;
/** Without a stop before it: as if the program had died; addresses stay where they are. */
HAKIT_API void hakit_vrrp_runner_free(hakit_vrrp_runner* r) HAKIT_NOEXCEPT;
/** Opens what is needed and begins; once. The configuration is copied. HAKIT_E_UNSUPPORTED as hakit_vrrp_new(),
 *  HAKIT_E_REFUSED for scripts that are not safe, HAKIT_E_SYSTEM without the capabilities; nothing has happened then.
 */
HAKIT_API hakit_status hakit_vrrp_runner_start(hakit_vrrp_runner* r, const hakit_config* c,
                                               hakit_error** err) HAKIT_NOEXCEPT;
/** Changes over; routers that stay the same keep state and timers. Fails as the start, and changes nothing then. */
HAKIT_API hakit_status hakit_vrrp_runner_reload(hakit_vrrp_runner* r, const hakit_config* c,
                                                hakit_error** err) HAKIT_NOEXCEPT;
/** Runs for `nanoseconds` (HAKIT_NEVER: without end; 0: does what is due and does not wait), or until it has stopped;
 *  `stopped`, which may be NULL, becomes 1 then, else 0. HAKIT_E_REFUSED when it was not started. */
HAKIT_API hakit_status hakit_vrrp_runner_run(hakit_vrrp_runner* r, int64_t nanoseconds, int32_t* stopped,
                                             hakit_error** err) HAKIT_NOEXCEPT;
/** Masters resign and give everything back; hakit_vrrp_runner_run() does that, and returns when it is done. From any
 *  thread, and from on_event; not from a signal handler. */
HAKIT_API hakit_status hakit_vrrp_runner_stop(hakit_vrrp_runner* r, hakit_error** err) HAKIT_NOEXCEPT;
/** {"schema":"hakit-vrrp-state-1",...}, see docs/vrrp.md. */
HAKIT_API hakit_status hakit_vrrp_runner_json(const hakit_vrrp_runner* r, hakit_buf** out,
                                              hakit_error** err) HAKIT_NOEXCEPT;

/* ---- Who is master on a segment ---------------------------------------------------------------------------------- */

/*
 * Listens on interfaces of this host, in the network namespace of the thread that creates it, and sends nothing. Needs
 * CAP_NET_RAW. It has no threads: what comes while hakit_vrrp_watch_run() is not running waits, as much as fits.
 */

/** `interfaces`: NULL behind the last; NULL or empty: all that are up and can multicast. `on_event`, which may be NULL,
 *  gets a line for people and one JSON object as in docs/vrrp.md for every change; borrowed while it is called, inside
 *  of hakit_vrrp_watch_run(). HAKIT_E_NOT_FOUND for an interface that is not there, HAKIT_E_SYSTEM without the
 *  capability. */
HAKIT_API hakit_status hakit_vrrp_watch_new(const char* const* interfaces, hakit_vrrp_event_fn on_event, void* user,
                                            hakit_vrrp_watch** out, hakit_error** err) HAKIT_NOEXCEPT;
HAKIT_API void hakit_vrrp_watch_free(hakit_vrrp_watch* w) HAKIT_NOEXCEPT;
/** Watches for `nanoseconds` (HAKIT_NEVER: without end; 0: takes what is there and does not wait), or until it is
 *  stopped; `stopped`, which may be NULL, becomes 1 then, else 0. */
HAKIT_API hakit_status hakit_vrrp_watch_run(hakit_vrrp_watch* w, int64_t nanoseconds, int32_t* stopped,
                                            hakit_error** err) HAKIT_NOEXCEPT;
/** Ends hakit_vrrp_watch_run(). From any thread, and from on_event; not from a signal handler. */
HAKIT_API hakit_status hakit_vrrp_watch_stop(hakit_vrrp_watch* w, hakit_error** err) HAKIT_NOEXCEPT;
/** {"schema":"hakit-vrrp-watch-1",...}, see docs/vrrp.md. */
HAKIT_API hakit_status hakit_vrrp_watch_json(const hakit_vrrp_watch* w, hakit_buf** out,
                                             hakit_error** err) HAKIT_NOEXCEPT;

/* ---- The director: a configuration as a running load balancer ------------------------------------------------ */

/*
 * It has no sockets, no clock and no threads: the caller does what its actions ask, and tells how it went. Instants are
 * nanoseconds of one clock that does not go back. Each call that takes `now` queues actions behind those not taken yet:
 *
 *     hakit_director_start(d, now, &err);
 *     for (;;) {
 *         while ((kind = hakit_director_next(d)) != 0) switch (kind) { ... }
 *         wait until hakit_director_wake_at(d), or until an attempt ends;
 *         hakit_director_time(d, now, &err), or hakit_director_outcome(d, ...);
 *     }
 */

/** Bits of hakit_director_options.flags. */
enum {
    HAKIT_DIRECTOR_IGNORE_UNSUPPORTED = 1 << 0,  /**< leave out checkers that hakit cannot run; they pass always */
    HAKIT_DIRECTOR_VERIFY_CERTIFICATES = 1 << 1, /**< SSL_GET checks certificates, which keepalived never does */
    HAKIT_DIRECTOR_KEEP_TABLE = 1 << 2           /**< hakit_director_shutdown() leaves the services in the table */
};
typedef struct hakit_director_options {
    size_t struct_size;
    uint32_t flags;
    uint32_t max_attempts; /**< that may run at a time; 0: 1000 */
    uint64_t seed;         /**< decides when within its warm-up a check starts */
} hakit_director_options;
#define HAKIT_DIRECTOR_OPTIONS_INIT \
    { sizeof(hakit_director_options), 0, 0, 0 }

/** HAKIT_E_UNSUPPORTED, with the reasons in the message, for a configuration that the director cannot run. The
 *  configuration is copied. */
HAKIT_API hakit_status hakit_director_new(const hakit_config* c, const hakit_director_options* options,
                                          hakit_director** out, hakit_error** err) HAKIT_NOEXCEPT;
HAKIT_API void hakit_director_free(hakit_director* d) HAKIT_NOEXCEPT;
/** Fills the table and starts the checks. Call it once. */
HAKIT_API hakit_status hakit_director_start(hakit_director* d, int64_t now, hakit_error** err) HAKIT_NOEXCEPT;
/** When hakit_director_time() wants to be called; HAKIT_NEVER when nothing is due. */
HAKIT_API int64_t hakit_director_wake_at(const hakit_director* d) HAKIT_NOEXCEPT;
HAKIT_API hakit_status hakit_director_time(hakit_director* d, int64_t now, hakit_error** err) HAKIT_NOEXCEPT;
/** Changes over to another configuration and applies only the difference. Fails as hakit_director_new(), and then
 *  changes nothing. */
HAKIT_API hakit_status hakit_director_reload(hakit_director* d, const hakit_config* c, int64_t now,
                                             hakit_error** err) HAKIT_NOEXCEPT;
/** Ends all checks and empties the table. */
HAKIT_API hakit_status hakit_director_shutdown(hakit_director* d, int64_t now, hakit_error** err) HAKIT_NOEXCEPT;
/** {"schema":"hakit-director-1",...}, see docs/director.md. */
HAKIT_API hakit_status hakit_director_json(const hakit_director* d, int64_t now, hakit_buf** out,
                                           hakit_error** err) HAKIT_NOEXCEPT;

/** What there is to do. */
enum {
    HAKIT_ACTION_NONE = 0,
    HAKIT_ACTION_START_CHECK = 1, /**< begin an attempt, and tell its end with hakit_director_outcome() */
    HAKIT_ACTION_ABORT_CHECK = 2, /**< drop the attempt; its outcome is not wanted any more */
    HAKIT_ACTION_TABLE = 3,       /**< change the IPVS table: hakit_director_perform() */
    HAKIT_ACTION_RUN_SCRIPT = 4,  /**< start a program without a shell; those of one subject one after the other */
    HAKIT_ACTION_EVENT = 5        /**< something to log; hakit_action_text() and hakit_action_json() */
};
/** Takes the next action; the accessors below speak of it until the next call. HAKIT_ACTION_NONE when none is left. */
HAKIT_API int32_t hakit_director_next(hakit_director* d) HAKIT_NOEXCEPT;

/** START_CHECK and ABORT_CHECK: the attempt. 0 for other actions. */
HAKIT_API uint64_t hakit_action_probe(const hakit_director* d) HAKIT_NOEXCEPT;
HAKIT_API uint64_t hakit_action_attempt(const hakit_director* d) HAKIT_NOEXCEPT;
/** START_CHECK: the director gives up by itself then, with an ABORT_CHECK. */
HAKIT_API int64_t hakit_action_deadline(const hakit_director* d) HAKIT_NOEXCEPT;
/** START_CHECK: "TCP_CHECK", "HTTP_GET" and so on. All texts are borrowed until the next action is taken. */
HAKIT_API hakit_str hakit_action_checker(const hakit_director* d) HAKIT_NOEXCEPT;
/** START_CHECK: the address to connect to; empty for MISC_CHECK. */
HAKIT_API hakit_str hakit_action_address(const hakit_director* d) HAKIT_NOEXCEPT;
HAKIT_API uint16_t hakit_action_port(const hakit_director* d) HAKIT_NOEXCEPT;
/** START_CHECK of HTTP_GET and SSL_GET: the bytes to send. */
HAKIT_API hakit_str hakit_action_request(const hakit_director* d) HAKIT_NOEXCEPT;
/** One line for people: what is asked, the changes of the table, the program's subject, the event. */
HAKIT_API hakit_str hakit_action_text(const hakit_director* d) HAKIT_NOEXCEPT;
/** EVENT: one JSON object, see docs/director.md. */
HAKIT_API hakit_str hakit_action_json(const hakit_director* d) HAKIT_NOEXCEPT;
/** RUN_SCRIPT, and START_CHECK of MISC_CHECK: the program and its arguments. */
HAKIT_API size_t hakit_action_argument_count(const hakit_director* d) HAKIT_NOEXCEPT;
HAKIT_API hakit_str hakit_action_argument(const hakit_director* d, size_t i) HAKIT_NOEXCEPT;

/** Carries a HAKIT_ACTION_TABLE out, and tells the director how it went. What the table refuses is tried again later;
 *  events tell. HAKIT_E_INVALID_ARGUMENT when the present action is another one. */
HAKIT_API hakit_status hakit_director_perform(hakit_director* d, hakit_table* t, int64_t now,
                                              hakit_error** err) HAKIT_NOEXCEPT;

/** Why an attempt failed. */
enum {
    HAKIT_CHECK_OK = 0,
    HAKIT_CHECK_TIMED_OUT = 1,
    HAKIT_CHECK_SYSTEM = 2, /**< system_errno says why: no route, connection refused */
    HAKIT_CHECK_CLOSED = 3, /**< the peer ended the connection too early */
    HAKIT_CHECK_TLS = 4,
    HAKIT_CHECK_MALFORMED = 5, /**< the answer is not HTTP */
    HAKIT_CHECK_STATUS = 6,    /**< the status code is not one of the expected */
    HAKIT_CHECK_DIGEST = 7,
    HAKIT_CHECK_PATTERN = 8,
    HAKIT_CHECK_LIMIT = 9,
    HAKIT_CHECK_UNSUPPORTED = 10
};
typedef struct hakit_outcome {
    size_t struct_size;
    int32_t failure; /**< HAKIT_CHECK_* */
    int32_t system_errno;
    int32_t http_status; /**< 0 without one */
    int32_t has_weight;  /**< MISC_CHECK with misc_dynamic: `weight` counts */
    int64_t weight;
    const char* detail; /**< for people: what was expected or found; may be NULL */
} hakit_outcome;
#define HAKIT_OUTCOME_INIT \
    { sizeof(hakit_outcome), HAKIT_CHECK_OK, 0, 0, 0, 0, NULL }
/** The attempt ended. One that was aborted, or whose check a reload removed, is ignored. */
HAKIT_API hakit_status hakit_director_outcome(hakit_director* d, uint64_t probe, uint64_t attempt,
                                              const hakit_outcome* outcome, int64_t now,
                                              hakit_error** err) HAKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
