// Virtual routers on the sockets and the clock of this host.
#include <capi/vrrp_engine.hpp>

#include <hakit/io/blocking_vrrp_runner.hpp>

#include <memory>

using namespace hakit;

struct hakit_vrrp_runner {
    hakit_vrrp_runner(bool ignore, io::vrrp_runner_options options, io::vrrp_runner_callbacks callbacks)
        : ignore_unsupported{ignore}, runner{std::move(options), std::move(callbacks)} {}

    bool ignore_unsupported;
    io::blocking_vrrp_runner runner;
};

extern "C" {

hakit_status hakit_vrrp_runner_new(const hakit_vrrp_runner_options* options, hakit_vrrp_runner** out,
                                   hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto given = capi::options_of(options, hakit_vrrp_runner_options HAKIT_VRRP_RUNNER_OPTIONS_INIT);
        auto& to = capi::need(out, "out");
        io::vrrp_runner_options how;
        if (given.script_user) how.script_user = given.script_user;
        io::vrrp_runner_callbacks callbacks;
        if (given.on_event)
            callbacks.on_event = [tell = given.on_event, user = given.user](const director::event& e) {
                const auto line = director::to_line(e);
                const auto json = director::to_json(e);
                tell(capi::borrow(line), capi::borrow(json), user);
            };
        const bool ignore = (given.flags & HAKIT_VRRP_IGNORE_UNSUPPORTED) != 0;
        auto made = std::make_unique<hakit_vrrp_runner>(ignore, std::move(how), std::move(callbacks));
        to = made.release();
        return {};
    });
}

void hakit_vrrp_runner_free(hakit_vrrp_runner* r) noexcept { delete r; }

hakit_status hakit_vrrp_runner_start(hakit_vrrp_runner* r, const hakit_config* c, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& it = capi::need(r, "r");
        return it.runner.start(capi::router_plan_of(capi::need(c, "c"), it.ignore_unsupported));
    });
}

hakit_status hakit_vrrp_runner_reload(hakit_vrrp_runner* r, const hakit_config* c, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& it = capi::need(r, "r");
        return it.runner.reload(capi::router_plan_of(capi::need(c, "c"), it.ignore_unsupported));
    });
}

hakit_status hakit_vrrp_runner_run(hakit_vrrp_runner* r, int64_t nanoseconds, int32_t* stopped,
                                   hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto ended = capi::need(r, "r").runner.run(duration{nanoseconds});
        if (!ended) return ended.error();
        if (stopped) *stopped = *ended ? 1 : 0;
        return {};
    });
}

hakit_status hakit_vrrp_runner_stop(hakit_vrrp_runner* r, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        capi::need(r, "r").runner.stop();
        return {};
    });
}

hakit_status hakit_vrrp_runner_json(const hakit_vrrp_runner* r, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& it = capi::need(r, "r");
        auto& to = capi::need(out, "out");
        to = capi::give(it.runner.routers().state_json());
        return {};
    });
}

}  // extern "C"
