/// Who is master on a segment, for programs without an event loop: it brings one of its own, which runs on a thread of
/// the caller.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/base/result.hpp>
#include <hakit/io/asio.hpp>
#include <hakit/io/vrrp_listener.hpp>
#include <hakit/vrrp/segment_watch.hpp>

#include <boost/asio/executor_work_guard.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hakit::io {

/// Listens only. run() and what it shows belong to one thread at a time; stop() may be called from any, and from the
/// handler, which runs inside of run().
class blocking_vrrp_watch {
public:
    using handler = std::function<void(const vrrp::watch_event& e)>;

    /// See vrrp_listener::open().
    [[nodiscard]] static result<std::unique_ptr<blocking_vrrp_watch>> open(const std::vector<std::string>& interfaces,
                                                                           handler on_event = {});
    ~blocking_vrrp_watch();
    blocking_vrrp_watch(const blocking_vrrp_watch&) = delete;
    blocking_vrrp_watch& operator=(const blocking_vrrp_watch&) = delete;

    /// Watches until stop(), but at most for `time`: 0 or less takes what is there and does not wait, duration::max()
    /// has no end. What comes between two calls waits in the sockets, as much as fits. True after stop().
    bool run(duration time = duration::max());

    /// Ends run(), this one and the next ones. Thread-safe; not for signal handlers.
    void stop();

    [[nodiscard]] const vrrp::segment_watch& segment() const noexcept { return segment_; }
    /// In the order of their names.
    [[nodiscard]] std::vector<std::string> interfaces() const { return listener_->interfaces(); }

private:
    explicit blocking_vrrp_watch(handler on_event);
    void tell(const vrrp::segment_watch::events& events);
    void arm();

    asio::io_context loop_;
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    asio::steady_timer timer_;
    handler on_event_;
    vrrp::segment_watch segment_;
    std::unique_ptr<vrrp_listener> listener_;
    instant armed_ = never;
    bool stopped_ = false;
};

}  // namespace hakit::io
