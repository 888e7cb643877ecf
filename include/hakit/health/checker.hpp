/// What is checked, as data: the target, the kind of check with its expectations, and the schedule.
/// keepalived's names are in the comments; director translates a configuration into these.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/base/result.hpp>
#include <hakit/health/probe_options.hpp>

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hakit::health {

/// Where a checker connects to, and from where.
struct endpoint {
    ip_address address;                           ///< connect_ip, or the real server's
    std::uint16_t port = 0;                       ///< connect_port, or the real server's
    std::optional<ip_address> bind_address = {};  ///< bindto
    std::uint16_t bind_port = 0;                  ///< bind_port; 0: any
    std::string bind_interface = {};              ///< bind_if; an IPv6 link-local target needs it
    std::uint32_t fwmark = 0;                     ///< SO_MARK; 0: none

    friend bool operator==(const endpoint&, const endpoint&) = default;
};

/// TCP_CHECK: up when the connection is established; it is closed at once, nothing is sent.
struct tcp_check {
    friend bool operator==(const tcp_check&, const tcp_check&) = default;
};

/// The first lines of a request.
enum class http_protocol : std::uint8_t {
    v1_0,        ///< HTTP/1.0 without a Connection header (keepalived's default)
    v1_0_close,  ///< HTTP/1.0 with "Connection: close" (1.0C)
    v1_1,        ///< HTTP/1.1 with "Connection: close"
};

/// The status codes that count as healthy, 100..599. Default constructed: 200 to 299.
class status_set {
public:
    status_set() { add(200, 299); }
    /// No code at all; add() fills it.
    [[nodiscard]] static status_set none() {
        status_set s;
        s.codes_.reset();
        return s;
    }
    /// Adds first..last; false, and nothing added, when the range is empty or outside 100..599.
    bool add(unsigned first, unsigned last);
    [[nodiscard]] bool contains(unsigned code) const noexcept {
        return code >= 100 && code < 600 && codes_[code - 100];
    }
    [[nodiscard]] bool empty() const noexcept { return codes_.none(); }
    /// "200-299,301"
    [[nodiscard]] std::string to_string() const;
    friend bool operator==(const status_set&, const status_set&) = default;

private:
    std::bitset<500> codes_;
};

/// MD5, in the order in which it is written.
using md5_digest = std::array<std::uint8_t, 16>;

/// Reads 32 hexadecimal digits, either case.
[[nodiscard]] std::optional<md5_digest> parse_md5(std::string_view hex) noexcept;
/// 32 lower-case digits.
[[nodiscard]] std::string to_string(const md5_digest& digest);

/// Bits of body_pattern::options, named as keepalived's regex_options; PCRE2 has the meaning.
enum class regex_option : std::uint32_t {
    allow_empty_class = 1U << 0,
    alt_bsux = 1U << 1,
    auto_callout = 1U << 2,  ///< accepted, without effect: hakit installs no callout
    caseless = 1U << 3,
    dollar_endonly = 1U << 4,
    dotall = 1U << 5,
    dupnames = 1U << 6,
    extended = 1U << 7,
    firstline = 1U << 8,
    match_unset_backref = 1U << 9,
    multiline = 1U << 10,
    never_ucp = 1U << 11,
    never_utf = 1U << 12,
    no_auto_capture = 1U << 13,
    no_auto_possess = 1U << 14,
    no_dotstar_anchor = 1U << 15,
    no_start_optimize = 1U << 16,
    ucp = 1U << 17,
    ungreedy = 1U << 18,
    utf = 1U << 19,
    never_backslash_c = 1U << 20,
    alt_circumflex = 1U << 21,
    alt_verbnames = 1U << 22,
    use_offset_limit = 1U << 23,  ///< always on where max_offset is set
};

/// The option of that name ("caseless"), nullopt for an unknown one.
[[nodiscard]] std::optional<regex_option> parse_regex_option(std::string_view name) noexcept;

/// regex and its companions: a PCRE2 pattern searched in the body as received.
struct body_pattern {
    std::string pattern;
    std::uint32_t options = 0;                   ///< regex_option bits
    bool must_match = true;                      ///< false: regex_no_match
    std::size_t min_offset = 0;                  ///< the first byte of the body at which a match may start
    std::optional<std::size_t> max_offset = {};  ///< the last one; not below min_offset

    void set(regex_option o) noexcept { options |= static_cast<std::uint32_t>(o); }
    friend bool operator==(const body_pattern&, const body_pattern&) = default;
};

/// One url block of HTTP_GET or SSL_GET.
struct http_url {
    std::string path = "/";
    status_set status = {};
    std::optional<md5_digest> digest = {};  ///< of the body as received, at most Content-Length bytes
    std::optional<body_pattern> pattern = {};
    std::string virtualhost = {};  ///< Host header, "" to inherit http_check::virtualhost

    friend bool operator==(const http_url&, const http_url&) = default;
};

/// TLS of SSL_GET. keepalived encrypts and verifies nothing; verification is an offer of hakit.
struct tls_options {
    bool send_sni = false;      ///< enable_sni
    std::string sni_name = {};  ///< sni_name; "" : the Host without its port
    bool verify = false;        ///< check chain, validity and name of the certificate
    std::string ca_file = {};   ///< PEM; "" with verify: the system's
    std::string certificate_file = {};
    std::string key_file = {};
    bool require_close_notify = false;  ///< tls_compliant: an end without close_notify is a failure

    friend bool operator==(const tls_options&, const tls_options&) = default;
};

/// HTTP_GET, or SSL_GET when tls is set.
struct http_check {
    std::vector<http_url> urls;  ///< at least one
    http_protocol protocol = http_protocol::v1_0;
    std::string virtualhost = {};  ///< of the checker, else of the real server, else of the virtual server
    std::optional<tls_options> tls = {};

    /// The Host of that URL: its virtualhost or the checker's; "" means the address and port connected to.
    [[nodiscard]] const std::string& host_of(std::size_t url) const noexcept;
    /// The name to send in the TLS handshake for that URL, "" for none.
    [[nodiscard]] std::string sni_of(std::size_t url) const;
    friend bool operator==(const http_check&, const http_check&) = default;
};

/// One checker of one real server.
struct checker {
    endpoint target;
    std::variant<tcp_check, http_check> kind;
    probe_options schedule = {};

    /// "TCP_CHECK", "HTTP_GET" or "SSL_GET".
    [[nodiscard]] std::string_view name() const noexcept;
    /// URLs to go through; 1 for a check without URLs.
    [[nodiscard]] std::size_t url_count() const noexcept;
    /// What an outcome calls its subject: "TCP connect to 10.0.0.2:80", "GET /health".
    [[nodiscard]] std::string subject(std::size_t url) const;
    friend bool operator==(const checker&, const checker&) = default;
};

/// The first rule that the checker breaks, as an error of kind invalid_argument (or unsupported, when this build lacks
/// MD5, TLS or PCRE2): no URL, a blank in a path, a bad pattern, a zero interval. Success means that it can run.
[[nodiscard]] result<void> validate(const checker& c);

/// What this build can do.
[[nodiscard]] bool digest_supported() noexcept;
[[nodiscard]] bool regex_supported() noexcept;
[[nodiscard]] bool tls_supported() noexcept;

}  // namespace hakit::health
