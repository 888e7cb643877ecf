#include <hakit/keepalived/bind.hpp>
#include <hakit/keepalived/schema.hpp>

#include <doctest/doctest.h>

#include <set>

namespace ka = hakit::keepalived;
namespace text = hakit::text;
using hakit::ip_address;

namespace {

struct bound {
    ka::config config;
    std::vector<std::string> codes;
    std::vector<std::string> messages;
};

bound bind(std::string content, const ka::target& aim = {}) {
    text::workspace files;
    const auto id = files.add({"a.conf", std::move(content)});
    const auto view = ka::expand(files, id);
    REQUIRE(view.diagnostics().empty());
    text::diagnostic_list out;
    bound result{ka::bind(view, aim, out), {}, {}};
    for (const auto& d : out.items()) {
        result.codes.emplace_back(d.code->id);
        result.messages.push_back(d.message);
    }
    return result;
}

/// A virtual server around `lines`, with one real server around `real`.
bound bind_service(const std::string& lines, const std::string& real = "", const ka::target& aim = {}) {
    return bind("virtual_server 192.0.2.1 80 {\n" + lines + "\nreal_server 198.51.100.1 80 {\n" + real + "\n}\n}\n",
                aim);
}

bound bind_check(const std::string& kind, const std::string& lines, const ka::target& aim = {}) {
    return bind_service("", kind + " {\n" + lines + "\n}", aim);
}

const ka::virtual_server& service(const bound& b) { return b.config.virtual_server.at(0); }
const ka::real_server& real(const bound& b) { return service(b).real_server.at(0); }

using codes = std::vector<std::string>;
constexpr ka::target newest{ka::v2_4_4, ka::debian_features};

}  // namespace

TEST_CASE("the headers of virtual servers") {
    const auto b = bind(
        "virtual_server 192.0.2.1 80 {\n}\nvirtual_server fwmark 7 {\n}\nvirtual_server group web {\n}\n"
        "virtual_server 2001:db8::1 {\n}\n");
    CHECK(b.codes.empty());
    REQUIRE(b.config.virtual_server.size() == 4);
    const auto key = [&](std::size_t i) { return *b.config.virtual_server[i].address; };
    CHECK(key(0) == ka::virtual_server_key{ka::endpoint{*ip_address::parse("192.0.2.1"), 80}});
    CHECK(key(1) == ka::virtual_server_key{ka::fwmark_service{7}});
    CHECK(key(2) == ka::virtual_server_key{ka::group_service{"web"}});
    CHECK(ka::to_string(key(0)) == "192.0.2.1 80");
    CHECK(ka::to_string(key(1)) == "fwmark 7");
    CHECK(ka::to_string(key(2)) == "group web");
    CHECK(ka::to_string(key(3)) == "2001:db8::1");
}

TEST_CASE("a virtual server whose header is lost is left out, with its contents") {
    for (const auto* header : {"www.example.com 80", "192.0.2.1 70000", "192.0.2.1 x", "fwmark x", "fwmark 4294967296",
                               "fwmark", "group", ""}) {
        CAPTURE(header);
        const auto b = bind("virtual_server " + std::string{header} + " {\nlb_algo rr\n}\n");
        CHECK(b.config.virtual_server.empty());
        CHECK(b.codes.size() == 1);
    }
}

TEST_CASE("a service with everything") {
    const auto b = bind_service(
        "delay_loop 1.5\nlb_algo sh\nsh-port\nsh-fallback\nlb_kind TUN type gue port 6080 csum\nprotocol sctp\n"
        "persistence_timeout\npersistence_granularity 255.255.255.0\npersistence_engine sip\nquorum 3\nhysteresis 1\n"
        "quorum_up \"/bin/up a\" nobody\nsorry_server 127.0.0.1 81\nsorry_server_inhibit\nalpha\nomega\n"
        "ha_suspend\nsmtp_alert no\nvirtualhost www.example.com\nweight 2",
        "weight 0\nlvs_method DR\nuthreshold 10\nlthreshold 5\ninhibit_on_failure\nretry 2\nsmtp_alert off");
    CHECK(b.codes.empty());
    const auto& vs = service(b);
    CHECK(vs.delay_loop->count() == 1'500'000);
    CHECK(*vs.lb_algo == ka::scheduler::sh);
    CHECK(*vs.sh_port);
    CHECK(*vs.lb_kind ==
          ka::forwarding{ka::forwarding_kind::tun, ka::tunnel_kind::gue, ka::tunnel_checksum::csum, 6080});
    CHECK(*vs.protocol == ka::service_protocol::sctp);
    CHECK(vs.persistence_timeout->count() == 360);
    CHECK(*vs.persistence_granularity == ka::granularity{0xffffff00u, 0});
    CHECK(*vs.quorum == 3);
    CHECK(vs.quorum_up->argv == codes{"/bin/up", "a"});
    CHECK(vs.quorum_up->user == "nobody");
    CHECK(vs.sorry_server->port == 81);
    CHECK(vs.smtp_alert.has_value());
    CHECK_FALSE(*vs.smtp_alert);
    CHECK(*real(b).weight == 0);
    CHECK(*real(b).lvs_method == ka::forwarding{.kind = ka::forwarding_kind::dr});
    CHECK(*real(b).inhibit_on_failure);
    CHECK(*real(b).uthreshold == 10);
}

