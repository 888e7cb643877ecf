/// The expansion, line by line, in the order in which keepalived's reader works (lib/parser.c). Internal.
#pragma once

#include <hakit/keepalived/expand.hpp>
#include <hakit/text/workspace.hpp>

#include "keepalived/damage.hpp"
#include "keepalived/expansion/origin_map.hpp"
#include "keepalived/expansion/traced_line.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// Where the next line comes from: a file or the lines of a definition.
class line_source {
public:
    virtual ~line_source() = default;
    virtual std::optional<traced_line> next() = 0;
};

/// What an included file must be like; the letters are those of the include variants.
struct include_rules {
    bool readable = false;    ///< r
    bool exists = false;      ///< m
    bool matches = false;     ///< w
    bool all_braces = false;  ///< b
};

/// One expansion. Not reusable.
class expander {
public:
    expander(text::workspace& files, const expand_options& options)
        : files_{files},
          options_{options},
          diagnostics_{files.bounds().diagnostics_per_file},
          random_{options.random_seed} {}

    /// Expands the file that is not included by another one.
    void run_top(text::file_id file);

    std::string output;
    origin_map origins;
    std::vector<unresolved_line> unresolved;
    [[nodiscard]] text::diagnostic_list& diagnostics() noexcept { return diagnostics_; }

private:
    struct definition {
        std::vector<traced_line> lines;
        std::uint32_t place = no_definition;
    };

    void run_file(text::file_id file);
    void run(line_source& lines);
    void process(traced_line line, line_source& lines);
    /// Takes the prefix "@id" off; false when the line is not for this host.
    bool take_condition(traced_line& line);
    /// The same for each "@id" behind a brace, which keepalived reads as the beginning of a line.
    void take_inner_conditions(traced_line& line);
    void define(const traced_line& line, std::size_t name_end, line_source& lines);
    void repeat(const traced_line& line, std::size_t head_end, line_source& lines);
    /// Replaces references once; the lines that come out, or nothing when nothing was replaced.
    std::vector<traced_line> substitute(const traced_line& line);
    const definition* find_definition(std::string_view name) const;
    std::optional<std::string> built_in(std::string_view name, std::string_view arguments, text::file_id file);
    void report_undefined(const traced_line& line);
    void include(const traced_line& line, std::size_t keyword_end);
    bool include_one(const std::string& path, text::location where, const include_rules& rules);
    void learn_include_check(std::string_view line);
    void emit(const traced_line& line);
    bool spend(std::size_t bytes, text::location where);
    [[nodiscard]] text::location where(const traced_line& line) const;
    [[nodiscard]] text::location where(const traced_line& line, std::size_t begin, std::size_t end) const;

    text::workspace& files_;
    const expand_options& options_;
    text::diagnostic_list diagnostics_;
    std::map<std::string, definition, std::less<>> definitions_;
    std::vector<std::string> including_;
    include_rules checked_;  ///< what include_check asks for
    std::minstd_rand random_;
    std::size_t spent_ = 0;
    unsigned replay_depth_ = 0;
    bool refused_ = false;  ///< substitute() replaced nothing because the line would grow too long
    bool stopped_ = false;
};

/// Drops leading blanks, the comment and trailing blanks, as keepalived does; a backslash before '#' or '!' goes too,
/// one at the end of a comment stays.
[[nodiscard]] traced_line without_comment(const traced_line& line);

/// The alternatives of a path with `{a,b}` in it, at most 256 of them.
[[nodiscard]] std::vector<std::string> expand_braces(std::string_view pattern);

}  // namespace hakit::keepalived
