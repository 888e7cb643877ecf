/// One checker of one real server, ready to run: what is asked, of whom, and when.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/health/checker.hpp>
#include <hakit/health/http_response.hpp>
#include <hakit/health/outcome.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hakit::director {

/// A program to start without a shell.
struct command {
    std::vector<std::string> argv;  ///< the program first; not empty
    std::string user = {};          ///< "": the caller's choice (keepalived's script_user default)
    std::string group = {};         ///< "": the user's own

    /// The words, quoted where a blank would hide their borders.
    [[nodiscard]] std::string to_string() const;
    friend bool operator==(const command&, const command&) = default;
};

/// UDP_CHECK: up unless an ICMP error comes back, or, with require_reply, when a fitting datagram comes.
struct udp_check {
    std::string payload = {};  ///< bytes to send; "": eight zero bytes
    bool require_reply = false;
    std::string reply = {};       ///< the reply must begin with these bytes ...
    std::string reply_mask = {};  ///< ... where this has a bit set; as long as reply
    std::size_t min_reply_length = 0;
    std::size_t max_reply_length = 255;

    friend bool operator==(const udp_check&, const udp_check&) = default;
};

/// DNS_CHECK: up when a query over UDP is answered with the same id and code 0 (RFC 1035 section 4.1.1).
struct dns_check {
    std::uint16_t type = 6;  ///< SOA
    std::string name = {};   ///< "": the root

    friend bool operator==(const dns_check&, const dns_check&) = default;
};

/// SMTP_CHECK: greeting 220, HELO answered with 250, QUIT (RFC 5321).
struct smtp_check {
    std::string helo_name = "smtpchecker.keepalived.org";

    friend bool operator==(const smtp_check&, const smtp_check&) = default;
};

/// MISC_CHECK: exit status 0 is up, 1 is down; with `dynamic` 2..255 is up and the weight becomes status - 2.
struct misc_check {
    command program;
    bool dynamic = false;

    friend bool operator==(const misc_check&, const misc_check&) = default;
};

using check_kind = std::variant<health::tcp_check, health::http_check, udp_check, dns_check, smtp_check, misc_check>;

/// One checker. Everything it could inherit is filled in.
struct check {
    health::endpoint target;  ///< of no meaning for a misc_check
    check_kind kind;
    health::probe_options schedule = {};
    bool log_all_failures = false;  ///< events for attempts that fail without changing the state

    /// The keyword: "TCP_CHECK", "HTTP_GET", "SSL_GET", "UDP_CHECK", "DNS_CHECK", "SMTP_CHECK", "MISC_CHECK".
    [[nodiscard]] std::string_view name() const noexcept;
    [[nodiscard]] std::size_t url_count() const noexcept;
    /// What is asked: "GET /health", "TCP connect to 10.0.0.2:80".
    [[nodiscard]] std::string subject(std::size_t url) const;
    /// Whether the two ask the same thing of the same target, however often.
    [[nodiscard]] bool same_question(const check& other) const { return target == other.target && kind == other.kind; }
    friend bool operator==(const check&, const check&) = default;
};

/// A check with what is compiled once for all its attempts. Immutable; shared between the engine and who runs it.
struct prepared_check {
    check what;
    std::vector<health::http_expectation> expectations;  ///< one for each URL
};

/// The first reason why the check cannot run: invalid_argument, or unsupported for what this build lacks.
[[nodiscard]] result<std::shared_ptr<const prepared_check>> prepare(const check& what);

/// One line about an attempt; health::explain where the check is TCP or HTTP.
[[nodiscard]] std::string explain(const check& what, const health::outcome& o);
/// The same with the attempt's number.
[[nodiscard]] std::string explain(const check& what, const health::verdict& v);

}  // namespace hakit::director
