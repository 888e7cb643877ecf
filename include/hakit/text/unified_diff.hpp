/// The difference of two texts as patch(1) reads it.
#pragma once

#include <hakit/text/span.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::text {

struct diff_options {
    std::string_view old_name = "a";  ///< shown behind "---"
    std::string_view new_name = "b";  ///< shown behind "+++"
    unsigned context = 3;             ///< unchanged lines around each change
    /// Places of passwords and keys in either text. These bytes, and the same bytes elsewhere (a statement that is
    /// commented out), are shown as `********`; the diff is then for people and not for patch(1). A secret of up to
    /// three characters is only recognised elsewhere as a whole word.
    std::vector<span> before_secrets = {};
    std::vector<span> after_secrets = {};
};

/// A unified diff (POSIX diff -u) that turns `before` into `after`; empty when they are equal. Lines end in LF; a CR
/// before it belongs to the line. Names with control characters, quotes or backslashes are written as a C string, as
/// git does.
///
/// The smallest set of changed lines (Myers 1986, in linear space). Texts that share many lines in another order could
/// take quadratic time: after 20 million steps the rest is given as replaced as a whole, which is correct but not
/// minimal.
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after,
                                       const diff_options& options = {});

}  // namespace hakit::text
