#include <hakit/io/blocking_vrrp_watch.hpp>

#include "io/run_for.hpp"

#include <hakit/io/clock.hpp>

#include <boost/asio/post.hpp>

#include <utility>

namespace hakit::io {

blocking_vrrp_watch::blocking_vrrp_watch(handler on_event)
    : work_{loop_.get_executor()}, timer_{loop_}, on_event_{std::move(on_event)} {}

blocking_vrrp_watch::~blocking_vrrp_watch() = default;

result<std::unique_ptr<blocking_vrrp_watch>> blocking_vrrp_watch::open(const std::vector<std::string>& interfaces,
                                                                       handler on_event) {
    std::unique_ptr<blocking_vrrp_watch> made{new blocking_vrrp_watch{std::move(on_event)}};
    auto listener =
        vrrp_listener::open(made->loop_.get_executor(), interfaces,
                            [me = made.get()](const std::string& on, const vrrp::decoded& packet, bool local) {
                                me->tell(me->segment_.on_packet(on, packet, local, now()));
                                me->arm();
                            });
    if (!listener) return listener.error();
    made->listener_ = std::move(*listener);
    return made;
}

void blocking_vrrp_watch::tell(const vrrp::segment_watch::events& events) {
    for (const auto& e : events)
        if (on_event_) on_event_(e);
}

void blocking_vrrp_watch::arm() {
    const auto next = segment_.wake_at();
    if (std::exchange(armed_, next) == next) return;
    timer_.expires_at(to_steady(next));
    timer_.async_wait([this](const error_code& ec) {
        if (ec) return;
        armed_ = never;
        tell(segment_.on_time(now()));
        arm();
    });
}

bool blocking_vrrp_watch::run(duration time) { return run_for(loop_, time, stopped_); }

void blocking_vrrp_watch::stop() {
    asio::post(loop_, [this] { stopped_ = true; });
}

}  // namespace hakit::io
