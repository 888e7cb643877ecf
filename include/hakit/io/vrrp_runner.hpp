/// keepalived.conf in, running virtual routers out: director::vrrp_engine on raw sockets, netlink and a clock.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/director/event.hpp>
#include <hakit/director/vrrp_engine.hpp>
#include <hakit/io/asio.hpp>
#include <hakit/io/load_plan.hpp>
#include <hakit/io/script_runner.hpp>

#include <functional>
#include <memory>
#include <string>

namespace hakit::io {

struct vrrp_runner_options {
    load_options load = {};
    director::vrrp_engine_options engine = {};
    script_options scripts = {};
    /// Who runs scripts without a user; see runner_options::script_user.
    std::string script_user = {};
    std::chrono::nanoseconds process_poll = std::chrono::milliseconds{500};  ///< of vrrp_track_process
};

struct vrrp_runner_callbacks {
    std::function<void(const director::event&)> on_event = {};
    /// After each reading of a file, also a good one: to render the diagnostics.
    std::function<void(const loaded_plan&)> on_loaded = {};
};

/// Works in the network namespace of the thread that starts it, and needs CAP_NET_ADMIN and CAP_NET_RAW there. Owns
/// nothing global: no signals, no threads, no log. Nothing that it does after start() waits for anybody. Not
/// thread-safe: use it from the executor's thread.
class vrrp_runner {
public:
    explicit vrrp_runner(const asio::any_io_executor& executor, vrrp_runner_options options = {},
                         vrrp_runner_callbacks callbacks = {});
    explicit vrrp_runner(asio::io_context& context, vrrp_runner_options options = {},
                         vrrp_runner_callbacks callbacks = {})
        : vrrp_runner{asio::any_io_executor{context.get_executor()}, std::move(options), std::move(callbacks)} {}
    /// Ends everything at once, as if the program had died: addresses stay. Call stop() first for an orderly end.
    ~vrrp_runner();
    vrrp_runner(const vrrp_runner&) = delete;
    vrrp_runner& operator=(const vrrp_runner&) = delete;

    /// Reads the file and starts; removes addresses that a run before has left behind. Fails, and nothing has happened,
    /// when the file is refused, a capability is missing, or the runner was started before.
    result<void> start(const std::string& path);
    /// The same with a plan at hand.
    result<void> start(director::vrrp_plan desired);

    /// Reads the file again and changes over. A file that is refused changes nothing; an event tells.
    result<void> reload();
    result<void> reload(director::vrrp_plan desired);

    /// Masters resign, everything is taken back, notify scripts run; `done` is called when they have ended.
    void stop(std::function<void()> done = {});

    [[nodiscard]] bool running() const noexcept;
    [[nodiscard]] director::vrrp_snapshot state() const;
    /// state() as JSON (vrrp_state_json.hpp), with the present time.
    [[nodiscard]] std::string state_json() const;
    /// Whether the plan has scripts to run: what keep_network_capabilities() wants to know.
    [[nodiscard]] bool has_scripts() const noexcept;

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

}  // namespace hakit::io
