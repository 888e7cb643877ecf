// Values of VRRP and global keywords: what is read, refused, written.
#include "bound.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace ka = hakit::keepalived;
using ka::test::bound;
using words = std::vector<std::string>;

namespace {

struct sample {
    std::string path;
    std::string in;
    std::string out;    // as written again; "" when nothing is kept
    std::string codes;  // of the diagnostics
};

void check(const sample& s, const ka::target& aim = ka::test::everything) {
    CAPTURE(s.path);
    CAPTURE(s.in);
    bound b{s.path, s.in, aim};
    CHECK(b.codes() == s.codes);
    if (!b.present()) {
        CHECK(s.out.empty());
        return;
    }
    CHECK(b.written() == s.out);
    CHECK(b.json_round_trips());
    // What is written reads to the same, without a diagnostic unless the value itself is odd.
    bound again{s.path, s.out};
    if (s.out != s.in) CHECK(again.codes().empty());
    CHECK(again.ops().equal(b.field(b.tree), again.field(again.tree)));
}

}  // namespace

TEST_CASE("script quoting is undone twice, as keepalived 2.2.7 does") {
    // Compared with the dump of `keepalived -d`.
    const auto argv = [](const char* in) {
        bound b{"vrrp_instance/notify", in};
        CAPTURE(in);
        CHECK(b.codes().empty());
        return b.tree.vrrp_instance.at(0).notify->argv;
    };
    CHECK(argv("\"/bin/true 'x y' z\"") == words{"/bin/true", "x y", "z"});
    CHECK(argv("'/bin/true z'") == words{"/bin/true", "z"});
    CHECK(argv("\"/bin/true\"root") == words{"/bin/trueroot"});
    CHECK(argv("\"/bin/echo \\x41 \\t \\101\" root") == words{"/bin/echo", "A", "A"});
    CHECK(argv("/bin/echo\\ \\x41") == words{"/bin/echo", "A"});
    CHECK(argv("\"/bin/echo a\\\\ b c\"") == words{"/bin/echo", "a b", "c"});
    CHECK(argv("\"/bin/echo '' x\" root") == words{"/bin/echo", "", "x"});
    CHECK(argv("\"/bin/echo a\"b") == words{"/bin/echo", "ab"});
}

TEST_CASE("scripts") {
    const auto* path = "vrrp_instance/notify_master";
    check({path, "/bin/a", "\"/bin/a\"", ""});
    check({path, "/bin/a u g", "\"/bin/a\" u g", ""});
    check({path, "/bin/a u g more", "\"/bin/a\" u g", "KA0111"});
    check({path, "'/bin/echo a'", "\"/bin/echo a\"", ""});
    check({path, "\"\"", "", "KA0104"});
    check({path, "'/bin/echo a\\'b c'", "", "KA0132"});
    check({path, "", "", "KA0104"});
    check({"vrrp_instance/notify_deleted", "", "", ""});
}

TEST_CASE("any argument of a script survives writing and reading") {
    bound b{"vrrp_instance/notify", "/bin/a"};
    for (const char* odd :
         {"a b", "it's", "say \"x\"", "back\\slash", "#!{}", "$HOME ${x}", "\t\n\r\x7f", "", "\xc3\xa9"}) {
        CAPTURE(odd);
        b.tree.vrrp_instance.at(0).notify.set({{"/bin/a", odd, "end"}, {}, {}});
        bound again{"vrrp_instance/notify", b.written()};
        CHECK(again.codes().empty());
        CHECK(again.tree.vrrp_instance.at(0).notify->argv == words{"/bin/a", odd, "end"});
        CHECK(b.json_round_trips());
    }
    b.tree.vrrp_instance.at(0).notify.set({{std::string("/bin/a\0b", 8)}, {}, {}});
    CHECK(b.written().starts_with("FAILED"));
}

