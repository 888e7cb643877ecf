/// Notify scripts: one after the other for each subject, in the order of the events, many subjects at once.
#pragma once

#include <hakit/director/action.hpp>
#include <hakit/io/process.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace hakit::io {

struct script_options {
    std::chrono::nanoseconds timeout =
        std::chrono::minutes{1};     ///< of one script; a hung one would hold up its subject
    std::size_t at_once = 32;        ///< programs that run at a time
    std::size_t queue_limit = 1000;  ///< waiting scripts; beyond it the oldest of the subject is dropped with a report
};

class script_runner {
public:
    /// Told how each script ended; "" as reason for success.
    using report = std::function<void(const director::run_script&, const std::string& reason)>;

    script_runner(const asio::any_io_executor& executor, script_options options, report on_end);
    ~script_runner();
    script_runner(const script_runner&) = delete;
    script_runner& operator=(const script_runner&) = delete;

    void run(director::run_script script, std::optional<credentials> run_as);
    /// Scripts that run or wait.
    [[nodiscard]] std::size_t pending() const noexcept;
    /// Called once when nothing is pending (at once, through the executor, when that is so already).
    void when_idle(std::function<void()> done);
    /// Ends what runs, forgets what waits; no reports any more, and run() must not be called again.
    void abandon();

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

}  // namespace hakit::io
