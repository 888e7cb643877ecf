// keepalived.conf -> options of virtual routers: defaults, inheritance, trackers, and what is refused.
#include "routers.hpp"

using namespace hakit;
using namespace hakit::director;
using namespace hakit::director::test;
using namespace std::chrono_literals;

TEST_CASE("defaults of an instance are those of keepalived 2.2.7") {
    const auto p =
        routers("vrrp_instance V {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n 10.0.0.1\n }\n}\n");
    REQUIRE(p.groups.size() == 1);
    CHECK(p.groups[0].name == "V");
    CHECK_FALSE(p.groups[0].is_group);
    const auto& r = p.groups[0].members.at(0);
    CHECK(r.instance.version == 2);
    CHECK(r.instance.priority == 100);
    CHECK(r.instance.advert_interval == 1s);
    CHECK(r.instance.down_timer_adverts == 3);
    CHECK(r.instance.preempt);
    CHECK(r.instance.answer_lower);
    CHECK_FALSE(r.instance.answer_higher);
    CHECK(r.instance.announce == vrrp::announce_options{});
    CHECK(r.instance.track_source);  // it has no source of its own
    CHECK(r.channel.vrid == 51);
    CHECK(r.channel.auth == vrrp::auth_type::none);
    CHECK(r.channel.addresses == std::vector{*ip_address::parse("10.0.0.1")});
    CHECK(r.interface_of(r.addresses.at(0)) == "eth0");
    CHECK_FALSE(r.vmac.has_value());
}

TEST_CASE("an instance inherits from global_defs, and what it says itself wins") {
    const std::string globals =
        "global_defs {\n vrrp_version 3\n vrrp_garp_master_repeat 2\n vrrp_garp_master_delay 7\n"
        " vrrp_garp_interval 0.01\n vrrp_mcast_group4 224.0.0.99\n vrrp_startup_delay 4\n vrrp_down_timer_adverts "
        "5\n}\n";
    const auto p = routers(globals + instance_text("A", 1, 120, "garp_master_delay 9\n advert_int 0.25") +
                           instance_text("B", 2, 120, "version 2\n mcast_dst_ip 224.0.0.50"));
    const auto& a = p.groups.at(0).members.at(0);
    CHECK(a.instance.announce.repeat == 2);
    CHECK(a.instance.announce.delay == 9s);
    CHECK(a.instance.advert_interval == 250ms);
    CHECK(a.instance.startup_delay == 4s);
    CHECK(a.instance.down_timer_adverts == 5);
    CHECK(a.channel.group == ip_address::parse("224.0.0.99"));
    CHECK(p.groups.at(1).members.at(0).channel.group == ip_address::parse("224.0.0.50"));
    CHECK(p.arp_interval == 10ms);
}

TEST_CASE("state MASTER without a priority is the owner") {
    const auto p = routers(
        "vrrp_instance V {\n state MASTER\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n 10.0.0.1\n "
        "}\n}\n");
    CHECK(p.groups.at(0).members.at(0).instance.priority == 255);
}

TEST_CASE("unicast, authentication and the virtual MAC") {
    const auto p = routers(
        instance_text("U", 1, 100,
                      "unicast_src_ip 10.0.0.1\n unicast_ttl 9\n unicast_peer {\n 10.0.0.2 min_ttl 5\n }") +
        "vrrp_instance P {\n interface eth1\n virtual_router_id 2\n authentication {\n auth_type PASS\n auth_pass "
        "longerthan8\n }\n use_vmac\n virtual_ipaddress {\n 10.0.1.1 dev eth2\n 10.0.1.2\n }\n}\n");
    const auto& u = p.groups.at(0).members.at(0);
    CHECK(u.has_source);
    CHECK(u.channel.source == ip_address::parse("10.0.0.1"));
    CHECK(u.channel.peers.at(0).min_ttl == 5);
    CHECK(u.channel.ttl == 9);
    CHECK(u.instance.unicast);
    const auto& s = p.groups.at(1).members.at(0);
    CHECK(s.channel.auth == vrrp::auth_type::password);
    CHECK(s.channel.secret == vrrp::ah_key{'l', 'o', 'n', 'g', 'e', 'r', 't', 'h'});
    REQUIRE(s.vmac.has_value());
    CHECK(s.vmac->name == "vrrp.2");
    CHECK(s.vmac->mac.to_string() == "00:00:5e:00:01:02");
    CHECK(s.transmits_on() == "vrrp.2");
    CHECK_FALSE(s.placed(s.addresses.at(0)).use_vmac);
    CHECK(s.placed(s.addresses.at(1)).use_vmac);
}

