/// Which files a host's settings come from.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/sysctl/effective.hpp>
#include <hakit/text/workspace.hpp>

#include <string>
#include <vector>

namespace hakit::sysctl {

struct system_options {
    tool by = tool::systemd;
    /// In front of every path: the root of an image or a container. Empty: this host, as far as the loader goes.
    std::string root;
};

/// A file of the set.
struct system_file {
    std::string path;
    text::file_id file = 0;
    std::vector<std::string> masks;  ///< files of the same name in later folders, which are not read
    bool masked = false;  ///< it is no plain file (a link to /dev/null): it hides the others and sets nothing
};

/// Reads the files that `sysctl --system` or systemd-sysctl would, in their order: *.conf of /etc/sysctl.d,
/// /run/sysctl.d, /usr/local/lib/sysctl.d, /usr/lib/sysctl.d and /lib/sysctl.d, of equal names the first, sorted by
/// name; procps reads /etc/sysctl.conf after them, systemd does not (Debian links it into sysctl.d). Through the loader
/// of the workspace; errors of the loader pass through, a folder that is not there is none.
[[nodiscard]] result<std::vector<system_file>> open_system(text::workspace& files, const system_options& options = {});

/// The settings of these files.
[[nodiscard]] effective_settings settle(const text::workspace& files, const std::vector<system_file>& from,
                                        tool by = tool::systemd);

}  // namespace hakit::sysctl
