#include "ipvsadm/sequence.hpp"

#include <hakit/ipvsadm/run.hpp>

#include "ipvsadm/codes/codes.hpp"

#include <cerrno>
#include <utility>

namespace hakit::ipvsadm {
namespace {

std::size_t hash_of(const ipvs::service_key& key) { return std::hash<ipvs::service_key>{}(key); }

void add_to(std::string& list, const std::string& what) { list += (list.empty() ? "" : ", ") + what; }

}  // namespace

sequence::sequence(const bind_options& options, replay& model, text::diagnostic_list& out)
    : model_{&model}, out_{out}, certain_{options.spoken == dialect::rules}, known_{options.table != nullptr} {}

void sequence::check_edit(const command& c) {
    std::string lost;
    const auto before = model_->table().get(c.service.key);
    if (before.has_error()) {
        if (known_) return;
        if (!c.has(subject::persistent)) add_to(lost, "persistence (-p)");
        if (!c.has(subject::scheduler)) add_to(lost, "the scheduler (wlc)");
        if (lost.empty()) return;
        out_.add(code.service_reset, {0, c.where}, "if the service has them, this resets " + lost,
                 text::severity::hint);
        return;
    }
    const auto& s = before->service;
    if (s.persistence_timeout && !c.has(subject::persistent))
        add_to(lost, "persistence (-p " + std::to_string(*s.persistence_timeout) + ")");
    if (c.has(subject::persistent) && !s.persistence_mask.is_full() && !c.has(subject::netmask))
        add_to(lost, "the mask (-M " + s.persistence_mask.to_string(s.key.family()) + ")");
    if (!s.persistence_engine.empty() && !c.has(subject::engine))
        add_to(lost, "the persistence engine (--pe " + s.persistence_engine + ")");
    if (s.one_packet && !c.has(subject::one_packet)) add_to(lost, "one-packet scheduling (-o)");
    if (s.scheduler_flags != 0 && !c.has(subject::scheduler_flags)) add_to(lost, "the scheduler flags (-b)");
    if (s.scheduler != "wlc" && !c.has(subject::scheduler)) add_to(lost, "the scheduler (-s " + s.scheduler + ")");
    if (!lost.empty()) out_.add(code.service_reset, {0, c.where}, "this resets " + lost);
}

void sequence::check_edit_server(const command& c) {
    std::string lost;
    const auto all = model_->table().get(c.service.key);
    const ipvs::destination* before = nullptr;
    if (all.has_value())
        for (const auto& d : all->destinations)
            if (d.destination.key == c.destination.key) before = &d.destination;
    if (before == nullptr) {
        if (known_) return;
        if (!c.has(subject::forwarding)) add_to(lost, "forwarding to direct routing");
        if (!c.has(subject::weight)) add_to(lost, "the weight to 1");
        if (lost.empty()) return;
        out_.add(code.server_reset, {0, c.where}, "this sets " + lost, text::severity::hint);
        return;
    }
    const bool thresholds = before->upper_threshold != 0 || before->lower_threshold != 0;
    if (!c.has(subject::forwarding) && before->forwarding != c.destination.forwarding)
        add_to(lost, "forwarding from " + to_string(before->forwarding) + " to direct routing");
    if (!c.has(subject::weight) && before->weight != 1)
        add_to(lost, "the weight from " + std::to_string(before->weight) + " to 1");
    if (thresholds && !c.has(subject::upper_threshold) && !c.has(subject::lower_threshold))
        add_to(lost, "the thresholds to 0");
    if (!lost.empty()) out_.add(code.server_reset, {0, c.where}, "this sets " + lost);
}

void sequence::report_failure(const command& c, const error& e) {
    const auto said = message_of(c.what, e);
    const auto subject_text = c.has(subject::server) ? c.service.key.to_string() + ", " + c.destination.key.to_string()
                                                     : c.service.key.to_string();
    const bool missing = e.system_errno() == ESRCH || (e.system_errno() == ENOENT && c.has(subject::server));
    if (missing && !known_) {
        if (adds_ && c.has(subject::service) && e.system_errno() == ESRCH && foreign_.insert(c.service.key).second)
            out_.add(code.undefined_service, {0, c.where}, "no command here adds " + c.service.key.to_string());
        return;
    }
    if (e.system_errno() == EEXIST) {
        out_.add(code.exists, {0, c.where}, subject_text + ": " + said);
    } else if (missing) {
        out_.add(code.missing, {0, c.where}, c.what == verb::stop_daemon ? said : subject_text + ": " + said);
    } else if (e.system_errno() == EINVAL) {
        out_.add(code.cannot_work, {0, c.where}, subject_text + ": the kernel refuses the address",
                 text::severity::error);
    }
}

void sequence::add(const command& c) {
    if (c.refused || !c.complete || !changes_table(c.what)) return;
    if (so_far_) {
        if (!is_enough_for(c)) {
            model_ = &whole_.emplace();
            std::exchange(so_far_, nullptr)(*model_);
        } else if (c.what == verb::add_service) {
            model_->forget_services();
            held_.reset();
        }
    }
    if (c.what == verb::edit_service) check_edit(c);
    if (c.what == verb::edit_server) check_edit_server(c);
    const auto done = model_->add(c);
    if (done.has_error()) {
        if (certain_) report_failure(c, done.error());
        return;
    }
    if (c.what == verb::flush && certain_) known_ = true;
    if (c.what == verb::add_service) adds_ = true;
    if (so_far_) remember(c);
}

void sequence::keep_one_service(std::function<void(replay& whole)> so_far) { so_far_ = std::move(so_far); }

bool sequence::was_seen(const ipvs::service_key& key) const { return seen_.contains(hash_of(key)); }

bool sequence::is_enough_for(const command& c) const {
    switch (c.what) {
        case verb::flush:
        case verb::set_timeouts:
        case verb::stop_daemon: return true;
        case verb::start_daemon: return !mixed_;
        case verb::zero: return !c.has(subject::service) || c.service.key == held_ || !was_seen(c.service.key);
        case verb::add_service: return !was_seen(c.service.key);
        default: return c.service.key == held_ || !was_seen(c.service.key);
    }
}

void sequence::remember(const command& done) {
    switch (done.what) {
        case verb::add_service:
            held_ = done.service.key;
            seen_.insert(hash_of(*held_));
            break;
        case verb::delete_service:
            seen_.erase(hash_of(done.service.key));
            held_.reset();
            break;
        case verb::flush:
            seen_.clear();
            held_.reset();
            break;
        case verb::add_server:
            mixed_ = mixed_ || done.destination.key.address.family() != done.service.key.family();
            break;
        default: break;
    }
}

}  // namespace hakit::ipvsadm
