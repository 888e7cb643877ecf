#include <hakit/io/table_watch.hpp>

#include <hakit/ipvs/diff.hpp>

#include <optional>
#include <utility>

namespace hakit::io {

struct table_watch::impl : std::enable_shared_from_this<impl> {
    impl(kernel_table& t, std::chrono::nanoseconds i, handler h)
        : table{&t}, interval{i}, on_change{std::move(h)}, timer{t.get_executor()} {}

    void read() {
        table->async_read([me = weak_from_this()](result<ipvs::state> now) {
            if (const auto self = me.lock()) self->take(std::move(now));
        });
    }

    void take(result<ipvs::state> now) {
        timer.expires_after(interval);
        timer.async_wait([me = weak_from_this()](const error_code& ec) {
            const auto self = me.lock();
            if (self && !ec) self->read();
        });
        // The handler comes last: it may end this watch.
        if (now.has_error()) {
            if (!std::exchange(unreadable, true)) on_change(now.error());
            return;
        }
        unreadable = false;
        const auto before = std::exchange(known, std::move(*now));
        if (!before) return;
        auto changes = ipvs::diff(*before, *known);
        if (!changes.empty()) on_change(std::move(changes.steps));
    }

    kernel_table* table;
    std::chrono::nanoseconds interval;
    handler on_change;
    asio::steady_timer timer;
    std::optional<ipvs::state> known;
    bool unreadable = false;
};

table_watch::table_watch(kernel_table& table, std::chrono::nanoseconds interval, handler on_change)
    : impl_{std::make_shared<impl>(table, interval, std::move(on_change))} {
    impl_->read();
}

table_watch::~table_watch() {
    if (impl_) impl_->timer.cancel();
}

table_watch::table_watch(table_watch&&) noexcept = default;

}  // namespace hakit::io
