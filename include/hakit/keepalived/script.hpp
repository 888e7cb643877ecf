/// A program that keepalived runs, and as whom.
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

/// `USER [GROUP]`.
struct user_group {
    std::string user;
    std::string group;  ///< empty: the user's own

    friend bool operator==(const user_group&, const user_group&) = default;
};

/// A named pipe that keepalived writes its events to: `PATH [USER [GROUP]]`.
struct notify_fifo {
    std::string path;
    std::string user;   ///< owner of the pipe when keepalived makes it; empty: script_user
    std::string group;  ///< empty: the user's own

    friend bool operator==(const notify_fifo&, const notify_fifo&) = default;
};

}  // namespace hakit::keepalived