TEST_CASE("IPv6 is version 3, and addresses of the other family are only held") {
    const auto p = routers(
        "vrrp_instance V {\n interface eth0\n virtual_router_id 6\n virtual_ipaddress {\n fe80::6\n fd00::6/64\n }\n"
        " virtual_ipaddress_excluded {\n 10.0.0.6\n }\n}\n");
    const auto& r = p.groups.at(0).members.at(0);
    CHECK(r.channel.family == ip_family::v6);
    CHECK(r.instance.version == 3);
    CHECK(r.channel.addresses.size() == 2);
    CHECK(r.addresses.size() == 3);
}

TEST_CASE("trackers of an instance and of its group, with the weights of the line or of the definition") {
    const auto p = routers(
        "vrrp_script chk {\n script /bin/true\n interval 2\n weight -20\n fall 3\n rise 2\n}\n"
        "track_file f {\n file /tmp/f\n}\n"
        "vrrp_track_process web {\n process nginx\n quorum 2\n delay 1.5\n}\n"
        "vrrp_sync_group G {\n group {\n A\n B\n }\n track_script {\n chk weight 5 reverse\n }\n}\n" +
        instance_text("A", 1, 100, "track_interface {\n eth9 weight -10\n eth8\n }\n track_file {\n f\n }") +
        instance_text("B", 2, 100, "track_script {\n chk\n }\n track_process {\n web weight 7\n }"));
    REQUIRE(p.groups.size() == 1);
    const auto& g = p.groups[0];
    CHECK(g.is_group);
    CHECK_FALSE(g.weights_count);
    REQUIRE(g.members.size() == 2);
    const auto& a = g.members[0];
    REQUIRE(a.tracked.size() == 4);
    CHECK(a.tracked[0] == tracked_thing{tracked_kind::interface, "eth9"});
    CHECK(a.instance.trackers[0].weight == -10);
    CHECK(a.instance.trackers[1].weight == 0);
    CHECK(a.instance.trackers[2].kind == vrrp::tracker_kind::number);
    CHECK(a.instance.trackers[2].weight == 1);
    CHECK(a.instance.trackers[3].weight == 5);
    CHECK(a.instance.trackers[3].reverse);
    const auto& b = g.members[1];
    REQUIRE(b.tracked.size() == 2);  // its own line counts, not that of the group
    CHECK(b.instance.trackers[0].weight == -20);
    CHECK(b.instance.trackers[1].weight == 7);
    REQUIRE(p.scripts.size() == 1);
    CHECK(p.scripts[0].interval == 2s);
    CHECK(p.scripts[0].timeout == 2s);
    CHECK(p.scripts[0].rise == 2);
    CHECK(p.scripts[0].fall == 3);
    REQUIRE(p.processes.size() == 1);
    CHECK(p.processes[0].quorum == 2);
    CHECK(p.processes[0].fork_delay == 1500ms);
    REQUIRE(p.files.size() == 1);
    CHECK(p.files[0].path == "/tmp/f");
}

TEST_CASE("what hakit does not do is refused, or left out when that was asked for") {
    const auto conf =
        "bfd_instance b {\n neighbor_ip 10.0.0.9\n}\n" + instance_text("A", 1, 100, "track_bfd {\n b\n }");
    auto made = translated_routers(conf);
    CHECK_FALSE(made.ok());
    REQUIRE(made.findings.size() == 1);
    CHECK(made.findings[0].message == "track_bfd is not carried out by hakit");
    vrrp_translate_options lenient;
    lenient.ignore_unsupported = true;
    made = translated_routers(conf, lenient);
    CHECK(made.ok());
    CHECK(made.desired.groups.size() == 1);
    CHECK_FALSE(translated_routers(instance_text("A", 1, 100, "no_accept")).ok());
    CHECK_FALSE(translated_routers(instance_text("A", 1, 100, "use_ipvlan")).ok());
}

TEST_CASE("auth_hmac of keepalived 2.4") {
    const auto made = translated_routers(
        instance_text("A", 1, 100,
                      "auth_hmac {\n key 1 0123456789abcdef0123456789abcdef\n key 2 "
                      "hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff\n active_key 2\n mode "
                      "permissive\n }"),
        {}, "2.4");
    const auto& c = made.desired.groups.at(0).members.at(0).channel;
    REQUIRE(c.hmac.has_value());
    REQUIRE(c.hmac->keys.size() == 2);
    CHECK(c.hmac->keys[0].material.size() == 32);
    CHECK(c.hmac->keys[1].material.back() == 0xff);
    CHECK(c.hmac->active_key == 2);
    CHECK(c.hmac->mode == vrrp::hmac_mode::permissive);
}
