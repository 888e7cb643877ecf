#include <hakit/health/checker.hpp>

#include "health/text_rules.hpp"

#include <hakit/health/http_response.hpp>

#include <utility>

namespace hakit::health {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr std::pair<std::string_view, regex_option> regex_names[] = {
    {"allow_empty_class", regex_option::allow_empty_class},
    {"alt_bsux", regex_option::alt_bsux},
    {"auto_callout", regex_option::auto_callout},
    {"caseless", regex_option::caseless},
    {"dollar_endonly", regex_option::dollar_endonly},
    {"dotall", regex_option::dotall},
    {"dupnames", regex_option::dupnames},
    {"extended", regex_option::extended},
    {"firstline", regex_option::firstline},
    {"match_unset_backref", regex_option::match_unset_backref},
    {"multiline", regex_option::multiline},
    {"never_ucp", regex_option::never_ucp},
    {"never_utf", regex_option::never_utf},
    {"no_auto_capture", regex_option::no_auto_capture},
    {"no_auto_possess", regex_option::no_auto_possess},
    {"no_dotstar_anchor", regex_option::no_dotstar_anchor},
    {"no_start_optimize", regex_option::no_start_optimize},
    {"ucp", regex_option::ucp},
    {"ungreedy", regex_option::ungreedy},
    {"utf", regex_option::utf},
    {"never_backslash_c", regex_option::never_backslash_c},
    {"alt_circumflex", regex_option::alt_circumflex},
    {"alt_verbnames", regex_option::alt_verbnames},
    {"use_offset_limit", regex_option::use_offset_limit},
};

error bad(std::string what) { return error{errc::invalid_argument, std::move(what)}; }

result<void> validate_schedule(const probe_options& o) {
    if (o.delay_loop <= duration::zero()) return bad("delay_loop: must be above 0");
    if (o.connect_timeout <= duration::zero()) return bad("connect_timeout: must be above 0");
    if (o.delay_before_retry < duration::zero()) return bad("delay_before_retry: must not be negative");
    if (o.warmup && *o.warmup < duration::zero()) return bad("warmup: must not be negative");
    if (o.bootstrap_delay < duration::zero()) return bad("bootstrap_delay: must not be negative");
    if (o.rise == 0) return bad("rise: must be at least 1");
    return {};
}

result<void> validate_http(const http_check& check, const endpoint& target) {
    if (check.urls.empty()) return bad("url: an HTTP check needs at least one");
    for (std::size_t i = 0; i < check.urls.size(); ++i) {
        const auto& url = check.urls[i];
        if (!is_request_target(url.path))
            return bad("path: '" + url.path + "' is empty, or has a blank or control character");
        if (!is_host(check.host_of(i)))
            return bad("virtualhost: '" + check.host_of(i) + "' has a blank or control character");
        if (url.status.empty()) return bad("status_code: no code is accepted for " + url.path);
        if (auto compiled = http_expectation::compile(url); compiled.has_error()) return compiled.error();
    }
    if (check.tls) {
        if (!tls_supported()) return error{errc::unsupported, "SSL_GET: this build has no TLS"};
        if (!is_host(check.tls->sni_name)) return bad("sni_name: has a blank or control character");
    }
    (void)target;
    return {};
}

}  // namespace

bool status_set::add(unsigned first, unsigned last) {
    if (first < 100 || last > 599 || first > last) return false;
    for (auto code = first; code <= last; ++code) codes_.set(code - 100);
    return true;
}

std::string status_set::to_string() const {
    std::string text;
    for (unsigned first = 100; first < 600; ++first) {
        if (!contains(first)) continue;
        auto last = first;
        while (contains(last + 1)) ++last;
        if (!text.empty()) text += ",";
        text += std::to_string(first);
        if (last != first) text += "-" + std::to_string(last);
        first = last;
    }
    return text.empty() ? "nothing" : text;
}

std::optional<md5_digest> parse_md5(std::string_view hex) noexcept {
    if (hex.size() != 32) return std::nullopt;
    md5_digest digest{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const auto high = hex_value(hex[2 * i]);
        const auto low = hex_value(hex[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        digest[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return digest;
}

std::string to_string(const md5_digest& digest) {
    std::string text;
    for (const auto byte : digest) {
        text += hex_digits[byte >> 4U];
        text += hex_digits[byte & 15U];
    }
    return text;
}

std::optional<regex_option> parse_regex_option(std::string_view name) noexcept {
    for (const auto& [known, option] : regex_names) {
        if (known == name) return option;
    }
    return std::nullopt;
}

const std::string& http_check::host_of(std::size_t url) const noexcept {
    return url < urls.size() && !urls[url].virtualhost.empty() ? urls[url].virtualhost : virtualhost;
}

std::string http_check::sni_of(std::size_t url) const {
    if (!tls || !tls->send_sni) return {};
    if (!tls->sni_name.empty()) return tls->sni_name;
    const auto& host = host_of(url);
    // An address is no server name (RFC 6066 section 3), with or without brackets.
    if (!host.empty() && host.front() == '[') return {};
    auto name = host.substr(
        0, host.rfind(':') == std::string::npos || host.find(':') != host.rfind(':') ? host.size() : host.rfind(':'));
    return ip_address::parse(name) ? std::string{} : name;
}

std::string_view checker::name() const noexcept {
    const auto* http = std::get_if<http_check>(&kind);
    if (http == nullptr) return "TCP_CHECK";
    return http->tls ? "SSL_GET" : "HTTP_GET";
}

std::size_t checker::url_count() const noexcept {
    const auto* http = std::get_if<http_check>(&kind);
    return http == nullptr || http->urls.empty() ? 1 : http->urls.size();
}

std::string checker::subject(std::size_t url) const {
    const auto* http = std::get_if<http_check>(&kind);
    if (http == nullptr) return "TCP connect to " + host_and_port(target.address, target.port);
    return "GET " + (url < http->urls.size() ? http->urls[url].path : std::string{"?"});
}

result<void> validate(const checker& c) {
    if (c.target.address.is_unspecified()) return bad("connect_ip: no address");
    if (c.target.port == 0) return bad("connect_port: must be from 1 to 65535");
    if (c.target.bind_address && c.target.bind_address->family() != c.target.address.family()) {
        return bad("bindto: " + c.target.bind_address->to_string() + " has another address family than " +
                   c.target.address.to_string());
    }
    if (c.target.bind_interface.size() > 15) return bad("bind_if: an interface name has at most 15 bytes");
    if (c.target.address.is_v6() && c.target.address.is_link_local() && c.target.bind_interface.empty()) {
        return bad("bind_if: the link-local address " + c.target.address.to_string() + " needs an interface");
    }
    if (auto ok = validate_schedule(c.schedule); ok.has_error()) return ok;
    if (const auto* http = std::get_if<http_check>(&c.kind)) return validate_http(*http, c.target);
    return {};
}

}  // namespace hakit::health