TEST_CASE("tracked things and their weights") {
    for (const sample& s : std::vector<sample>{
             {"vrrp_instance/track_script", "s", "s", ""},
             {"vrrp_instance/track_script", "s weight 253", "s weight 253", ""},
             {"vrrp_instance/track_script", "s weight 254", "s weight 253", "KA0106"},
             {"vrrp_instance/track_script", "s weight 255", "s", "KA0106"},
             {"vrrp_instance/track_script", "s weight x", "s", "KA0105"},
             {"vrrp_instance/track_script", "s weight", "s", "KA0104"},
             {"vrrp_instance/track_script", "s weight -5 noreverse", "s weight -5 noreverse", ""},
             {"vrrp_instance/track_script", "s weight 5 foo", "s weight 5", "KA0124"},
             {"vrrp_instance/track_script", "s weight=5", "", "KA0124"},
             {"vrrp_instance/track_file", "f weight -254 reverse", "f weight -254 reverse", ""},
             {"vrrp_instance/track_interface", "eth1 weight 5 noreverse", "eth1 weight 5", "KA0124"},
             {"vrrp_instance/track_interface", "eth1 weight 254 reverse", "eth1 weight 253 reverse", "KA0106"},
             {"vrrp_instance/track_interface", "eth1 wieght 5", "", "KA0124"},
             {"vrrp_script/weight", "300", "", "KA0106"},
             {"vrrp_script/weight", "5 foo", "5", "KA0124"},
             {"track_file/init_file", "", "", ""},
             {"track_file/init_file", "overwrite 5", "5 overwrite", ""},
             {"track_file/init_file", "5 overwrit", "5", "KA0124"},
             {"track_file/init_file", "300", "", "KA0106"},
         })
        check(s);
    bound b{"vrrp_instance/track_script", "s wieght 5"};
    REQUIRE(b.diagnostics.size() == 1);
    CHECK(b.diagnostics.items()[0].message == "'wieght' is no option of 'track_script'; did you mean 'weight'?");
    CHECK(b.refuses(R"([{"name": "s", "reverse": true}])"));
    CHECK(b.refuses(R"([{"name": "s", "weight": 254}])"));
    CHECK(b.refuses(R"([{"weight": 5}])"));
}

TEST_CASE("virtual and static addresses") {
    const auto* vip = "vrrp_instance/virtual_ipaddress";
    for (const sample& s : std::vector<sample>{
             {vip, "10.0.0.1", "10.0.0.1", ""},
             {vip, "10.0.0.1/32", "10.0.0.1", ""},
             {vip, "10.0.0.1/24 broadcast - dev eth0", "10.0.0.1/24 dev eth0 brd -", ""},
             {vip, "10.0.0.1/24 scope 0xfd", "10.0.0.1/24 scope 0xfd", ""},
             {vip, "dev eth0 10.0.0.1/24", "", "KA0108"},
             {vip, "10.0.0.1/40", "", "KA0108"},
             {vip, "10.0.0.1/24 10.0.0.2/24", "10.0.0.1/24", "KA0124"},
             {vip, "10.0.0.1 dev", "", "KA0104"},
             {vip, "10.0.0.1 scope foo", "10.0.0.1", "KA0107"},
             {vip, "10.0.0.1 label 1234567890123456", "", "KA0107"},
             {vip, "10.0.0.1 brd x", "", "KA0107"},
             {vip, "10.0.0.1 dev eth0 dev eth1", "", "KA0131"},
             {vip, "10.0.0.1 preferred_lft -1", "10.0.0.1", "KA0107"},
             {vip, "fe80::1/64 brd 1.2.3.4", "", "KA0131"},
             {vip, "2001::1 peer 10.0.0.1", "", "KA0131"},
             {vip, "10.0.0.1 peer 10.0.0.2", "10.0.0.1 peer 10.0.0.2", ""},
             {vip, "10.0.0.1 nodad", "10.0.0.1", "KA0124"},
             {vip, "10.0.0.1 track_group g", "10.0.0.1", "KA0124 KA0124"},
             {"static_ipaddress", "10.0.0.1 track_group g", "10.0.0.1 track_group g", ""},
             {"static_ipaddress", "10.0.0.1 use_vmac", "10.0.0.1", "KA0124"},
         })
        check(s);
    check({vip, "10.0.0.1 use_vmac", "10.0.0.1 use_vmac", ""}, {ka::v2_2_7, ka::debian_features});
    check({vip, "10.0.0.1 peer 10.0.0.2/24", "", "KA0108"}, {ka::v2_2_7, ka::debian_features});
    bound b{vip, "10.0.0.1 lable x:1"};
    REQUIRE(b.diagnostics.size() == 2);
    CHECK(b.diagnostics.items()[0].message == "'lable' is no option of 'virtual_ipaddress'; did you mean 'label'?");
    CHECK(b.refuses(R"([{"address": "10.0.0.1", "lable": "x"}])"));
    CHECK(b.refuses(R"([{"dev": "eth0"}])"));
}

