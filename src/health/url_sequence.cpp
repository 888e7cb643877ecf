#include <hakit/health/url_sequence.hpp>

namespace hakit::health {

url_sequence::url_sequence(std::size_t count, bool confirm) noexcept
    : count_{count == 0 ? 1 : count}, confirm_{confirm} {}

bool url_sequence::on_success() noexcept {
    if (failed_) {
        reset();
        return false;
    }
    if (++current_ < count_) return false;
    current_ = 0;
    return true;
}

void url_sequence::on_failure(bool down) noexcept {
    if (down && confirm_) failed_ = current_;
}

void url_sequence::reset() noexcept {
    current_ = 0;
    failed_.reset();
}

}  // namespace hakit::health
