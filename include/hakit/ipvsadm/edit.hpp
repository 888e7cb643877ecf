/// Changes to a file of rules by path: the new text, in which only the bytes differ that must.
///
/// `service[tcp:192.0.2.1:80]` names a service by the way `hakit ipvs` does (tcp:, udp:, sctp:, fwmark:, fwmark6:),
/// `service[...].server[198.51.100.1:80]` a server of it (without a port: the service's), and a further step one option
/// of it by its long name: `service[tcp:192.0.2.1:80].server[198.51.100.1:80].weight`. The command that set it last
/// (-A or -E, -a or -e) counts.
///
/// Failures: not_found, invalid_argument for a path or words that are none, refused when the result has errors that the
/// file has not unless edit_options::force is set.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvsadm/check.hpp>
#include <hakit/text/path.hpp>

#include <string>
#include <string_view>

namespace hakit::ipvsadm {

struct edit_options {
    check_options check = {};
    bool force = false;  ///< give the new text even when it is worse
};

/// The words of the command, or the value of an option ("" for one that takes none). The empty path is the whole text.
[[nodiscard]] result<std::string> get(const text::source& source, const text::path& where,
                                      const check_options& options = {});

/// Gives an option its value, or adds it. Of a service or server: replaces all options but those that name it.
[[nodiscard]] result<std::string> set(text::workspace& files, text::file_id id, const text::path& where,
                                      std::string_view words, const edit_options& options = {});

/// A command more: at the end of the text for the empty path ("-A -t 192.0.2.1:80"), behind the last one of a service
/// for its path; there a command that begins with "-r" is a server to add.
[[nodiscard]] result<std::string> insert(text::workspace& files, text::file_id id, const text::path& where,
                                         std::string_view words, const edit_options& options = {});

/// Removes the option, or every command of the server, or of the service and its servers.
[[nodiscard]] result<std::string> remove(text::workspace& files, text::file_id id, const text::path& where,
                                         const edit_options& options = {});

/// Puts a '#' before these commands. As ipvsadm -R knows no comments this is for scripts, or needs force.
[[nodiscard]] result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& where,
                                              const edit_options& options = {});

}  // namespace hakit::ipvsadm
