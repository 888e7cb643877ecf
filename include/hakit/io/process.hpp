/// Programs: started without a shell, bounded in time, always reaped.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/io/asio.hpp>
#include <hakit/io/attempt.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hakit::io {

/// Numbers for a user and group by name or number; "" as group is the user's own, with its supplementary groups. Reads
/// the user database, which may block: call it when a configuration is loaded, not when a script is due.
[[nodiscard]] result<credentials> find_credentials(const std::string& user, const std::string& group = {});

struct process_options {
    std::vector<std::string> argv;  ///< the program first: a path, or a name searched in /usr/sbin:/usr/bin:/sbin:/bin
    /// Whole environment, "NAME=value" each; PATH is added where it is missing.
    std::vector<std::string> environment = {};
    std::optional<credentials> run_as = {};  ///< nullopt: this process's user; another needs root
    std::string directory = "/";
    bool inherit_output = false;  ///< standard output and error go where ours go instead of to /dev/null
    /// Then the process group gets SIGTERM, and SIGKILL after `grace`. nullopt: no limit.
    std::optional<std::chrono::nanoseconds> timeout = {};
    std::chrono::nanoseconds grace = std::chrono::seconds{2};
};

/// How a program ended.
struct process_exit {
    int status = 0;          ///< exit status, when signal is 0
    int signal = 0;          ///< that killed it
    bool timed_out = false;  ///< it was told to end because its time was over
    /// The reason why nothing is known of its end: somebody else reaped it, or ignores SIGCHLD.
    std::optional<error> lost = {};

    [[nodiscard]] bool ok() const noexcept { return status == 0 && signal == 0 && !timed_out && !lost; }
    /// "exit status 3", "killed by signal 9 (Killed)", "timed out".
    [[nodiscard]] std::string to_string() const;
};

/// A running program: its own process group, standard input from /dev/null, no inherited descriptors, default signal
/// handlers. Its end is seen through a pidfd (Linux 5.3), so SIGCHLD stays the caller's. A program that still runs when
/// its io_context is destroyed is killed and reaped then.
class process {
public:
    using handler = std::function<void(process_exit)>;

    /// Starts the program; not_found, system (errno of the call that failed in the child: EACCES, ENOEXEC, EPERM ...).
    /// The handler is called once from the executor, and not before this returns. The parent waits only for exec.
    [[nodiscard]] static result<std::shared_ptr<process>> start(const asio::any_io_executor& executor,
                                                                const process_options& options, handler on_exit);
    virtual ~process() = default;

    [[nodiscard]] virtual int pid() const noexcept = 0;
    /// SIGTERM to the process group, SIGKILL after the grace time; the handler still tells the end.
    virtual void terminate() = 0;
    /// The handler will not be called; the program is told to end and reaped.
    virtual void abandon() = 0;
};

}  // namespace hakit::io
