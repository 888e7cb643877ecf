/// A vrrp_runner for programs without an event loop: it brings one of its own, which runs on a thread of the caller.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/base/result.hpp>
#include <hakit/io/vrrp_runner.hpp>

#include <boost/asio/executor_work_guard.hpp>

#include <string>

namespace hakit::io {

/// start(), reload(), run() and state() belong to one thread at a time; stop() may be called from any, and from a
/// callback. Callbacks run inside of those calls, and must not call others of them.
class blocking_vrrp_runner {
public:
    explicit blocking_vrrp_runner(vrrp_runner_options options = {}, vrrp_runner_callbacks callbacks = {});
    /// As that of vrrp_runner: ends at once, addresses stay.
    ~blocking_vrrp_runner();
    blocking_vrrp_runner(const blocking_vrrp_runner&) = delete;
    blocking_vrrp_runner& operator=(const blocking_vrrp_runner&) = delete;

    /// As vrrp_runner::start(). A runner starts once.
    result<void> start(director::vrrp_plan desired);
    result<void> start(const std::string& path);
    result<void> reload(director::vrrp_plan desired);
    result<void> reload();

    /// Runs the routers until they have stopped, but at most for `time`: 0 or less does what is due and does not wait,
    /// duration::max() has no end. Between two calls nothing runs: peers take over when a master pauses for three
    /// intervals. True when the routers have stopped. Without a start it is `refused`.
    result<bool> run(duration time = duration::max());

    /// Masters resign, everything is taken back, then run() ends. Thread-safe; not for signal handlers.
    void stop();

    /// The runner beneath; for the thread of run() alone.
    [[nodiscard]] const vrrp_runner& routers() const noexcept { return runner_; }

private:
    asio::io_context loop_;
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    vrrp_runner runner_;
    bool started_ = false;
    bool stopped_ = false;
};

}  // namespace hakit::io
