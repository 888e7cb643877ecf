/// Which URL of a checker is tried next, as keepalived's HTTP_GET does it.
#pragma once

#include <cstddef>
#include <optional>

namespace hakit::health {

/// One URL per check, round robin. After a failure that took the checker down that URL is tried until it passes once;
/// then everything is asked again from the first URL, and only a full pass brings the checker up.
/// A checker with one URL therefore needs two successes to recover; a TCP check (confirm == false) needs one.
class url_sequence {
public:
    /// `count` is at least 1. `confirm` is true for checks with URLs.
    explicit url_sequence(std::size_t count = 1, bool confirm = false) noexcept;

    [[nodiscard]] std::size_t current() const noexcept { return current_; }
    /// The URL that took the checker down and has not passed since.
    [[nodiscard]] std::optional<std::size_t> failed() const noexcept { return failed_; }

    /// Goes on; true when that ended a full pass.
    bool on_success() noexcept;
    /// The present URL failed. `down` is true when no attempt is left, so that the recovery rule applies to it.
    void on_failure(bool down) noexcept;
    /// From the first URL, nothing failed.
    void reset() noexcept;

private:
    std::size_t count_;
    std::size_t current_ = 0;
    std::optional<std::size_t> failed_;
    bool confirm_;
};

}  // namespace hakit::health