TEST_CASE("tunnel options keep keepalived's rules") {
    const auto code = [](const std::string& words) { return bind_service("lb_kind " + words).codes; };
    CHECK(code("TUN") == codes{});
    CHECK(code("TUN type gre csum") == codes{});
    CHECK(code("TUN port 6080 type gue remcsum") == codes{});
    CHECK(code("TUN nocsum") == codes{});
    CHECK(code("tun") == codes{"KA0107"});
    CHECK(code("TUN type gue") == codes{"KA0107"});
    CHECK(code("TUN port 80") == codes{"KA0107"});
    CHECK(code("TUN csum") == codes{"KA0107"});
    CHECK(code("TUN type gre remcsum") == codes{"KA0107"});
    CHECK(code("TUN type vxlan") == codes{"KA0107"});
    CHECK(code("TUN type gue port 70000") == codes{"KA0106"});
    CHECK(code("TUN type") == codes{"KA0104"});
    CHECK(code("DR csum") == codes{"KA0107"});
    CHECK(code("DR type gre") == codes{"KA0127"});
    CHECK_FALSE(service(bind_service("lb_kind TUN type gue")).lb_kind);
    CHECK(*service(bind_service("lb_kind DR type gre")).lb_kind == ka::forwarding{.kind = ka::forwarding_kind::dr});
}

TEST_CASE("values that keepalived refuses leave the setting unset") {
    const auto code = [](const std::string& line) { return bind_service(line).codes; };
    CHECK(code("lb_algo wrrr") == codes{"KA0107"});
    CHECK(code("protocol http") == codes{"KA0107"});
    CHECK(code("persistence_timeout 0") == codes{"KA0106"});
    CHECK(code("persistence_timeout 2678401") == codes{"KA0106"});
    CHECK(code("persistence_granularity 129") == codes{"KA0106"});
    CHECK(code("persistence_granularity 255.255.255.256") == codes{"KA0108"});
    CHECK(code("persistence_granularity 255.0.255.0") == codes{"KA0129"});
    CHECK(code("persistence_granularity 64") == codes{});
    CHECK(code("delay_loop 0") == codes{"KA0106"});
    CHECK(code("weight 0") == codes{"KA0106"});
    CHECK(code("sorry_server sorry.example.com 80") == codes{"KA0108"});
    CHECK(code("ip_family inet4") == codes{"KA0107"});
    CHECK(code("alpha false") == codes{"KA0128"});
    CHECK(code("lvs_sched rr\nlvs_method DR") == codes{"KA0115", "KA0115"});
    CHECK(code("quorum_up /bin/a\nquorum_up /bin/b") == codes{"KA0113"});
    CHECK_FALSE(service(bind_service("lb_algo wrrr")).lb_algo);
    CHECK(*service(bind_service("lvs_sched rr")).lb_algo == ka::scheduler::rr);
    CHECK(service(bind_service("quorum_up /bin/a\nquorum_up /bin/b")).quorum_up->argv == codes{"/bin/a"});
}

TEST_CASE("the entries of a group") {
    const auto b = bind(
        "virtual_server_group web {\n192.0.2.1 80\n192.0.2.1-9 80\n192.0.2.1-192.0.3.4\n192.0.2.0/28 443\n"
        "2001:db8::1-ff 80\nfwmark 3\nfwmark 4 inet6\n}\n");
    CHECK(b.codes.empty());
    REQUIRE(b.config.virtual_server_group.size() == 1);
    const auto& group = b.config.virtual_server_group[0];
    CHECK(*group.name == "web");
    REQUIRE(group.entries.size() == 7);
    const auto range = [&](std::size_t i) {
        const auto& r = std::get<ka::address_range>(*group.entries[i]);
        return r.first.to_string() + ' ' + r.last.to_string() + ' ' + std::to_string(r.port);
    };
    CHECK(range(0) == "192.0.2.1 192.0.2.1 80");
    CHECK(range(1) == "192.0.2.1 192.0.2.9 80");
    CHECK(range(2) == "192.0.2.1 192.0.3.4 0");
    CHECK(range(3) == "192.0.2.0 192.0.2.15 443");
    CHECK(range(4) == "2001:db8::1 2001:db8::ff 80");
    CHECK(std::get<ka::group_fwmark>(*group.entries[5]) == ka::group_fwmark{3, std::nullopt});
    CHECK(std::get<ka::group_fwmark>(*group.entries[6]) == ka::group_fwmark{4, ka::address_family::inet6});
}

