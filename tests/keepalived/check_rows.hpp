/// Cases of tests/data/keepalived/checks: a small configuration and all that check() says about it.
///
///     ### TITLE
///     %target 2.4                 options, each on a line: the release,
///     %facts {"schema":...}       facts about the host,
///     %file b.conf a line         a second file of one line,
///     %depth 2                    a limit: depth, file_bytes, include_depth or expansion_bytes
///     the configuration; {{x*100}} is a hundred x, {{NUL}} a NUL byte
///     => KA0203:10e KA0211:12h    the diagnostics: code, line, and e(rror), w(arning) or h(int)
#pragma once

#include <hakit/keepalived/check.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hakit::keepalived::test {

struct check_row {
    std::string file;  ///< of the row itself
    std::string title;
    std::string text;  ///< the configuration
    std::string expected;
    release version;
    std::optional<host_facts> facts;
    text::limits bounds;
    std::map<std::string, std::string> files;
};

/// All rows of all files; fails the running test when one cannot be read.
[[nodiscard]] std::vector<check_row> check_rows();

/// What check() finds, as in the last line of a row.
[[nodiscard]] std::string verdict(const check_row& row);

}  // namespace hakit::keepalived::test
