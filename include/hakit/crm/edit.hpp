/// Changes to crm shell text by path: the new text, in which only the bytes differ that must.
///
/// A path names a statement by its keyword and id, then its parts: `primitive[ip].params.cidr_netmask`,
/// `primitive[ip].op[monitor:10s].timeout`, `[ip].meta`, `property.stonith-enabled`, `location[l].score`,
/// `fencing_topology`. The words of a statement that have no name are called id, type (the agent), members, score,
/// node, path, ticket and kind.
///
/// Each function but get() reads file `id` of the workspace, makes the change, checks the result and gives the whole
/// new text; nothing is written. Failures: not_found for the path, invalid_argument for a value that does not fit,
/// refused when the result has errors that the file has not (the message lists them) unless edit_options::force is set.
#pragma once

#include <hakit/crm/check.hpp>
#include <hakit/text/path.hpp>

#include <string>
#include <string_view>

namespace hakit::crm {

struct edit_options {
    check_options check = {};
    bool force = false;  ///< give the new text even when it is worse
};

struct get_options {
    bool secrets = false;  ///< show passwords; otherwise they are "********"
};

/// The value of an attribute without its quotes; of a part or a statement its text; of the empty path the whole file.
[[nodiscard]] result<std::string> get(const text::source& source, const text::path& p, const get_options& options = {});

/// Sets a value; quotes are added as needed. An attribute that is not there yet is added, with its section when that is
/// missing, too. Setting the id of an object renames it everywhere.
[[nodiscard]] result<std::string> set(text::workspace& files, text::file_id id, const text::path& p,
                                      std::string_view value, const edit_options& options = {});

/// Adds a statement at the end of the file (empty path), a part such as `op monitor interval=10s` to a statement, or
/// attributes to a part.
[[nodiscard]] result<std::string> insert(text::workspace& files, text::file_id id, const text::path& parent,
                                         std::string_view words, const edit_options& options = {});

/// Removes an attribute, a part, or a statement. With a resource go the constraints, sets, containers, tags and fencing
/// levels that cannot be without it, as crmsh does it; a group or a constraint of several loses only that one.
[[nodiscard]] result<std::string> remove(text::workspace& files, text::file_id id, const text::path& p,
                                         const edit_options& options = {});

/// Puts a '#' before each line of a statement. refused for a part: a comment ends the statement.
[[nodiscard]] result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& p,
                                              const edit_options& options = {});

}  // namespace hakit::crm
