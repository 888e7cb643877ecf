#include <hakit/health/outcome.hpp>

#include <numeric>

namespace hakit::health {

std::string_view to_string(phase p) noexcept {
    switch (p) {
        case phase::resolve: return "resolve";
        case phase::connect: return "connect";
        case phase::tls: return "tls";
        case phase::write: return "write";
        case phase::first_byte: return "first_byte";
        case phase::headers: return "headers";
        case phase::body: return "body";
        case phase::match: return "match";
        case phase::done: return "done";
    }
    return "unknown";
}

std::string_view to_string(failure f) noexcept {
    switch (f) {
        case failure::none: return "none";
        case failure::timed_out: return "timed_out";
        case failure::system: return "system";
        case failure::closed: return "closed";
        case failure::tls: return "tls";
        case failure::malformed: return "malformed";
        case failure::status: return "status";
        case failure::digest: return "digest";
        case failure::pattern: return "pattern";
        case failure::limit: return "limit";
        case failure::unsupported: return "unsupported";
    }
    return "unknown";
}

std::string_view to_string(conclusion c) noexcept {
    switch (c) {
        case conclusion::still_up: return "still_up";
        case conclusion::still_down: return "still_down";
        case conclusion::went_up: return "went_up";
        case conclusion::went_down: return "went_down";
        case conclusion::will_retry: return "will_retry";
        case conclusion::confirming: return "confirming";
    }
    return "unknown";
}

duration outcome::total() const noexcept { return std::accumulate(spent.begin(), spent.end(), duration{0}); }

void phase_clock::enter(phase next, instant now) noexcept {
    if (next == current_) return;
    if (now > since_) {
        spent_[static_cast<std::size_t>(current_)] += now - since_;
        since_ = now;
    }
    current_ = next;
}

void phase_clock::finish(outcome& out, instant now) const noexcept {
    out.spent = spent_;
    if (now > since_) out.spent[static_cast<std::size_t>(current_)] += now - since_;
}

}  // namespace hakit::health
