/// What the command line says, one struct for each subcommand. main.cpp fills them, the other files read them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hakit::cli {

/// Exit codes of every subcommand.
enum exit_code : int {
    clean = 0,         ///< warnings allowed
    warnings = 1,      ///< with --strict
    input_errors = 2,  ///< errors in the input
    usage = 3,
    system_failure = 4,
};

/// How to read the files.
struct input_options {
    std::string format;     ///< empty: by name and content
    std::string target;     ///< release of the program that reads the file; empty: the format's default
    std::string features;   ///< of keepalived's build; empty: what Debian 12 builds
    std::string facts;      ///< file with facts about the host; empty without
    std::string config_id;  ///< for `@id`; empty: this host's name
    bool secrets = false;   ///< show passwords and keys
};

struct check_options {
    input_options input;
    std::vector<std::string> files;
    std::string output = "text";  ///< text, json or sarif
    bool strict = false;
    bool for_run = false;         ///< also what `hakit run` would refuse or leave out
    std::uint32_t limit = 100;    ///< diagnostics of a file
    std::string colour = "auto";  ///< auto, always or never
};

struct fix_options {
    input_options input;
    std::vector<std::string> files;
    bool dry_run = false;
};

struct format_options {
    input_options input;
    std::vector<std::string> files;
    bool check = false;
    bool to_stdout = false;
};

struct show_options {
    input_options input;
    std::string file;
    std::string output = "text";
    bool defaults = false;
};

struct get_options {
    input_options input;
    std::string file;
    std::string path;
};

struct edit_options {
    input_options input;
    std::string file;
    std::string path;
    std::vector<std::string> words;  ///< of set and insert
    bool force = false;
    bool dry_run = false;
};

struct diff_options {
    input_options input;
    std::string before;
    std::string after;
    std::string output = "text";
};

struct run_options {
    input_options input;
    std::string file;
    std::string table = "auto";  ///< the kernel's when it can be used
    std::string output = "text";
    bool ignore_unsupported = false;
    bool services = true;  ///< run the virtual servers
    bool routers = true;   ///< and the virtual routers
};

struct keywords_options {
    std::string format = "keepalived";
    std::string path;  ///< only those below it
    std::string output = "text";
};

int check(const check_options& options);
int fix(const fix_options& options);
int format(const format_options& options);
int show(const show_options& options);
int get(const get_options& options);
int set(const edit_options& options);
int insert(const edit_options& options);
int remove(const edit_options& options);
int comment_out(const edit_options& options);
int diff(const diff_options& options);
int run(const run_options& options);
int keywords(const keywords_options& options);

}  // namespace hakit::cli
