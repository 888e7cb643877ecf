/// Changes to CIB XML by path: the new text, in which only the bytes differ that must.
///
/// A path starts anywhere: its first step is an element of the configuration, by its name and its id, the others go
/// down from there. `[x]` is an id, the uname of a node, the name of an operation or nvpair, or a number from 1. The
/// last step may be an attribute, or the name of an nvpair, which stands for its value. `params` and `attributes` are
/// instance_attributes, `meta` is meta_attributes, `property` the properties, and <operations> may be left out:
///
///     primitive[ip].params.ip        primitive[ip].op[monitor].interval        property.stonith-enabled
///     rsc_location[l1].score         node[ha1].attributes.standby              primitive[ip].type
///
/// Failures: syntax and not_found for the path, invalid_argument for several matches and for values XML cannot hold,
/// refused when the result has errors that the file has not (the message lists them) unless edit_options::force is set,
/// and when the file is not XML.
#pragma once

#include <hakit/cib/check.hpp>
#include <hakit/text/path.hpp>

#include <string>
#include <string_view>

namespace hakit::cib {

struct edit_options {
    check_options check = {};
    bool force = false;  ///< give the new text even when it is worse
};

struct get_options {
    bool secrets = false;  ///< show passwords; otherwise they are "********"
};

/// The value of an attribute or nvpair; of an element its XML as written; of the empty path the whole file.
[[nodiscard]] result<std::string> get(const text::source& source, const text::path& p, const get_options& options = {});

/// Sets the value of an attribute or nvpair. One that is not there yet is added to its element or set, and a set that
/// is not there to its element, with the ids that ids.hpp makes.
[[nodiscard]] result<std::string> set(text::workspace& files, text::file_id id, const text::path& p,
                                      std::string_view value, const edit_options& options = {});

/// Adds an element, given as XML, behind the other children of the element that `parent` names. Ids that it lacks are
/// made.
[[nodiscard]] result<std::string> insert(text::workspace& files, text::file_id id, const text::path& parent,
                                         std::string_view xml, const edit_options& options = {});

/// Removes an element with its lines, an nvpair, or an attribute.
[[nodiscard]] result<std::string> remove(text::workspace& files, text::file_id id, const text::path& p,
                                         const edit_options& options = {});

/// Puts an element into a comment. refused when it holds "--", which a comment cannot.
[[nodiscard]] result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& p,
                                              const edit_options& options = {});

}  // namespace hakit::cib
