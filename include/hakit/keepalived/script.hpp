/// A program that keepalived runs.
#pragma once

#include <string>
#include <vector>

namespace hakit::keepalived {

/// A program with its arguments, and who runs it. keepalived starts it without a shell.
struct script {
    std::vector<std::string> argv;  ///< the program first; empty for `notify_deleted` without one
    std::string user;               ///< empty: script_user
    std::string group;              ///< empty: the user's own

    friend bool operator==(const script&, const script&) = default;
};

}  // namespace hakit::keepalived
