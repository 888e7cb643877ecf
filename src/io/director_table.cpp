#include "io/director_table.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace hakit::io {
namespace {

/// A repair under way: flush, timeouts, reading, changes. The table may go away between two of them, which ends it.
class kernel_repair : public std::enable_shared_from_this<kernel_repair> {
public:
    kernel_repair(const std::shared_ptr<kernel_table>& table, director::repair_table repair,
                  director_table::report_handler done)
        : table_{table}, repair_{std::move(repair)}, done_{std::move(done)} {}

    void begin() {
        const auto table = table_.lock();
        if (!table) return;
        if (!repair_.flush) return set_timeouts();
        table->async_flush([me = shared_from_this()](const result<void>& r) {
            if (r.has_error()) return me->end(director::report_of(me->repair_, r.error(), "flush the table"));
            me->set_timeouts();
        });
    }

private:
    void set_timeouts() {
        const auto table = table_.lock();
        if (!table) return;
        if (!repair_.timeouts) return read();
        std::vector<ipvs::step> one(1);
        one.front().kind = ipvs::step_kind::set_timeouts;
        one.front().timeouts = *repair_.timeouts;
        table->async_execute(std::move(one), [me = shared_from_this()](const result<std::vector<result<void>>>& r) {
            if (r->front().has_error()) me->timeouts_error_ = r->front().error();
            me->read();
        });
    }

    void read() {
        const auto table = table_.lock();
        if (!table) return;
        if (director::wants_listing(repair_)) {
            table->async_list([me = shared_from_this()](result<std::vector<ipvs::service_status>> r) {
                if (r.has_error()) return me->unreadable(r.error());
                me->found_ = std::move(*r);
                me->apply();
            });
        } else if (found_or_missing_ < repair_.keys.size()) {
            table->async_get(repair_.keys[found_or_missing_++],
                             [me = shared_from_this()](result<ipvs::service_status> r) {
                                 if (r.has_value()) {
                                     me->found_.push_back(std::move(*r));
                                 } else if (r.error().code() != errc::not_found) {
                                     return me->unreadable(r.error());
                                 }
                                 me->read();
                             });
        } else {
            apply();
        }
    }

    void unreadable(const error& why) { end(director::report_of(repair_, why, "read the table")); }

    void apply() {
        const auto table = table_.lock();
        if (!table) return;
        change_ = director::change_for(repair_, found_);
        table->async_apply(change_.steps, {}, [me = shared_from_this()](const result<ipvs::apply_report>& r) {
            me->end(director::report_of(me->repair_, me->change_, *r));
        });
    }

    void end(director::table_report report) {
        report.timeouts_error = std::move(timeouts_error_);
        done_(report);
    }

    std::weak_ptr<kernel_table> table_;
    director::repair_table repair_;
    director_table::report_handler done_;
    std::optional<error> timeouts_error_;
    std::vector<ipvs::service_status> found_;
    std::size_t found_or_missing_ = 0;
    director::change_table change_;
};

}  // namespace

void director_table::perform(director::change_table change, report_handler done) {
    if (!kernel_) return done(director::perform(*blocking_, change));
    auto steps = change.steps;
    kernel_->async_apply(std::move(steps), {},
                         [change = std::move(change), done = std::move(done)](const result<ipvs::apply_report>& r) {
                             done(director::report_of(change, *r));
                         });
}

void director_table::perform(director::repair_table repair, report_handler done) {
    if (!kernel_) return done(director::perform(*blocking_, repair));
    std::make_shared<kernel_repair>(kernel_, std::move(repair), std::move(done))->begin();
}

}  // namespace hakit::io
