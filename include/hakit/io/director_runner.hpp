/// keepalived.conf in, running load balancer out: director::engine on sockets, a clock and an IPVS table.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/director/engine.hpp>
#include <hakit/director/event.hpp>
#include <hakit/director/snapshot.hpp>
#include <hakit/health/http_response.hpp>
#include <hakit/io/asio.hpp>
#include <hakit/io/kernel_table.hpp>
#include <hakit/io/load_plan.hpp>
#include <hakit/io/script_runner.hpp>
#include <hakit/ipvs/table.hpp>

#include <functional>
#include <memory>
#include <string>

namespace hakit::io {

struct runner_options {
    load_options load = {};
    director::engine_options engine = {};  ///< max_attempts is lowered to what the limit of descriptors allows
    health::http_limits http = {};
    script_options scripts = {};
    /// Raise the soft limit of descriptors of this process to its hard limit, so that many checks fit.
    bool raise_descriptor_limit = true;
    /// Who runs scripts without a user: "" is this process's user, or keepalived_script where root runs the director
    /// and that user exists (as keepalived does).
    std::string script_user = {};
};

/// What a runner tells. The calls come from the executor's thread, some from inside start(), reload() and stop(). They
/// may read the runner's state; to start, reload, stop or destroy it they must post that to the executor.
struct runner_callbacks {
    std::function<void(const director::event&)> on_event = {};
    /// After each reading of a file, also a good one: to render the diagnostics.
    std::function<void(const loaded_plan&)> on_loaded = {};
};

/// Owns nothing global: no signals, no threads, no log. Several runners may share an io_context; each needs a table of
/// its own, or services that do not overlap. Not thread-safe: use it from the executor's thread.
class director_runner {
public:
    /// A table that blocks is for tests and simulations: nothing else goes on while it is changed. Without one the
    /// runner uses an ipvs::memory_table: checks, scripts and events work, no packet is moved.
    director_runner(const asio::any_io_executor& executor, std::shared_ptr<ipvs::table> table,
                    runner_options options = {}, runner_callbacks callbacks = {});
    director_runner(asio::io_context& context, std::shared_ptr<ipvs::table> table, runner_options options = {},
                    runner_callbacks callbacks = {})
        : director_runner{asio::any_io_executor{context.get_executor()}, std::move(table), std::move(options),
                          std::move(callbacks)} {}
    /// On the kernel's table and its executor. Changes are made in the order in which the engine asks for them, and no
    /// check waits for them; notify scripts and events do, so that they tell of what is done.
    explicit director_runner(kernel_table table, runner_options options = {}, runner_callbacks callbacks = {});
    /// Ends everything at once, without scripts; the table stays as it is. Call stop() first for an orderly end.
    ~director_runner();
    director_runner(const director_runner&) = delete;
    director_runner& operator=(const director_runner&) = delete;

    /// Reads the file and starts. Fails, and nothing has happened, when the file is refused (errc::refused, not_found
    /// ...), a script's user does not exist, or the runner was started before.
    result<void> start(const std::string& path);
    /// The same with a plan at hand; reload() without arguments is then refused.
    result<void> start(director::plan desired);

    /// Reads the file again, or another one, and changes over. A file that is refused changes nothing; a
    /// reload_refused event tells, and the error is returned.
    result<void> reload();
    result<void> reload(const std::string& path);
    result<void> reload(director::plan desired);

    /// Stops the checks, withdraws the services (unless engine_options::keep_table), runs the scripts of omega, and
    /// calls `done` when all that has ended. A second call is harmless; its `done` is called too.
    void stop(std::function<void()> done = {});

    [[nodiscard]] bool running() const noexcept;
    [[nodiscard]] director::snapshot state() const;
    /// state() as JSON (state_json.hpp), with the present time.
    [[nodiscard]] std::string state_json() const;

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

}  // namespace hakit::io
