#include <hakit/health/http_response.hpp>

#include "health/http_expectation.hpp"
#include "health/http_head.hpp"
#include "health/md5.hpp"

#include <algorithm>

namespace hakit::health {

namespace {

/// Long texts of a configuration or a peer are cut in messages.
std::string quoted(std::string_view text) {
    constexpr std::size_t most = 60;
    return "'" + std::string{text.substr(0, most)} + (text.size() > most ? "...'" : "'");
}

}  // namespace

result<http_expectation> http_expectation::compile(const http_url& url) {
    auto d = std::make_shared<data>();
    d->url = url;
    if (url.digest) {
        if (auto hash = md5_hash::start(); hash.has_error()) return hash.error();
    }
    if (url.pattern) {
        auto pattern = compiled_pattern::compile(*url.pattern);
        if (pattern.has_error()) return pattern.error();
        d->pattern = std::move(*pattern);
    }
    return http_expectation{std::move(d)};
}

struct http_response::impl {
    impl(http_expectation e, const http_limits& l) : expectation{std::move(e)}, limits{l}, head{l.headers} {
        out.reached = phase::first_byte;
        if (data().url.digest) {
            if (auto started = md5_hash::start(); started.has_value()) {
                hash = std::move(*started);
            } else {
                fail(phase::first_byte, failure::unsupported, started.error().message());
            }
        }
    }

    [[nodiscard]] const http_expectation::data& data() const noexcept { return expectation.get(); }
    [[nodiscard]] std::optional<std::uint64_t> announced() const noexcept { return head.content_length(); }

    void fail(phase where, failure why, std::string detail) {
        out.reached = where;
        out.why = why;
        out.detail = std::move(detail);
        finished = true;
    }

    void pass() {
        out.reached = phase::done;
        finished = true;
    }

    void note(std::string text) {
        if (!out.note.empty()) out.note += "; ";
        out.note += text;
    }

    void take_head(std::string_view& bytes) {
        out.reached = phase::headers;
        const auto n = head.take(bytes);
        bytes.remove_prefix(n);
        out.bytes += n;
        out.http_status = head.status();
        switch (head.state()) {
            case head_state::reading: return;
            case head_state::malformed:
                return fail(phase::headers, failure::malformed, "the answer begins with " + quoted(head.line()));
            case head_state::too_long:
                return fail(phase::headers, failure::limit,
                            "headers longer than " + std::to_string(limits.headers) + " bytes");
            case head_state::complete: break;
        }
        if (!data().url.status.contains(head.status())) {
            return fail(phase::headers, failure::status, "expected " + data().url.status.to_string());
        }
        out.reached = phase::body;
        if (head.bad_length()) note("Content-Length unreadable or contradictory");
        // RFC 9110 sections 15.3.5 and 15.4.5: these have no body whatever the headers announce.
        const bool bodiless = head.status() == 204 || head.status() == 304;
        if (bodiless || announced() == std::uint64_t{0}) judge(false);
    }

    void take_body(std::string_view bytes) {
        auto n = static_cast<std::uint64_t>(bytes.size());
        if (announced()) n = std::min(n, *announced() - body_bytes);
        const bool too_long = n > limits.body - body_bytes;
        if (too_long) n = limits.body - body_bytes;
        const auto part = bytes.substr(0, static_cast<std::size_t>(n));
        out.bytes += n;
        body_bytes += n;
        hash.update(part);
        if (data().pattern)
            kept.append(part.substr(0, limits.pattern_body - std::min(limits.pattern_body, kept.size())));
        if (too_long || (announced() && body_bytes == *announced())) judge(too_long);
    }

    /// All of the body is here, or as much of it as the limits allow (`cut`).
    void judge(bool cut) {
        out.reached = phase::match;
        if (cut) note("body longer than " + std::to_string(limits.body) + " bytes, the rest was not read");
        if (data().url.digest && !judge_digest(cut)) return;
        if (data().pattern && !judge_pattern(cut)) return;
        pass();
    }

    bool judge_digest(bool cut) {
        if (cut) {
            fail(phase::match, failure::limit, "the MD5 needs the whole body");
            return false;
        }
        const auto found = hash.finish();
        if (found == data().url.digest) return true;
        fail(phase::match, failure::digest,
             "expected " + to_string(*data().url.digest) + ", found " + (found ? to_string(*found) : "none"));
        return false;
    }

    bool judge_pattern(bool cut) {
        const bool partial = cut || kept.size() < body_bytes;
        const auto& wanted = *data().url.pattern;
        const auto s = data().pattern->search(kept, partial, limits);
        switch (s.end) {
            case search_end::found:
                if (wanted.must_match) return true;
                fail(phase::match, failure::pattern,
                     quoted(wanted.pattern) + " found at byte " + std::to_string(s.offset));
                return false;
            case search_end::absent:
                if (partial) {
                    fail(phase::match, failure::limit,
                         quoted(wanted.pattern) + " not in the first " + std::to_string(kept.size()) + " bytes");
                    return false;
                }
                if (!wanted.must_match) return true;
                fail(phase::match, failure::pattern, quoted(wanted.pattern) + " not found");
                return false;
            case search_end::limit:
                fail(phase::match, failure::limit, quoted(wanted.pattern) + ": " + s.detail);
                return false;
            case search_end::refused: break;
        }
        fail(phase::match, failure::pattern, quoted(wanted.pattern) + ": " + s.detail);
        return false;
    }

    http_expectation expectation;
    http_limits limits;
    http_head head;
    md5_hash hash;
    std::string kept;
    std::uint64_t body_bytes = 0;
    outcome out;
    bool finished = false;
};

http_response::http_response(http_expectation expectation, const http_limits& limits)
    : impl_{std::make_unique<impl>(std::move(expectation), limits)} {}
http_response::~http_response() = default;
http_response::http_response(http_response&&) noexcept = default;
http_response& http_response::operator=(http_response&&) noexcept = default;

bool http_response::on_bytes(std::string_view bytes) {
    auto& i = *impl_;
    if (i.finished || bytes.empty()) return i.finished;
    if (i.head.state() == head_state::reading) i.take_head(bytes);
    if (!i.finished && i.head.state() == head_state::complete && !bytes.empty()) i.take_body(bytes);
    return i.finished;
}

void http_response::on_eof() {
    auto& i = *impl_;
    if (i.finished) return;
    if (i.head.state() != head_state::complete) {
        i.fail(i.out.reached, failure::closed, i.out.bytes == 0 ? "" : "the headers are not complete");
        return;
    }
    if (const auto length = i.announced()) {
        i.note("Content-Length " + std::to_string(*length) + ", " + std::to_string(i.body_bytes) + " bytes received");
    }
    i.judge(false);
}

bool http_response::finished() const noexcept { return impl_->finished; }
phase http_response::current() const noexcept { return impl_->out.reached; }
std::uint64_t http_response::bytes() const noexcept { return impl_->out.bytes; }
std::uint16_t http_response::status() const noexcept { return impl_->out.http_status; }
const outcome& http_response::result() const noexcept { return impl_->out; }

}  // namespace hakit::health
