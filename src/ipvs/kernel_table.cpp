#include <hakit/ipvs/kernel_table.hpp>

#include "ipvs/kernel_files.hpp"
#include "ipvs/kernel_socket.hpp"
#include "ipvs/netlink/jobs.hpp"

#include <optional>

namespace hakit::ipvs {

struct kernel_table::impl {
    /// Carries a job out. A socket that failed is replaced at the next call: it may hold answers to the failed one.
    template <class T>
    result<T> run(netlink::job<T> j) {
        if (!socket) {
            auto again = kernel_socket::open(options.where);
            if (again.has_error()) return again.error();
            socket.emplace(std::move(*again));
        }
        if (!socket->run(*j.work)) socket.reset();
        return j.finish();
    }

    result<void> change(step s) { return run(netlink::change_job(std::move(s), options.validate)); }

    kernel_options options;
    std::optional<kernel_socket> socket;
};

namespace {

step service_step(step_kind kind, const service& s) {
    step one;
    one.kind = kind;
    one.service = s;
    return one;
}

step destination_step(step_kind kind, const service_key& key, const destination& d) {
    step one;
    one.kind = kind;
    one.service.key = key;
    one.destination = d;
    return one;
}

step daemon_step(step_kind kind, const sync_daemon& d) {
    step one;
    one.kind = kind;
    one.daemon = d;
    return one;
}

}  // namespace

kernel_table::kernel_table(std::unique_ptr<impl> i) : impl_{std::move(i)} {}
kernel_table::~kernel_table() = default;

result<std::unique_ptr<kernel_table>> kernel_table::open(kernel_options options) {
    auto i = std::make_unique<impl>();
    i->options = std::move(options);
    std::unique_ptr<kernel_table> t{new kernel_table{std::move(i)}};
    if (const auto version = t->info(); version.has_error()) return version.error();
    return t;
}

result<std::vector<service_status>> kernel_table::list() const {
    return impl_->run(netlink::list_job(impl_->options.max_readings, impl_->options.consistency));
}

result<service_status> kernel_table::get(const service_key& key) const {
    return impl_->run(netlink::get_job(key, impl_->options.max_readings, impl_->options.consistency));
}

result<void> kernel_table::add_service(const service& s) {
    return impl_->change(service_step(step_kind::add_service, s));
}

result<void> kernel_table::edit_service(const service& s) {
    return impl_->change(service_step(step_kind::edit_service, s));
}

result<void> kernel_table::remove_service(const service_key& key) {
    service s;
    s.key = key;
    return impl_->change(service_step(step_kind::remove_service, s));
}

result<void> kernel_table::add_destination(const service_key& key, const destination& d) {
    return impl_->change(destination_step(step_kind::add_destination, key, d));
}

result<void> kernel_table::edit_destination(const service_key& key, const destination& d) {
    return impl_->change(destination_step(step_kind::edit_destination, key, d));
}

result<void> kernel_table::remove_destination(const service_key& key, const destination_key& d) {
    destination of;
    of.key = d;
    return impl_->change(destination_step(step_kind::remove_destination, key, of));
}

result<void> kernel_table::flush() { return impl_->run(netlink::flush_job()); }
result<void> kernel_table::zero(const service_key& key) { return impl_->run(netlink::zero_job(key)); }
result<void> kernel_table::zero_all() { return impl_->run(netlink::zero_all_job()); }
result<timeouts> kernel_table::get_timeouts() const { return impl_->run(netlink::timeouts_job()); }

result<void> kernel_table::set_timeouts(const timeouts& t) {
    step one;
    one.kind = step_kind::set_timeouts;
    one.timeouts = t;
    return impl_->change(std::move(one));
}

result<std::vector<sync_daemon>> kernel_table::list_sync_daemons() const { return impl_->run(netlink::daemons_job()); }

result<void> kernel_table::start_sync_daemon(const sync_daemon& daemon) {
    return impl_->change(daemon_step(step_kind::start_sync_daemon, daemon));
}

result<void> kernel_table::stop_sync_daemon(sync_role role) {
    sync_daemon d;
    d.role = role;
    return impl_->change(daemon_step(step_kind::stop_sync_daemon, d));
}

result<table_info> kernel_table::info() const { return impl_->run(netlink::info_job()); }

std::vector<result<void>> kernel_table::execute(std::span<const step> steps) {
    auto done = impl_->run(netlink::execute_job(steps, impl_->options.validate));
    if (done.has_value()) return std::move(*done);
    return std::vector<result<void>>(steps.size(), result<void>{done.error()});
}

result<std::vector<connection>> kernel_table::connections() const { return read_connections(impl_->options.where); }

result<std::map<std::string, std::string>> kernel_table::settings() const {
    return read_settings(impl_->options.where);
}

result<void> kernel_table::change_setting(const std::string& name, const std::string& value) {
    return write_setting(impl_->options.where, name, value);
}

}  // namespace hakit::ipvs