TEST_CASE("lines of a group that keepalived skips") {
    for (const auto* line :
         {"www.example.com 80", "192.0.2.1 70000", "192.0.2.1 http", "192.0.2.9-5", "192.0.2.9-9", "192.0.2.1-300",
          "192.0.2.9-192.0.2.8", "192.0.2.1-2001:db8::1", "192.0.2.1/28", "192.0.2.0/33", "0.0.0.0/0", "192.0.2.0/",
          "2001:db8::1-10000", "2001:db8::1-fg", "192.0.2.1-", "fwmark", "fwmark web", "fwmark 3 inet7"}) {
        CAPTURE(line);
        const auto b = bind("virtual_server_group web {\n" + std::string{line} + "\n192.0.2.200 80\n}\n");
        CHECK(b.codes.size() == 1);
        REQUIRE(b.config.virtual_server_group.size() == 1);
        CHECK(b.config.virtual_server_group[0].entries.size() == 1);
    }
}

TEST_CASE("what an HTTP page must look like") {
    const auto b = bind_check("HTTP_GET",
                              "nb_get_retry 4\nhttp_protocol 1.0C\nconnect_ip 198.51.100.9\nconnect_port 8080\nurl {\n"
                              "path \"/a b\"\ndigest 0123456789ABCDEF0123456789abcdef\nstatus_code 200 301-303\n"
                              "regex \"a\\042\\x41\\t\"\nregex_options caseless dotall\nregex_stack 1024 4096\n"
                              "regex_no_match\nregex_min_offset 5\n}\nurl {\npath /b\n}");
    CHECK(b.codes == codes{"KA0114"});
    const auto& check = real(b).http_get.at(0);
    CHECK(*check.retry == 4);
    CHECK(*check.http_protocol == ka::http_version::v1_0_close);
    CHECK(*check.connect_port == 8080);
    REQUIRE(check.url.size() == 2);
    const auto& url = check.url[0];
    CHECK(*url.path == "/a b");
    CHECK(url.digest->to_string() == "0123456789abcdef0123456789abcdef");
    CHECK(url.status_code->ranges == hakit::lean_vector<ka::status_range>{{200, 200}, {301, 303}});
    CHECK(url.status_code->contains(302));
    CHECK_FALSE(url.status_code->contains(201));
    CHECK(url.regex->text == "a\"A\t");
    CHECK(url.regex_options->has(ka::regex_options::caseless));
    CHECK_FALSE(url.regex_options->has(ka::regex_options::utf));
    CHECK(*url.regex_stack == ka::regex_stack{1024, 4096});
}

TEST_CASE("pages that are not written well") {
    const auto code = [](const std::string& line) {
        return bind_check("HTTP_GET", "url {\npath /\n" + line + "\n}").codes;
    };
    CHECK(code("digest 0123") == codes{"KA0107"});
    CHECK(code("digest 0123456789abcdef0123456789abcdeg") == codes{"KA0107"});
    CHECK(code("status_code 200 99 600 x 300-200 200-") == codes{"KA0107", "KA0107", "KA0107", "KA0107", "KA0107"});
    CHECK(code("regex_options caseles") == codes{"KA0124"});
    CHECK(code("regex_stack 10") == codes{"KA0104"});
    CHECK(code("regex_stack 10 5") == codes{"KA0106"});
    CHECK(code("regex 'a b' c") == codes{"KA0111"});
    CHECK(code("tls_compliant") == codes{"KA0102"});
}

TEST_CASE("keywords that are newer than the target") {
    CHECK(bind_check("SSL_GET", "sni_name a").codes == codes{"KA0116"});
    CHECK(bind_check("SSL_GET", "tls_compliant").codes == codes{"KA0116"});
    const auto b = bind_check("SSL_GET", "sni_name a\ntls_compliant\nurl {\npath /\ntls_compliant no\n}", newest);
    CHECK(b.codes.empty());
    CHECK(*real(b).ssl_get.at(0).sni_name == "a");
    CHECK_FALSE(*real(b).ssl_get.at(0).url.at(0).tls_compliant);
}

