/// A table that passes everything on and fails the writes it is told to fail.
#pragma once

#include <hakit/ipvs/table.hpp>

#include <functional>
#include <string>
#include <vector>

namespace ipvs_test {

/// Writes go through execute(), as apply() does them.
class failing_table final : public hakit::ipvs::table {
public:
    using step = hakit::ipvs::step;
    template <class T>
    using result = hakit::result<T>;

    explicit failing_table(table& behind) : behind_{behind} {}

    /// Steps for which it is true fail with EPERM.
    std::function<bool(const step&)> refuse = [](const step&) { return false; };
    /// Called after each step that was made.
    std::function<void()> made = [] {};
    std::size_t batches = 0;

    std::vector<result<void>> execute(std::span<const step> steps) override {
        ++batches;
        std::vector<result<void>> all;
        for (const auto& s : steps) {
            if (refuse(s)) {
                all.emplace_back(hakit::error{hakit::errc::system, "refused: " + s.to_string(), 1});
                continue;
            }
            all.push_back(behind_.execute({&s, 1}).front());
            made();
        }
        return all;
    }

    result<std::vector<hakit::ipvs::service_status>> list() const override {
        if (unreadable) return hakit::error{hakit::errc::system, "unreadable", 1};
        return behind_.list();
    }
    result<hakit::ipvs::service_status> get(const hakit::ipvs::service_key& k) const override { return behind_.get(k); }
    result<void> add_service(const hakit::ipvs::service& s) override { return behind_.add_service(s); }
    result<void> edit_service(const hakit::ipvs::service& s) override { return behind_.edit_service(s); }
    result<void> remove_service(const hakit::ipvs::service_key& k) override { return behind_.remove_service(k); }
    result<void> add_destination(const hakit::ipvs::service_key& k, const hakit::ipvs::destination& d) override {
        return behind_.add_destination(k, d);
    }
    result<void> edit_destination(const hakit::ipvs::service_key& k, const hakit::ipvs::destination& d) override {
        return behind_.edit_destination(k, d);
    }
    result<void> remove_destination(const hakit::ipvs::service_key& k, const hakit::ipvs::destination_key& d) override {
        return behind_.remove_destination(k, d);
    }
    result<void> flush() override { return behind_.flush(); }
    result<void> zero(const hakit::ipvs::service_key& k) override { return behind_.zero(k); }
    result<void> zero_all() override { return behind_.zero_all(); }
    result<hakit::ipvs::timeouts> get_timeouts() const override { return behind_.get_timeouts(); }
    result<void> set_timeouts(const hakit::ipvs::timeouts& t) override { return behind_.set_timeouts(t); }
    result<std::vector<hakit::ipvs::sync_daemon>> list_sync_daemons() const override {
        return behind_.list_sync_daemons();
    }
    result<void> start_sync_daemon(const hakit::ipvs::sync_daemon& d) override { return behind_.start_sync_daemon(d); }
    result<void> stop_sync_daemon(hakit::ipvs::sync_role r) override { return behind_.stop_sync_daemon(r); }
    result<hakit::ipvs::table_info> info() const override { return behind_.info(); }

    bool unreadable = false;

private:
    table& behind_;
};

}  // namespace ipvs_test
