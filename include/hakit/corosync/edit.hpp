/// Changes to a corosync.conf by path: the new text, in which only the bytes differ that must.
///
/// Paths are names of sections and keys: "totem.token", "nodelist.node[2].ring0_addr" (the second node). Each function
/// reads file `id` of the workspace, makes the change, raises totem.config_version when the file has one (unless
/// edit_options says otherwise or the change is about it), checks the result and gives the whole new text; nothing is
/// written. Failures: syntax and not_found for the path, invalid_argument for a value that does not fit a line, refused
/// when the result has errors that the file has not (the message lists them) unless edit_options::force is set.
#pragma once

#include <hakit/corosync/check.hpp>
#include <hakit/text/mend.hpp>
#include <hakit/text/path.hpp>

#include <string>
#include <string_view>

namespace hakit::corosync {

struct edit_options {
    check_options check = {};
    bool force = false;                ///< give the new text even when it is worse
    bool raise_config_version = true;  ///< when the file has one; a running cluster takes newer ones alone
};

struct get_options {
    bool secrets = false;  ///< show keys; otherwise they are "********"
};

/// The value of a key; of a section its whole text; of the empty path the whole file.
[[nodiscard]] result<std::string> get(const text::source& source, const text::path& p, const get_options& options = {});

/// Sets the value of a key. A key that is not there yet is added at the end of its section; a section that the schema
/// knows and that stands once is added, too.
[[nodiscard]] result<std::string> set(text::workspace& files, text::file_id id, const text::path& p,
                                      std::string_view value, const edit_options& options = {});

/// Adds a key or a whole section of several lines at the end of the section that `parent` names; an empty path is the
/// file.
[[nodiscard]] result<std::string> insert(text::workspace& files, text::file_id id, const text::path& parent,
                                         std::string_view statement, const edit_options& options = {});

/// Removes the key or section with its lines.
[[nodiscard]] result<std::string> remove(text::workspace& files, text::file_id id, const text::path& p,
                                         const edit_options& options = {});

/// Puts a '#' before each line of the key or section.
[[nodiscard]] result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& p,
                                              const edit_options& options = {});

/// What judges the result of a change.
[[nodiscard]] text::checker judge(const check_options& options);

/// Applies the fixes that are certain, once; call again for what the new text brings up.
[[nodiscard]] result<text::mended> apply_certain_fixes(text::workspace& files, text::file_id top,
                                                       const check_options& options = {});

}  // namespace hakit::corosync
