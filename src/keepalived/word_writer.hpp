/// Writes keepalived words with the quoting they need. Internal.
#pragma once

#include <hakit/base/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// Collects entries (lines) of words. A value that keepalived has no way to write (a double quote, a newline or a NUL
/// in a plain word) makes failure() say so.
class word_writer {
public:
    /// A word; quoted when it holds blanks, '#', '!', braces or nothing at all.
    void word(std::string_view text);
    void number(long long value);
    /// Text that is a list of words already.
    void raw(std::string_view text);
    /// Ends the entry; a statement has one, a lines block one a line.
    void end_entry();

    [[nodiscard]] const std::vector<std::string>& entries() const noexcept { return entries_; }
    [[nodiscard]] const std::string& failure() const noexcept { return failure_; }

private:
    void separate() {
        if (!current_.empty()) current_ += ' ';
    }
    std::string current_;
    std::vector<std::string> entries_;
    std::string failure_;
};

}  // namespace hakit::keepalived
