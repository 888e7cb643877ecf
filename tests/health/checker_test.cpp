#include <hakit/health/checker.hpp>

#include <doctest/doctest.h>

#include <functional>

using namespace hakit;
using namespace hakit::health;
using namespace std::chrono_literals;

namespace {

checker http() {
    checker c;
    c.target.address = *ip_address::parse("10.0.0.2");
    c.target.port = 80;
    http_check h;
    h.urls.emplace_back();
    c.kind = h;
    return c;
}

std::string refused(const std::function<void(checker&, http_check&)>& change) {
    auto c = http();
    auto h = std::get<http_check>(c.kind);
    change(c, h);
    c.kind = h;
    const auto r = validate(c);
    return r.has_value() ? "" : r.error().message();
}

}  // namespace

TEST_CASE("a status set holds codes and ranges and prints them") {
    status_set s;
    CHECK(s.to_string() == "200-299");
    CHECK(s.contains(204));
    CHECK(!s.contains(300));
    CHECK(!s.contains(99));
    CHECK(!s.contains(4000));
    auto some = status_set::none();
    CHECK(some.to_string() == "nothing");
    CHECK(some.empty());
    CHECK(some.add(301, 302));
    CHECK(some.add(599, 599));
    CHECK(some.add(100, 100));
    CHECK(!some.add(99, 100));
    CHECK(!some.add(500, 600));
    CHECK(!some.add(302, 301));
    CHECK(some.to_string() == "100,301-302,599");
    CHECK(some != s);
}

TEST_CASE("digests are 32 hexadecimal digits") {
    const auto d = parse_md5("7AC66c0f148de9519b8bd264312c4d64");
    REQUIRE(d);
    CHECK(to_string(*d) == "7ac66c0f148de9519b8bd264312c4d64");
    CHECK(!parse_md5(""));
    CHECK(!parse_md5("7ac66c0f148de9519b8bd264312c4d6"));
    CHECK(!parse_md5("7ac66c0f148de9519b8bd264312c4d640"));
    CHECK(!parse_md5("7ac66c0f148de9519b8bd264312c4d6g"));
}

TEST_CASE("every regex option of keepalived is known") {
    std::uint32_t bits = 0;
    for (const auto* name : {"allow_empty_class", "alt_bsux",
                             "auto_callout",      "caseless",
                             "dollar_endonly",    "dotall",
                             "dupnames",          "extended",
                             "firstline",         "match_unset_backref",
                             "multiline",         "never_ucp",
                             "never_utf",         "no_auto_capture",
                             "no_auto_possess",   "no_dotstar_anchor",
                             "no_start_optimize", "ucp",
                             "ungreedy",          "utf",
                             "never_backslash_c", "alt_circumflex",
                             "alt_verbnames",     "use_offset_limit"}) {
        const auto o = parse_regex_option(name);
        REQUIRE_MESSAGE(o, name);
        bits |= static_cast<std::uint32_t>(*o);
    }
    CHECK(bits == 0xffffffU);
    CHECK(!parse_regex_option("CASELESS"));
}

TEST_CASE("the Host of a URL is its own, else the checker's; SNI follows it without the port") {
    http_check h;
    h.urls.resize(2);
    h.urls[1].virtualhost = "own.example";
    h.virtualhost = "shared.example:8443";
    CHECK(h.host_of(0) == "shared.example:8443");
    CHECK(h.host_of(1) == "own.example");
    CHECK(h.host_of(9) == "shared.example:8443");
    CHECK(h.sni_of(0) == "");
    h.tls = tls_options{};
    CHECK(h.sni_of(0) == "");
    h.tls->send_sni = true;
    CHECK(h.sni_of(0) == "shared.example");
    CHECK(h.sni_of(1) == "own.example");
    h.virtualhost = "10.0.0.1:443";
    CHECK(h.sni_of(0) == "");
    h.virtualhost = "[2001:db8::1]:443";
    CHECK(h.sni_of(0) == "");
    h.virtualhost = "2001:db8::1";
    CHECK(h.sni_of(0) == "");
    h.virtualhost = "";
    CHECK(h.sni_of(0) == "");
    h.tls->sni_name = "set.example";
    CHECK(h.sni_of(1) == "set.example");
}

