/// The signals of a daemon, as calls on the executor's thread.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/io/asio.hpp>

#include <boost/asio/signal_set.hpp>

#include <functional>
#include <map>
#include <memory>

namespace hakit::io {

/// What to do on which signal; an empty function leaves that signal alone.
struct signal_actions {
    std::function<void()> reload = {};  ///< SIGHUP
    std::function<void()> stop = {};    ///< SIGTERM and SIGINT
    std::function<void()> report = {};  ///< SIGUSR1
};

/// Catches the signals from its construction to its end. Actions may destroy it. Only one object of a process should
/// catch a signal; Asio's signal handling is process-wide.
class daemon_signals {
public:
    daemon_signals(const asio::any_io_executor& executor, signal_actions actions);
    ~daemon_signals();
    daemon_signals(const daemon_signals&) = delete;
    daemon_signals& operator=(const daemon_signals&) = delete;

    /// Stops catching; io_context::run() can end then.
    void close();

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

}  // namespace hakit::io
