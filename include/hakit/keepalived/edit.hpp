/// Changes to a keepalived.conf by path: the new text, in which only the bytes differ that must.
///
/// Each function reads file `id` of the workspace as it is written (definitions and includes stay), makes the change,
/// checks the result and gives the whole new text; nothing is written. Failures: syntax and not_found for the path,
/// invalid_argument for a value that would not stay one statement, refused when the result has errors that the file has
/// not (the message lists them) unless edit_options::force is set.
#pragma once

#include <hakit/keepalived/check.hpp>
#include <hakit/text/path.hpp>

#include <string>
#include <string_view>

namespace hakit::keepalived {

struct edit_options {
    check_options check = {};
    bool force = false;  ///< give the new text even when it is worse
};

struct get_options {
    bool secrets = false;  ///< show passwords; otherwise they are "********"
};

/// The words behind the keyword as they are written; of a statement with a block its whole text; of a line of a list
/// the line; of the empty path the whole file.
[[nodiscard]] result<std::string> get(const text::source& source, const text::path& p, const get_options& options = {});

/// Sets the words behind the keyword, in keepalived's own syntax (quote what needs quotes). A keyword that is not there
/// yet is added at the end of its block, which must exist.
[[nodiscard]] result<std::string> set(text::workspace& files, text::file_id id, const text::path& p,
                                      std::string_view words, const edit_options& options = {});

/// Adds a statement, which may be a whole block of several lines, at the end of the block that `parent` names; an empty
/// path is the file.
[[nodiscard]] result<std::string> insert(text::workspace& files, text::file_id id, const text::path& parent,
                                         std::string_view statement, const edit_options& options = {});

/// Removes the statement with its lines.
[[nodiscard]] result<std::string> remove(text::workspace& files, text::file_id id, const text::path& p,
                                         const edit_options& options = {});

/// Puts a '#' before each line of the statement.
[[nodiscard]] result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& p,
                                              const edit_options& options = {});

}  // namespace hakit::keepalived
