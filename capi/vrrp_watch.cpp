// Who is master on a segment of this host.
#include <capi/guard.hpp>

#include <hakit/io/blocking_vrrp_watch.hpp>
#include <hakit/io/clock.hpp>
#include <hakit/vrrp/segment_watch_json.hpp>

#include <memory>
#include <string>
#include <vector>

using namespace hakit;

struct hakit_vrrp_watch {
    std::unique_ptr<io::blocking_vrrp_watch> it;
};

extern "C" {

hakit_status hakit_vrrp_watch_new(const char* const* interfaces, hakit_vrrp_event_fn on_event, void* user,
                                  hakit_vrrp_watch** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        std::vector<std::string> names;
        for (const auto* name = interfaces; name && *name; ++name) names.emplace_back(*name);
        io::blocking_vrrp_watch::handler tell;
        if (on_event)
            tell = [on_event, user](const vrrp::watch_event& e) {
                const auto line = vrrp::to_line(e);
                const auto json = vrrp::to_json(e).dump();
                on_event(capi::borrow(line), capi::borrow(json), user);
            };
        auto made = std::make_unique<hakit_vrrp_watch>();
        made->it = io::blocking_vrrp_watch::open(names, std::move(tell)).value();
        to = made.release();
        return {};
    });
}

void hakit_vrrp_watch_free(hakit_vrrp_watch* w) noexcept { delete w; }

hakit_status hakit_vrrp_watch_run(hakit_vrrp_watch* w, int64_t nanoseconds, int32_t* stopped,
                                  hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const bool ended = capi::need(w, "w").it->run(duration{nanoseconds});
        if (stopped) *stopped = ended ? 1 : 0;
        return {};
    });
}

hakit_status hakit_vrrp_watch_stop(hakit_vrrp_watch* w, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        capi::need(w, "w").it->stop();
        return {};
    });
}

hakit_status hakit_vrrp_watch_json(const hakit_vrrp_watch* w, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& watch = *capi::need(w, "w").it;
        auto& to = capi::need(out, "out");
        to = capi::give(vrrp::to_json(watch.segment(), io::now()).dump());
        return {};
    });
}

}  // extern "C"
