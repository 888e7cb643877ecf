#include <hakit/director/plan.hpp>
#include <hakit/keepalived/check.hpp>

#include <doctest/doctest.h>

#include <algorithm>

using namespace hakit;
using namespace hakit::director;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

translation of(const std::string& text, const translate_options& o = {}) {
    text::workspace files;
    const auto top = files.add(text::source{"test.conf", text});
    return translate(keepalived::check(files, top).configuration, o);
}

/// A virtual server with one real server; `vs`, `rs` are further lines of theirs.
std::string web(const std::string& vs, const std::string& rs, const std::string& header = "10.0.0.1 80",
                const std::string& server = "10.0.1.1 80") {
    return "virtual_server " + header + " {\n lb_algo rr\n lb_kind NAT\n protocol TCP\n" + vs + "\n real_server " +
           server + " {\n" + rs + "\n }\n}\n";
}

const service_plan& only(const translation& t) {
    REQUIRE(t.desired.services.size() == 1);
    return t.desired.services[0];
}

const check& only_check(const translation& t) {
    REQUIRE(only(t).servers.size() == 1);
    REQUIRE(only(t).servers[0].checks.size() == 1);
    return only(t).servers[0].checks[0];
}

bool says(const translation& t, std::string_view words) {
    return std::any_of(t.findings.begin(), t.findings.end(),
                       [&](const finding& f) { return f.message.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("defaults: wlc, NAT, UDP, weight 1, quorum 1, and the schedule of a TCP check") {
    const auto t = of("virtual_server 10.0.0.1 53 {\n real_server 10.0.1.1 {\n  TCP_CHECK {\n  }\n }\n}\n");
    const auto& s = only(t);
    CHECK(s.name == "udp 10.0.0.1:53");
    CHECK(s.services[0].scheduler == "wlc");
    CHECK_FALSE(s.services[0].persistence_timeout);
    CHECK(s.quorum == 1);
    CHECK(s.hysteresis == 0);
    const auto& d = s.servers[0].destination;
    CHECK(d.forwarding == ipvs::forwarding::masquerade);
    CHECK(d.weight == 1);
    CHECK(d.key.port == 53);
    const auto& c = only_check(t);
    CHECK(c.target.port == 53);
    CHECK(c.schedule.delay_loop == seconds{60});
    CHECK(c.schedule.connect_timeout == seconds{5});
    CHECK(c.schedule.retry == 1);
    CHECK(c.schedule.delay_before_retry == seconds{1});
    CHECK_FALSE(c.schedule.warmup);
    CHECK_FALSE(c.schedule.alpha);
    CHECK(t.ok());
}

TEST_CASE("a checker takes what it does not say from its real server, that from its virtual server") {
    const std::string vs =
        " delay_loop 10\n retry 4\n delay_before_retry 2\n warmup 3\n connect_timeout 7\n alpha\n weight 5";
    auto c = only_check(of(web(vs, "TCP_CHECK {\n}")));
    CHECK(c.schedule.delay_loop == seconds{10});
    CHECK(c.schedule.retry == 4);
    CHECK(c.schedule.delay_before_retry == seconds{2});
    CHECK(c.schedule.warmup == seconds{3});
    CHECK(c.schedule.connect_timeout == seconds{7});
    CHECK(c.schedule.alpha);
    CHECK(only(of(web(vs, "TCP_CHECK {\n}"))).servers[0].destination.weight == 5);

    c = only_check(of(web(vs, "delay_loop 11\nretry 6\nTCP_CHECK {\n}")));
    CHECK(c.schedule.delay_loop == seconds{11});
    CHECK(c.schedule.retry == 6);
    CHECK(c.schedule.connect_timeout == seconds{7});

    c = only_check(
        of(web(vs, "delay_loop 11\nretry 6\nTCP_CHECK {\n delay_loop 0.5\n retry 0\n connect_timeout 1\n}")));
    CHECK(c.schedule.delay_loop == milliseconds{500});
    CHECK(c.schedule.retry == 0);
    CHECK(c.schedule.connect_timeout == seconds{1});
}

TEST_CASE("each kind of checker has its own defaults") {
    auto c = only_check(of(web("", "HTTP_GET {\n url {\n path /\n }\n}")));
    CHECK(c.schedule.delay_before_retry == seconds{3});
    CHECK(c.schedule.retry == 1);
    c = only_check(of(web(" delay_loop 8", "DNS_CHECK {\n}")));
    CHECK(c.schedule.retry == 3);
    CHECK(c.schedule.delay_before_retry == seconds{8});
    CHECK(std::get<dns_check>(c.kind).type == 6);
    c = only_check(of(web(" delay_loop 8", "MISC_CHECK {\n misc_path \"/bin/true a b\"\n}")));
    CHECK(c.schedule.retry == 0);
    CHECK(c.schedule.connect_timeout == seconds{8});
    CHECK(std::get<misc_check>(c.kind).program.argv == std::vector<std::string>{"/bin/true", "a", "b"});
    c = only_check(of(web("", "MISC_CHECK {\n misc_path /bin/true\n misc_timeout 3\n misc_dynamic\n}")));
    CHECK(c.schedule.connect_timeout == seconds{3});
    CHECK(std::get<misc_check>(c.kind).dynamic);
    c = only_check(of(web("", "SMTP_CHECK {\n}")));
    CHECK(std::get<smtp_check>(c.kind).helo_name == "smtpchecker.keepalived.org");
    c = only_check(of(web("", "UDP_CHECK {\n require_reply 0aX1\n}")));
    CHECK(std::get<udp_check>(c.kind).require_reply);
    CHECK(std::get<udp_check>(c.kind).max_reply_length == 255);
}

TEST_CASE("HTTP_GET and SSL_GET with all they can ask") {
    const auto t = of(web(" virtualhost vs.example.org",
                          "SSL_GET {\n enable_sni\n http_protocol 1.1\n fast_recovery\n"
                          " url {\n path /a\n status_code 200 301-303\n virtualhost url.example.org\n }\n"
                          " url {\n path /b\n digest 7ac66c0f148de9519b8bd264312c4d64\n }\n"
                          " connect_port 8443\n connect_ip 10.9.9.9\n bindto 10.8.8.8\n bind_port 99\n fwmark 7\n}"));
    const auto& c = only_check(t);
    CHECK(c.name() == "SSL_GET");
    CHECK(c.target.port == 8443);
    CHECK(c.target.address.to_string() == "10.9.9.9");
    CHECK(c.target.bind_address->to_string() == "10.8.8.8");
    CHECK(c.target.bind_port == 99);
    CHECK(c.target.fwmark == 7);
    CHECK(c.schedule.fast_recovery);
    const auto& http = std::get<health::http_check>(c.kind);
    CHECK(http.virtualhost == "vs.example.org");
    CHECK(http.protocol == health::http_protocol::v1_1);
    CHECK(http.tls->send_sni);
    CHECK_FALSE(http.tls->verify);
    REQUIRE(http.urls.size() == 2);
    CHECK(http.urls[0].status.to_string() == "200,301-303");
    CHECK(http.urls[0].virtualhost == "url.example.org");
    CHECK(http.urls[1].status.to_string() == "200-299");
    CHECK(http.urls[1].digest);
    CHECK(std::get<health::http_check>(
              only_check(of(web("", "SSL_GET {\n url {\n path /\n }\n}"), {.verify_certificates = true})).kind)
              .tls->verify);
}

TEST_CASE("persistence, flags and thresholds of a service") {
    const auto t =
        of(web(" lb_algo mh\n mh-port\n mh-fallback\n persistence_timeout 50\n"
               " persistence_granularity 255.255.255.0",
               "uthreshold 10\nlthreshold 5\ninhibit_on_failure\nTCP_CHECK {\n}"));
    const auto& s = only(t).services[0];
    CHECK(s.scheduler == "mh");
    CHECK(s.scheduler_flags == (ipvs::hash_port | ipvs::hash_fallback));
    CHECK(s.persistence_timeout == 50);
    CHECK(s.persistence_mask == ipvs::client_mask::v4(0xffffff00));
    const auto& server = only(t).servers[0];
    CHECK(server.destination.upper_threshold == 10);
    CHECK(server.destination.lower_threshold == 5);
    CHECK(server.inhibit_on_failure);
    CHECK(only(of(web("", "", "10.0.0.1 0"))).services[0].persistence_timeout == 360);
}

TEST_CASE("direct routing and tunnels take the service's port, masquerading keeps the server's") {
    auto t = of(web(" lb_kind DR", "", "10.0.0.1 80", "10.0.1.1 8080"));
    CHECK(only(t).servers[0].destination.key.port == 80);
    CHECK(says(t, "80 is used"));
    t = of(web("", "", "10.0.0.1 80", "10.0.1.1 8080"));
    CHECK(only(t).servers[0].destination.key.port == 8080);
    t = of(web("", "lvs_method TUN type gue port 6080\n", "10.0.0.1 80", "2001:db8::1 80"));
    const auto& d = only(t).servers[0].destination;
    CHECK(d.forwarding == ipvs::forwarding::tunnel);
    CHECK(d.tunnel.type == ipvs::tunnel_type::gue);
    CHECK(d.tunnel.port == 6080);
}

TEST_CASE("a firewall mark and groups") {
    auto t = of("virtual_server fwmark 7 {\n lb_kind DR\n real_server 2001:db8::1 80 {\n  TCP_CHECK {\n  }\n }\n}\n");
    CHECK(only(t).name == "fwmark 7 inet6");
    CHECK(destination_for(only(t).services[0], only(t).servers[0].destination).key.port == 0);
    CHECK(only_check(t).target.port == 80);

    const std::string group = "virtual_server_group G {\n 10.0.0.1-3 80\n 10.0.0.8/31 443\n fwmark 5\n}\n";
    t = of(group + web("", "TCP_CHECK {\n}", "group G", "10.0.1.1"));
    const auto& s = only(t);
    CHECK(s.name == "group G tcp");
    REQUIRE(s.services.size() == 6);
    CHECK(s.services[2].key.to_string() == "tcp 10.0.0.3:80");
    CHECK(s.services[4].key.to_string() == "tcp 10.0.0.9:443");
    CHECK(s.services[5].key.to_string() == "fwmark 5");
    CHECK(destination_for(s.services[4], s.servers[0].destination).key.port == 443);
    CHECK(only_check(t).target.port == 80);

    t = of(web("", "", "group NONE"));
    CHECK_FALSE(t.ok());
    CHECK(says(t, "there is no virtual_server_group NONE"));
    t = of("virtual_server_group G {\n 2001:db8::/64 80\n}\n" + web("", "", "group G", "2001:db8::1 80"));
    CHECK_FALSE(t.ok());
}

TEST_CASE("the last address of all ends a range") {
    const auto t = of("virtual_server_group G {\n 255.255.255.254-255 80\n}\n" + web("", "", "group G"));
    CHECK(only(t).services.size() == 2);
}

TEST_CASE("repairs: what keepalived drops or changes") {
    CHECK(of("virtual_server 10.0.0.1 80 {\n protocol TCP\n}\n").desired.services.empty());
    auto t = of(web("", "}\n real_server 10.0.1.1 80 {\n weight 9"));
    CHECK(only(t).servers.size() == 1);
    CHECK(says(t, "stands twice"));
    t = of(web("", "}\n real_server 2001:db8::1 80 {"));
    CHECK(only(t).servers.size() == 1);
    CHECK(says(t, "needs a tunnel"));
    t = of(web("", "") + web("", ""));
    CHECK(t.desired.services.size() == 1);
    t = of(web(" quorum 5\n hysteresis 7", ""));
    CHECK(says(t, "quorum 5 is above the sum of the weights; 1 is used"));
    t = of(web(" ops", ""));
    CHECK_FALSE(only(t).services[0].one_packet);
    t = of(web("", "TCP_CHECK {\n}\n TCP_CHECK {\n}"));
    CHECK(only(t).servers[0].checks.size() == 1);
    CHECK(t.ok());
}

TEST_CASE("the sorry server, omega and the scripts") {
    const auto t =
        of("global_defs {\n script_user nobody\n}\n" +
           web(" omega\n sorry_server 10.0.2.1 8080\n sorry_server_inhibit\n quorum_up \"/bin/a 'b c'\" root\n"
               " quorum_down /bin/d",
               "notify_up /bin/e\n notify_down /bin/f"));
    const auto& s = only(t);
    CHECK(s.omega);
    REQUIRE(s.sorry);
    CHECK(s.sorry->destination.key.to_string() == "10.0.2.1:8080");
    CHECK(s.sorry->inhibit);
    CHECK(s.quorum_up == command{{"/bin/a", "b c"}, "root", ""});
    CHECK(s.quorum_down == command{{"/bin/d"}, "nobody", ""});
    CHECK(s.servers[0].notify_up->argv == std::vector<std::string>{"/bin/e"});
    CHECK(s.servers[0].notify_down->argv == std::vector<std::string>{"/bin/f"});
}

TEST_CASE("checkers that cannot be run are errors, or warnings when asked") {
    const auto text = web("", "PING_CHECK {\n}");
    CHECK_FALSE(of(text).ok());
    const auto t = of(text, {.ignore_unsupported_checks = true});
    CHECK(t.ok());
    CHECK(only(t).servers[0].checks.empty());
    CHECK(says(t, "hakit cannot run a PING_CHECK; it is left out"));
    CHECK_FALSE(of(web("", "TCP_CHECK {\n connect_ip fe80::1\n}")).ok());
}

TEST_CASE("the same text gives the same plan") {
    const auto text = web(" quorum 1", "HTTP_GET {\n url {\n path /\n regex \"a+\"\n }\n}");
    CHECK(of(text).desired == of(text).desired);
}
