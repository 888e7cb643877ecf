#include <hakit/ipvsadm/replay.hpp>

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvsadm/run.hpp>

namespace hakit::ipvsadm {
namespace {

ipvs::memory_options as_kernel() {
    ipvs::memory_options options;
    options.validate = false;
    return options;
}

}  // namespace

replay::replay(const ipvs::state& before)
    : model_{as_kernel()}, timeouts_{before.timeouts.has_value()}, daemons_{before.sync_daemons.has_value()} {
    const auto start = ipvs::apply(model_, ipvs::diff({}, before));
    if (!start.ok()) failure_ = start.failures.front().error;
}

result<void> replay::add(const command& c) {
    if (!changes_table(c.what) && !c.refused) return {};
    auto done = execute(c, model_);
    if (done.has_error()) {
        const auto& e = done.error();
        if (!failure_) failure_ = error{e.code(), message_of(c.what, e), e.system_errno()};
        return done;
    }
    timeouts_ = timeouts_ || c.what == verb::set_timeouts;
    daemons_ = daemons_ || c.what == verb::start_daemon || c.what == verb::stop_daemon;
    return {};
}

result<ipvs::state> replay::state() const {
    auto out = model_.read_all();
    if (out.has_error()) return out.error();
    if (!timeouts_) out->timeouts.reset();
    if (!daemons_) out->sync_daemons.reset();
    return out;
}

}  // namespace hakit::ipvsadm