TEST_CASE("the other checkers") {
    const auto b = bind_service(
        "",
        "TCP_CHECK {\nconnect_timeout 2.5\nbind_if eth0\nfwmark 4\n}\nDNS_CHECK {\ntype AAAA\nname example.com\n}\n"
        "MISC_CHECK {\nmisc_path \"/bin/check -a 'b c'\"\nmisc_timeout 5\nmisc_dynamic\nuser nobody nogroup\n}\n"
        "UDP_CHECK {\npayload 0a ff 7\nrequire_reply 1X xx\nmin_reply_length 2\n}\nPING_CHECK {\nretry 0\n}\n"
        "FILE_CHECK {\ntrack_file f\nweight -3 reverse\n}\nBFD_CHECK {\nname b\nalpha\n}\nSMTP_CHECK {\n"
        "helo_name a.example.com\nlog_all_failures\n}");
    CHECK(b.codes.empty());
    const auto& rs = real(b);
    CHECK(rs.tcp_check.at(0).connect_timeout->count() == 2'500'000);
    CHECK(*rs.tcp_check.at(0).bind_if == "eth0");
    CHECK(*rs.dns_check.at(0).type == ka::dns_type::aaaa);
    CHECK(rs.misc_check.at(0).misc_path->argv == codes{"/bin/check", "-a", "b c"});
    CHECK(rs.misc_check.at(0).user->group == "nogroup");
    CHECK(rs.misc_check.at(0).misc_timeout->count() == 5);
    CHECK(rs.udp_check.at(0).payload->bytes == std::vector<std::uint8_t>{0x0a, 0xff, 0x07});
    CHECK(rs.udp_check.at(0).require_reply->bytes == std::vector<std::uint8_t>{0x10, 0x00});
    CHECK(rs.udp_check.at(0).require_reply->mask == std::vector<std::uint8_t>{0xf0, 0x00});
    CHECK(*rs.ping_check.at(0).retry == 0);
    CHECK(*rs.file_check.at(0).weight == ka::file_weight{-3, true});
    CHECK(*rs.bfd_check.at(0).alpha);
    CHECK(*rs.smtp_check.at(0).helo_name == "a.example.com");
}

TEST_CASE("checkers that are not written well") {
    CHECK(bind_check("TCP_CHECK", "connect_port 0").codes == codes{"KA0106"});
    CHECK(bind_check("TCP_CHECK", "connect_ip a").codes == codes{"KA0108"});
    CHECK(bind_check("TCP_CHECK", "bind_if eth0123456789abcd").codes == codes{"KA0110"});
    CHECK(bind_check("TCP_CHECK", "connect_timeout 5000").codes == codes{"KA0106"});
    CHECK(bind_check("TCP_CHECK", "url {\n}").codes == codes{"KA0102"});
    CHECK(bind_check("UDP_CHECK", "payload 0x11").codes == codes{"KA0107"});
    CHECK(bind_check("UDP_CHECK", "payload 1X").codes == codes{"KA0107"});
    CHECK(bind_check("UDP_CHECK", "require_reply").codes == codes{});
    CHECK(bind_check("DNS_CHECK", "type a").codes == codes{});
    CHECK(bind_check("DNS_CHECK", "type b").codes == codes{"KA0107"});
    CHECK(bind_check("FILE_CHECK", "weight 3 backwards").codes == codes{"KA0107"});
    CHECK(bind_check("SMTP_CHECK", "host {\nconnect_ip 198.51.100.2\n}").codes == codes{"KA0114"});
    const ka::target bare{ka::v2_2_7, 0u | ka::feature::lvs};
    CHECK(bind_check("BFD_CHECK", "name a", bare).codes == codes{"KA0117"});
}

TEST_CASE("every keyword of the LVS half is described") {
    std::set<std::string> seen;
    ka::for_each_keyword(
        [](std::string_view path, const ka::keyword& k, void* user) {
            static_cast<std::set<std::string>*>(user)->emplace(path);
            CAPTURE(path);
            if (!path.starts_with("virtual_server") && !path.starts_with("SSL")) return;
            CHECK(k.help.ends_with('.'));
            CHECK(ka::has(k.needs, ka::feature::lvs));
            CHECK((k.header != nullptr || k.body != nullptr));
            if (k.form == ka::shape::value && !k.flag) CHECK_FALSE(ka::describe_values(k).empty());
            if (k.form == ka::shape::block) CHECK(k.children != nullptr);
        },
        &seen);
    CHECK(seen.contains("virtual_server/real_server/SSL_GET/url/tls_compliant"));
    CHECK(seen.contains("virtual_server_group"));
    CHECK(seen.contains("virtual_server/real_server/SMTP_CHECK/host/fwmark"));
    CHECK_FALSE(seen.contains("virtual_server/real_server/HTTP_GET/tls_compliant"));
}
