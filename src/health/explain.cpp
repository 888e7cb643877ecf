// The sentences of verdicts. A peer's bytes may be part of them, so everything is escaped once, at the end.
#include <hakit/health/outcome.hpp>

#include <system_error>

namespace hakit::health {

namespace {

std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7f) {
            out += c;
        } else {
            out += "\\x";
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

/// Three digits at most: "850 us", "4 ms", "1.2 s", "75 s".
std::string elapsed(duration d) {
    const auto us = std::chrono::duration_cast<std::chrono::microseconds>(d).count();
    if (us < 1000) return std::to_string(us) + " us";
    if (us < 1'000'000) return std::to_string(us / 1000) + " ms";
    const auto tenths = us / 100'000;
    if (tenths >= 100 || tenths % 10 == 0) return std::to_string(tenths / 10) + " s";
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::string_view doing(phase p) {
    switch (p) {
        case phase::resolve: return "resolving the name";
        case phase::connect: return "connecting";
        case phase::tls: return "the TLS handshake";
        case phase::write: return "sending the request";
        case phase::first_byte: return "waiting for the first byte";
        case phase::headers: return "reading headers";
        case phase::body: return "reading the body";
        case phase::match: return "matching the body";
        case phase::done: break;
    }
    return "finishing";
}

std::string headline(const outcome& o) {
    const auto http = "HTTP " + std::to_string(o.http_status);
    switch (o.why) {
        case failure::none: return o.http_status != 0 ? http : "passed";
        case failure::timed_out: return "timed out while " + std::string{doing(o.reached)};
        case failure::system: {
            const auto reason = o.system_errno != 0 ? std::generic_category().message(o.system_errno) : "failed";
            return reason + " while " + std::string{doing(o.reached)};
        }
        case failure::closed:
            return o.bytes == 0 ? "connection closed without an answer"
                                : "connection closed while " + std::string{doing(o.reached)};
        case failure::tls: return "TLS failed";
        case failure::malformed: return "not an HTTP answer";
        case failure::status: return http;
        case failure::digest: return "wrong MD5 of the body, " + http + ",";
        case failure::pattern: return "pattern rule broken, " + http + ",";
        case failure::limit: return "limit reached while " + std::string{doing(o.reached)};
        case failure::unsupported: return "not supported by this build";
    }
    return "failed";
}

}  // namespace

std::string explain(const outcome& o) {
    auto text = headline(o);
    if (!o.subject.empty()) text += " for " + o.subject;
    if (!o.detail.empty()) text += " (" + o.detail + ")";
    if (o.bytes != 0) text += ", " + std::to_string(o.bytes) + " bytes";
    text += (o.bytes != 0 ? " in " : ", ") + elapsed(o.total());
    if (!o.note.empty()) text += ", note: " + o.note;
    return escaped(text);
}

std::string explain(const verdict& v) {
    auto text = explain(v.outcome);
    if (!v.outcome.ok() && v.allowed > 1) {
        text += ", attempt " + std::to_string(v.attempt) + " of " + std::to_string(v.allowed);
    }
    if (v.result == conclusion::went_up) text += " -> up";
    if (v.result == conclusion::went_down) text += " -> down";
    return text;
}

}  // namespace hakit::health
