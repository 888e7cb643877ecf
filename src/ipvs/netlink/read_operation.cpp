#include "ipvs/netlink/read_operation.hpp"

#include "ipvs/netlink/replies.hpp"
#include "ipvs/netlink/requests.hpp"

#include <linux/netlink.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace hakit::ipvs::netlink {

namespace {

/// Destinations of at most 380 bytes in the least that a dump has room for in a piece (NLMSG_GOODSIZE, 3,776 bytes with
/// pages of 4 KiB).
constexpr std::size_t surely_one_piece = 8;

bool same_settings(const std::vector<destination_status>& a, const std::vector<destination_status>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.destination == y.destination; });
}

bool same_settings(const std::vector<service_status>& a, const std::vector<service_status>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.service == y.service; });
}

}  // namespace

read_operation::read_operation(std::optional<service_key> only, unsigned max_readings, consistency kind)
    : only_{only}, max_readings_{std::max(max_readings, 1U)}, kind_{kind} {}

void read_operation::fill(message_writer& out) {
    if (phase_ == phase::destinations && at_ == table_.size()) end_of_reading();
    switch (phase_) {
        case phase::services: sequence_ = only_ ? get_service(out, *only_) : get_services(out); break;
        case phase::destinations: sequence_ = get_dests(out, table_[at_].service.key); break;
        case phase::ended: return;
    }
    waiting_ = true;
}

void read_operation::take(const message_view& m) {
    if (!waiting_ || m.sequence != sequence_) return;
    if ((m.flags & NLM_F_DUMP_INTR) != 0) changed_ = true;
    if (const auto end = read_acknowledgement(m)) {
        waiting_ = false;
        if (end->system_errno != 0) {
            outcome_.system_errno = end->system_errno;
            outcome_.reason = end->reason;
            phase_ = phase::ended;
        } else {
            end_of_dump();
        }
        return;
    }
    if (m.type >= NLMSG_MIN_TYPE) take_item(m);
}

void read_operation::take_item(const message_view& m) {
    // An answer that cannot be read ends the operation when its dump has ended; the socket takes no other before.
    if (phase_ == phase::services) {
        auto s = read_service(m.attributes());
        if (s.has_error()) {
            outcome_.lost = s.error();
        } else {
            services_.push_back(std::move(*s));
        }
        if (only_) {  // no dump, so nothing marks its end
            waiting_ = false;
            end_of_dump();
        }
        return;
    }
    auto d = read_destination(m.attributes(), table_[at_].service.key.family());
    if (d.has_error()) {
        outcome_.lost = d.error();
    } else {
        pool_.push_back(std::move(*d));
    }
}

void read_operation::end_of_dump() {
    if (outcome_.lost) {
        phase_ = phase::ended;
    } else if (phase_ == phase::services) {
        end_of_services();
    } else {
        end_of_pool();
    }
}

void read_operation::end_of_services() {
    const bool same = same_settings(services_, table_);
    if (kind_ == consistency::service) {
        if (readings_ != 0 && same && !changed_) {
            phase_ = phase::ended;
            return;
        }
        if (readings_ == max_readings_) return give_up();
        changed_ = false;
    } else if (!same) {
        changed_ = true;
    }
    // What the reading before knew of a service is what its destinations are compared with.
    for (std::size_t i = 0; i < services_.size() && i < table_.size(); ++i) {
        if (services_[i].service.key == table_[i].service.key) {
            services_[i].destinations = std::move(table_[i].destinations);
        }
    }
    table_ = std::exchange(services_, {});
    at_ = 0;
    phase_ = phase::destinations;
}

void read_operation::end_of_pool() {
    auto& known = table_[at_].destinations;
    const bool same = same_settings(pool_, known);
    known = std::exchange(pool_, {});
    if (kind_ == consistency::service) {
        if (!same && known.size() > surely_one_piece && max_readings_ > 1) {
            if (++repeats_ == max_readings_) give_up();
            return;
        }
        repeats_ = 0;
    } else if (!same) {
        changed_ = true;
    }
    ++at_;
}

void read_operation::end_of_reading() {
    const bool settled = max_readings_ == 1 || (kind_ == consistency::table && readings_ > 0 && !changed_);
    ++readings_;
    if (settled) {
        phase_ = phase::ended;
    } else if (kind_ == consistency::service) {
        phase_ = phase::services;
    } else if (readings_ == max_readings_) {
        give_up();
    } else {
        changed_ = false;
        phase_ = phase::services;
    }
}

void read_operation::give_up() {
    fail({errc::timed_out, "the table changed during each of " + std::to_string(max_readings_) + " readings", EAGAIN});
}

void read_operation::silence() {
    outcome_.system_errno = EINTR;
    waiting_ = false;
    phase_ = phase::ended;
}

void read_operation::fail(const error& why) {
    outcome_.lost = why;
    waiting_ = false;
    phase_ = phase::ended;
}

}  // namespace hakit::ipvs::netlink
