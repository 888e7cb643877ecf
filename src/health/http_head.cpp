#include "health/http_head.hpp"

#include <algorithm>

namespace hakit::health {

namespace {

constexpr std::string_view protocol_name = "HTTP/";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view lower_b) {
    return a.size() == lower_b.size() &&
           std::equal(a.begin(), a.end(), lower_b.begin(), [](char x, char y) { return lower(x) == y; });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// At most 18 digits, so that nothing overflows.
std::optional<std::uint64_t> number(std::string_view text) {
    if (text.empty() || text.size() > 18 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return value;
}

}  // namespace

std::optional<std::uint64_t> http_head::content_length() const noexcept {
    return has_transfer_encoding_ || bad_length_ ? std::nullopt : length_;
}

std::size_t http_head::take(std::string_view bytes) {
    std::size_t n = 0;
    while (n < bytes.size() && state_ == head_state::reading) {
        if (taken_ == limit_) {
            state_ = head_state::too_long;
            break;
        }
        const char c = bytes[n++];
        ++taken_;
        if (c == '\n') {
            end_line();
            continue;
        }
        line_ += c;
        if (first_line_ && line_.size() <= protocol_name.size() && c != protocol_name[line_.size() - 1]) {
            state_ = head_state::malformed;
        }
    }
    return n;
}

void http_head::end_line() {
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    if (first_line_) {
        read_status_line();
        first_line_ = false;
    } else if (line_.empty()) {
        state_ = head_state::complete;
    } else {
        read_field();
    }
    if (state_ == head_state::reading) line_.clear();
}

void http_head::read_status_line() {
    const std::string_view line = line_;
    state_ = head_state::malformed;
    const auto blank = line.find(' ');
    if (line.substr(0, protocol_name.size()) != protocol_name || blank == std::string_view::npos) return;
    const auto code = line.substr(std::min(line.find_first_not_of(' ', blank), line.size()));
    if (code.size() < 3 || !is_digit(code[0]) || !is_digit(code[1]) || !is_digit(code[2])) return;
    if (code.size() > 3 && code[3] != ' ') return;
    status_ = static_cast<std::uint16_t>((code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0'));
    state_ = head_state::reading;
}

void http_head::read_field() {
    const std::string_view line = line_;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const auto name = line.substr(0, colon);
    if (same_name(name, "transfer-encoding")) has_transfer_encoding_ = true;
    if (!same_name(name, "content-length")) return;
    const auto value = number(trimmed(line.substr(colon + 1)));
    if (!value || (length_ && *length_ != *value)) bad_length_ = true;
    length_ = value;
}

}  // namespace hakit::health
