/// Changes to a file of settings by key: the new text, in which only the bytes differ that must.
///
/// Keys are equal however they are written. Each function reads file `id` of the workspace, makes the change, checks
/// the result and gives the whole new text; nothing is written. Failures: not_found for a key that no line names,
/// invalid_argument for a key or value that would not stay on its line, refused when the result has errors that the
/// file has not (the message lists them) unless edit_options::force is set.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/sysctl/check.hpp>

#include <string>
#include <string_view>

namespace hakit::sysctl {

struct edit_options {
    check_options check = {};
    bool force = false;  ///< give the new text even when it is worse
};

/// The value of the last line that sets the key; patterns are keys of their own here. An empty key is the whole text.
[[nodiscard]] result<std::string> get(const text::source& source, const key& k);

/// Sets the value in the last line that has the key, or adds a line at the end. What stands in front of the key stays.
[[nodiscard]] result<std::string> set(text::workspace& files, text::file_id id, const key& k, std::string_view value,
                                      const edit_options& options = {});

/// Adds a line as it is given at the end: "KEY = VALUE", "-KEY" or a comment.
[[nodiscard]] result<std::string> insert(text::workspace& files, text::file_id id, std::string_view line,
                                         const edit_options& options = {});

/// Removes every line that names the key.
[[nodiscard]] result<std::string> remove(text::workspace& files, text::file_id id, const key& k,
                                         const edit_options& options = {});

/// Puts a '#' before every line that names the key.
[[nodiscard]] result<std::string> comment_out(text::workspace& files, text::file_id id, const key& k,
                                              const edit_options& options = {});

}  // namespace hakit::sysctl
