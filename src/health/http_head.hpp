/// The status line and headers of an HTTP answer, read byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hakit::health {

enum class head_state : unsigned char { reading, complete, malformed, too_long };

/// Only what a health check needs is kept: the status code and the announced length. Lines end with CR LF or a bare LF
/// (RFC 9112 section 2.2). Memory is bounded by one line.
class http_head {
public:
    explicit http_head(std::size_t limit) noexcept : limit_{limit} {}

    /// Takes bytes up to the end of the headers and says how many it took; they are all looked at when the state stays
    /// reading. The state is decided by the bytes, not by their pieces.
    std::size_t take(std::string_view bytes);

    [[nodiscard]] head_state state() const noexcept { return state_; }
    [[nodiscard]] std::uint16_t status() const noexcept { return status_; }
    /// Content-Length; nullopt when absent, unreadable, contradictory, or overruled by Transfer-Encoding.
    [[nodiscard]] std::optional<std::uint64_t> content_length() const noexcept;
    /// True when a Content-Length was there and could not be used.
    [[nodiscard]] bool bad_length() const noexcept { return bad_length_; }
    /// The beginning of the line that is no status line, for messages.
    [[nodiscard]] const std::string& line() const noexcept { return line_; }

private:
    void end_line();
    void read_status_line();
    void read_field();

    std::size_t limit_;
    std::size_t taken_ = 0;
    std::string line_;
    head_state state_ = head_state::reading;
    std::uint16_t status_ = 0;
    std::optional<std::uint64_t> length_;
    bool bad_length_ = false;
    bool has_transfer_encoding_ = false;
    bool first_line_ = true;
};

}  // namespace hakit::health
