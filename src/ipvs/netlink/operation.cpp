#include "ipvs/netlink/operation.hpp"

#include <linux/netlink.h>

#include <algorithm>
#include <cerrno>

namespace hakit::ipvs::netlink {

write_operation::write_operation(std::size_t count, encoder encode) : encode_{std::move(encode)}, outcomes_(count) {}

void write_operation::fill(message_writer& out) {
    first_ = next_;
    sent_.clear();
    while (next_ < outcomes_.size() && sent_.size() < messages_in_a_send && out.data().size() < bytes_in_a_send) {
        sent_.push_back(encode_(out, next_++));
    }
    if (sent_.empty()) return;
    out.add_flags(NLM_F_ACK);
    waiting_ = true;
}

void write_operation::take(const message_view& m) {
    if (!waiting_) return;
    const auto answer = read_acknowledgement(m);
    if (!answer) return;
    const auto at = std::find(sent_.begin(), sent_.end(), m.sequence);
    if (at == sent_.end()) return;
    auto& o = outcomes_[first_ + static_cast<std::size_t>(at - sent_.begin())];
    o.system_errno = answer->system_errno;
    o.reason = answer->reason;
    if (m.sequence == sent_.back()) waiting_ = false;
}

void write_operation::silence() {
    // The others were carried out, as errors are answered unasked.
    outcomes_[next_ - 1].system_errno = EINTR;
    waiting_ = false;
}

void write_operation::fail(const error& why) {
    const auto from = waiting_ ? first_ : next_;
    for (auto i = from; i < outcomes_.size(); ++i) {
        if (outcomes_[i].system_errno == 0) outcomes_[i].lost = why;
    }
    next_ = outcomes_.size();
    waiting_ = false;
}

query_operation::query_operation(encoder write, reader read, bool is_dump)
    : write_{std::move(write)}, read_{std::move(read)}, is_dump_{is_dump} {}

void query_operation::fill(message_writer& out) {
    if (asked_) return;
    asked_ = true;
    waiting_ = true;
    sequence_ = write_(out);
}

void query_operation::take(const message_view& m) {
    if (!waiting_ || m.sequence != sequence_) return;
    if (const auto end = read_acknowledgement(m)) {
        waiting_ = false;
        outcome_.system_errno = end->system_errno;
        outcome_.reason = end->reason;
        return;
    }
    if (m.type < NLMSG_MIN_TYPE) return;
    if (!is_dump_) waiting_ = false;
    if (outcome_.lost) return;
    if (const auto read = read_(m); read.has_error()) outcome_.lost = read.error();
}

void query_operation::silence() {
    outcome_.system_errno = EINTR;
    waiting_ = false;
}

void query_operation::fail(const error& why) {
    asked_ = true;
    waiting_ = false;
    if (outcome_.ok()) outcome_.lost = why;
}

}  // namespace hakit::ipvs::netlink