TEST_CASE("values of vrrp_instance") {
    const std::string key32(32, 'k');
    const auto good_key = "7 " + key32;
    for (const sample& s : std::vector<sample>{
             {"vrrp_instance/state", "master", "", "KA0107"},
             {"vrrp_instance/unicast_peer", "10.0.0.2 min_ttl 5 max_ttl 4", "10.0.0.2 min_ttl 5 max_ttl 4", "KA0131"},
             {"vrrp_instance/unicast_peer", "10.0.0.2 min_tl 5", "10.0.0.2", "KA0124"},
             {"vrrp_instance/unicast_peer", "10.0.0.2 min_ttl 300", "10.0.0.2", "KA0106"},
             {"vrrp_instance/unicast_peer", "10.x", "", "KA0108"},
             {"vrrp_instance/unicast_peer", "10.0.0.2/24", "10.0.0.2", "KA0127"},
             {"vrrp_instance/mcast_src_ip", "10.0.0.2/24", "10.0.0.2", "KA0127"},
             {"vrrp_instance/use_vmac", "a.toolongnameforaninterface", "", "KA0107"},
             {"vrrp_instance/use_vmac", "v 00:00:00:00:00:05 more", "v 00:00:00:00:00:05", "KA0124"},
             {"vrrp_instance/use_vmac", "00:00:5e", "", "KA0107"},
             {"vrrp_instance/use_ipvlan", "vepa 10.0.0.1/24 x", "vepa x 10.0.0.1/24", ""},
             {"vrrp_instance/garp_extra_if", "all", "", "KA0104"},
             {"vrrp_instance/garp_extra_if", "foo", "", "KA0105"},
             {"vrrp_instance/mcast_dst_ip", "10.0.0.1", "", "KA0133"},
             {"vrrp_instance/advert_int", "1.5x", "", "KA0105"},
             {"vrrp_instance/advert_int", "0.001", "", "KA0106"},
             {"vrrp_instance/timer_expired_backup", "", "254", ""},
             {"vrrp_instance/authentication/auth_pass", "123456789", "12345678", "KA0110"},
             {"vrrp_instance/auth_hmac/key", good_key, good_key, ""},
             {"vrrp_instance/auth_hmac/key", "7 short", "", "KA0107"},
             {"vrrp_instance/auth_hmac/key", "0 file:/etc/key", "", "KA0106"},
             {"vrrp_instance/auth_hmac/key", "7", "", "KA0104"},
             {"interface_up_down_delays", "eth0 300", "", "KA0106"},
             {"interface_up_down_delays", "eth0", "", "KA0104"},
             {"linkbeat_interfaces", "eth0 mii", "eth0", "KA0107"},
             {"vrrp_track_process/param_match", "", "", ""},
             {"vrrp_track_process/param_match", "exact", "", "KA0107"},
         })
        check(s);
    bound secret{"vrrp_instance/auth_hmac/key", "7 not-long-enough"};
    CHECK(secret.diagnostics.items()[0].message.find("not-long") == std::string::npos);
}

TEST_CASE("values of global_defs") {
    for (const sample& s : std::vector<sample>{
             {"global_defs/smtp_server", "192.0.2.1 25", "192.0.2.1", ""},
             {"global_defs/smtp_server", "192.0.2.1 99999", "", "KA0106"},
             {"global_defs/umask", "IRUSR|IWUSR", "0600", ""},
             {"global_defs/umask", "IRUSR |IWUSR", "0600", ""},
             {"global_defs/umask", "0xff", "0377", ""},
             {"global_defs/umask", "18", "0022", ""},
             {"global_defs/umask", "0999", "", "KA0107"},
             {"global_defs/umask", "1000", "", "KA0107"},
             {"global_defs/umask", "IRUSR|IWUSER", "", "KA0107"},
             {"global_defs/include_check", "", "read match wildcard_match brace_match", ""},
             {"global_defs/include_check", "+read -foo", "+read", "KA0107"},
             {"global_defs/vrrp_rx_bufs_policy", "mtU", "MTU", ""},
             {"global_defs/vrrp_rx_bufs_policy", "4096", "4096", ""},
             {"global_defs/vrrp_rx_bufs_policy", "ADVRT", "", "KA0107"},
             {"global_defs/vrrp_cpu_affinity", "0 x", "0", "KA0105"},
             {"global_defs/lvs_timeouts", "tcp 5 foo 3", "tcp 5", "KA0124 KA0124"},
             {"global_defs/lvs_timeouts", "tcp 5 udp", "tcp 5", "KA0104"},
             {"global_defs/lvs_sync_daemon", "eth0 V 3", "eth0 inst V id 3", "KA0114"},
             {"global_defs/lvs_sync_daemon", "eth0 V id 300", "eth0 inst V", "KA0106"},
             {"global_defs/lvs_sync_daemon", "eth0 group 10.0.0.1", "eth0", "KA0133"},
             {"global_defs/vrrp_mcast_group4", "10.0.0.1", "", "KA0133"},
             {"global_defs/vrrp_mcast_group6", "224.0.0.18", "", "KA0133"},
             {"global_defs/max_auto_priority", "", "99", ""},
             {"global_defs/dynamic_interfaces", "", "", ""},
             {"global_defs/lvs_flush_on_stop", "vs", "", "KA0107"},
             {"global_defs/process_name", "12345678901234567890", "123456789012345", "KA0110"},
             {"global_defs/notify_fifo", "/run/f u g more", "/run/f u g", "KA0111"},
         })
        check(s);
    check({"global_defs/vrrp_iptables", "a b", "a b", "KA0117"}, {ka::v2_2_7, ka::debian_features});
}
