#include <hakit/io/blocking_vrrp_runner.hpp>

#include "io/run_for.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace hakit::io {

blocking_vrrp_runner::blocking_vrrp_runner(vrrp_runner_options options, vrrp_runner_callbacks callbacks)
    : work_{loop_.get_executor()}, runner_{loop_, std::move(options), std::move(callbacks)} {}

blocking_vrrp_runner::~blocking_vrrp_runner() = default;

result<void> blocking_vrrp_runner::start(director::vrrp_plan desired) {
    auto done = runner_.start(std::move(desired));
    started_ = started_ || done.has_value();
    return done;
}

result<void> blocking_vrrp_runner::start(const std::string& path) {
    auto done = runner_.start(path);
    started_ = started_ || done.has_value();
    return done;
}

result<void> blocking_vrrp_runner::reload(director::vrrp_plan desired) { return runner_.reload(std::move(desired)); }
result<void> blocking_vrrp_runner::reload() { return runner_.reload(); }

result<bool> blocking_vrrp_runner::run(duration time) {
    if (!started_) return error{errc::refused, "the virtual routers were not started"};
    return run_for(loop_, time, stopped_);
}

void blocking_vrrp_runner::stop() {
    asio::post(loop_, [this] { runner_.stop([this] { stopped_ = true; }); });
}

}  // namespace hakit::io
