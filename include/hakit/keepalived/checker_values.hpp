/// The values that only checkers have.
#pragma once

#include <hakit/base/lean_vector.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace hakit::keepalived {

/// HTTP status codes from `first` to `last`, both within 100..599.
struct status_range {
    std::uint16_t first = 200;
    std::uint16_t last = 299;
    friend constexpr auto operator<=>(const status_range&, const status_range&) = default;
};

/// `status_code`: the codes that count as success, as written: "200 301-303".
struct status_codes {
    lean_vector<status_range> ranges;

    [[nodiscard]] bool contains(unsigned code) const noexcept {
        for (const auto& r : ranges)
            if (code >= r.first && code <= r.last) return true;
        return false;
    }
    friend bool operator==(const status_codes&, const status_codes&) = default;
};

/// `digest`: the MD5 sum of a response body (RFC 1321), which genhash prints as 32 hexadecimal digits.
struct md5_digest {
    std::array<std::uint8_t, 16> bytes{};
    /// 32 lower case digits.
    [[nodiscard]] std::string to_string() const;
    friend constexpr auto operator<=>(const md5_digest&, const md5_digest&) = default;
};

/// `http_protocol`.
enum class http_version : std::uint8_t {
    v1_0,        ///< 1.0
    v1_1,        ///< 1.1, with "Connection: close"
    v1_0_close,  ///< 1.0C, HTTP/1.0 with "Connection: close"
};

/// `regex`: a pattern of PCRE2, escapes of the configuration undone.
struct regex_pattern {
    std::string text;
    friend auto operator<=>(const regex_pattern&, const regex_pattern&) = default;
};

/// `regex_options`, a bit each, in the order of the keepalived manual page.
struct regex_options {
    enum option : std::uint8_t {
        allow_empty_class,
        alt_bsux,
        auto_callout,
        caseless,
        dollar_endonly,
        dotall,
        dupnames,
        extended,
        firstline,
        match_unset_backref,
        multiline,
        never_ucp,
        never_utf,
        no_auto_capture,
        no_auto_possess,
        no_dotstar_anchor,
        no_start_optimize,
        ucp,
        ungreedy,
        utf,
        never_backslash_c,
        alt_circumflex,
        alt_verbnames,
        use_offset_limit,
        count
    };
    std::uint32_t bits = 0;

    [[nodiscard]] constexpr bool has(option o) const noexcept { return (bits >> o & 1u) != 0; }
    constexpr void add(option o) noexcept { bits |= 1u << o; }
    friend constexpr auto operator<=>(const regex_options&, const regex_options&) = default;
};

/// `regex_stack START MAX`: bytes of the PCRE2 JIT stack, START <= MAX.
struct regex_stack {
    std::uint32_t start = 0;
    std::uint32_t max = 0;
    friend constexpr auto operator<=>(const regex_stack&, const regex_stack&) = default;
};

/// `payload`: the bytes that UDP_CHECK sends.
struct payload_bytes {
    std::vector<std::uint8_t> bytes;
    friend bool operator==(const payload_bytes&, const payload_bytes&) = default;
};

/// `require_reply`: the bytes that the reply must start with. A bit of `mask` that is clear is not compared.
struct reply_pattern {
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint8_t> mask;  ///< as long as bytes
    friend bool operator==(const reply_pattern&, const reply_pattern&) = default;
};

/// `type` of DNS_CHECK; the numbers are those of the DNS (RFC 1035, 3596, 4034).
enum class dns_type : std::uint8_t {
    a = 1,
    ns = 2,
    cname = 5,
    soa = 6,
    mx = 15,
    txt = 16,
    aaaa = 28,
    rrsig = 46,
    dnskey = 48,
};

/// `weight` of FILE_CHECK: what the number in the file is multiplied by, -2147483647..2147483647.
struct file_weight {
    std::int32_t weight = 1;
    bool reverse = false;  ///< the sign is turned around
    friend constexpr auto operator<=>(const file_weight&, const file_weight&) = default;
};

}  // namespace hakit::keepalived