TEST_CASE("a checker names itself, its URLs and its subject") {
    auto c = http();
    CHECK(c.name() == "HTTP_GET");
    CHECK(c.subject(0) == "GET /");
    CHECK(c.subject(5) == "GET ?");
    auto h = std::get<http_check>(c.kind);
    h.urls.resize(3);
    h.tls = tls_options{};
    c.kind = h;
    CHECK(c.name() == "SSL_GET");
    CHECK(c.url_count() == 3);
    c.kind = tcp_check{};
    CHECK(c.name() == "TCP_CHECK");
    CHECK(c.url_count() == 1);
    CHECK(c.subject(0) == "TCP connect to 10.0.0.2:80");
    c.target.address = *ip_address::parse("2001:db8::2");
    CHECK(c.subject(0) == "TCP connect to [2001:db8::2]:80");
}

TEST_CASE("the defaults are keepalived's") {
    CHECK(probe_options{}.delay_loop == 60s);
    CHECK(probe_options{}.connect_timeout == 5s);
    CHECK(probe_options{}.retry == 1);
    CHECK(probe_options{}.delay_before_retry == 1s);
    CHECK(http_probe_options().delay_before_retry == 3s);
    CHECK(http_probe_options().retry == 1);
}

TEST_CASE("validate names the keyword that is wrong") {
    CHECK(refused([](checker&, http_check&) {}) == "");
    CHECK(refused([](checker& c, http_check&) { c.target.port = 0; }) == "connect_port: must be from 1 to 65535");
    CHECK(refused([](checker& c, http_check&) { c.target.address = {}; }) == "connect_ip: no address");
    CHECK(refused([](checker& c, http_check&) { c.target.bind_address = ip_address::parse("::1"); }) ==
          "bindto: ::1 has another address family than 10.0.0.2");
    CHECK(refused([](checker& c, http_check&) { c.target.address = *ip_address::parse("fe80::1"); }) ==
          "bind_if: the link-local address fe80::1 needs an interface");
    CHECK(refused([](checker& c, http_check&) { c.target.bind_interface = std::string(16, 'x'); }) ==
          "bind_if: an interface name has at most 15 bytes");
    CHECK(refused([](checker& c, http_check&) { c.schedule.delay_loop = 0s; }) == "delay_loop: must be above 0");
    CHECK(refused([](checker& c, http_check&) { c.schedule.connect_timeout = 0s; }) ==
          "connect_timeout: must be above 0");
    CHECK(refused([](checker& c, http_check&) { c.schedule.delay_before_retry = -1s; }) ==
          "delay_before_retry: must not be negative");
    CHECK(refused([](checker& c, http_check&) { c.schedule.warmup = -1s; }) == "warmup: must not be negative");
    CHECK(refused([](checker& c, http_check&) { c.schedule.bootstrap_delay = -1s; }) ==
          "bootstrap_delay: must not be negative");
    CHECK(refused([](checker& c, http_check&) { c.schedule.rise = 0; }) == "rise: must be at least 1");
    CHECK(refused([](checker&, http_check& h) { h.urls.clear(); }) == "url: an HTTP check needs at least one");
    CHECK(refused([](checker&, http_check& h) { h.urls[0].path = "/a b"; }) ==
          "path: '/a b' is empty, or has a blank or control character");
    CHECK(refused([](checker&, http_check& h) { h.virtualhost = "a\r\nX: y"; }) ==
          "virtualhost: 'a\r\nX: y' has a blank or control character");
    CHECK(refused([](checker&, http_check& h) { h.urls[0].status = status_set::none(); }) ==
          "status_code: no code is accepted for /");
    if (tls_supported()) {
        CHECK(refused([](checker&, http_check& h) { h.tls = tls_options{}; }) == "");
        CHECK(refused([](checker&, http_check& h) {
                  h.tls = tls_options{};
                  h.tls->sni_name = "a b";
              }) == "sni_name: has a blank or control character");
    } else {
        CHECK(refused([](checker&, http_check& h) { h.tls = tls_options{}; }) == "SSL_GET: this build has no TLS");
    }
    if (regex_supported()) {
        CHECK(refused([](checker&, http_check& h) { h.urls[0].pattern = body_pattern{"a(b"}; }).rfind("regex: ", 0) ==
              0);
    }
    auto c = http();
    c.kind = tcp_check{};
    CHECK(validate(c).has_value());
}
