// The engine of all virtual routers: packets, addresses, announcements, trackers, scripts and FIFO lines.
#include "routers.hpp"

#include <hakit/director/vrrp_state_json.hpp>

#include <memory>

using namespace hakit;
using namespace hakit::director;
using namespace hakit::director::test;
using namespace std::chrono_literals;

TEST_CASE("an election without anybody else: advert first, then addresses, then announcements") {
    bench b{routers(instance_text("V", 51, 100))};
    b.start();
    CHECK(b.state() == vrrp::state::backup);
    b.clear();
    b.run(3608ms);
    CHECK(b.state() == vrrp::state::backup);
    b.run(2ms);
    CHECK(b.state() == vrrp::state::master);
    std::vector<std::size_t> order;
    for (const auto& a : b.all)
        if (a.index() <= 4) order.push_back(a.index());
    CHECK(order == std::vector<std::size_t>{0, 1, 4, 4, 4, 4, 4});
    const auto sent = b.of<send_packet>().at(0);
    CHECK(sent.interface == "eth0");
    CHECK(sent.destination.to_string() == "224.0.0.18");
    const auto packet = vrrp::parse_packet(sent.packet);
    REQUIRE(packet.has_value());
    CHECK(packet->advert.priority() == 100);
    CHECK(b.of<change_addresses>().at(0).add.at(0).address.to_string() == "10.0.0.100/24");
    CHECK(b.of<announce_address>().at(0).address.to_string() == "10.0.0.100");
    CHECK(b.lines() == "INSTANCE \"V\" MASTER 100\n");
    b.clear();
    b.run(5s);
    CHECK(b.of<announce_address>().size() == 5);  // the second round
    CHECK(b.of<send_packet>().size() == 5);
    b.clear();
    b.take(b.engine.shutdown(b.now));
    CHECK(vrrp::parse_packet(b.of<send_packet>().at(0).packet)->advert.priority() == 0);
    CHECK(b.of<change_addresses>().at(0).remove.size() == 1);
    CHECK(b.lines() == "INSTANCE \"V\" STOP 100\n");
    CHECK(b.engine.wake_at() == never);
}

TEST_CASE("packets find their router by interface, family and number") {
    const auto plan = routers(instance_text("A", 1, 100) + instance_text("B", 2, 100, "", "10.0.0.101/24"));
    bench b{plan};
    b.start();
    b.run(3s);
    b.hear(plan.groups[1].members[0], 200);
    b.run(1s);
    CHECK(b.state(0) == vrrp::state::master);
    CHECK(b.state(1) == vrrp::state::backup);
    auto elsewhere = plan.groups[1].members[0];
    elsewhere.interface = "eth7";
    b.run(2s);
    b.hear(elsewhere, 200);
    b.run(1s);
    CHECK(b.state(1) == vrrp::state::master);
    const auto j = to_json(b.engine.state(b.now));
    CHECK(j["routers"][0]["adverts_heard"] == 0);
    CHECK(j["routers"][1]["adverts_heard"] == 1);
    CHECK(j["routers"][1]["why"] == "master_silent");
}

TEST_CASE("a rejected packet is told once until the state changes") {
    const auto plan = routers(instance_text("A", 1, 100));
    auto other = plan.groups[0].members[0];
    other.channel.version = 2;
    bench b{plan};
    b.start();
    b.clear();
    for (int i = 0; i < 3; ++i) b.hear(other, 200);
    const auto events = b.of<event>();
    REQUIRE(events.size() == 1);
    CHECK(to_line(events[0]) ==
          "virtual router A rejects packets: from 10.0.0.9: version_mismatch: its VRRP version is not ours");
    CHECK(to_json(b.engine.state(b.now))["routers"][0]["rejected"]["version_mismatch"] == 3);
}

TEST_CASE("two unicast routers of one number are told apart by their peers") {
    const auto unicast = [](const std::string& name, const std::string& source, const std::string& peer) {
        return "vrrp_instance " + name + " {\n interface eth0\n virtual_router_id 7\n version 3\n unicast_src_ip " +
               source + "\n unicast_peer {\n " + peer + "\n }\n virtual_ipaddress {\n 10.0.0.100/24\n }\n}\n";
    };
    const auto plan = routers(unicast("A", "10.0.0.1", "10.0.0.2") + unicast("B", "10.0.1.1", "10.0.1.2"));
    bench b{plan};
    b.start();
    b.run(3s);
    b.hear(plan.groups[0].members[0], 200, "10.0.0.2");
    b.run(1s);
    CHECK(b.state(0) == vrrp::state::backup);
    CHECK(b.state(1) == vrrp::state::master);
}

TEST_CASE("a script decides by rise and fall, and is not started twice") {
    bench b{routers("vrrp_script chk {\n script \"/bin/check now\"\n interval 1\n fall 2\n rise 2\n weight -30\n}\n" +
                    instance_text("V", 1, 100, "track_script {\n chk\n }"))};
    b.start();
    CHECK(b.state() == vrrp::state::starting);  // until the script has answered
    auto runs = b.of<start_tracker_script>();
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].program.argv == std::vector<std::string>{"/bin/check", "now"});
    CHECK(runs[0].timeout == 1s);
    b.run(3s);
    CHECK(b.of<start_tracker_script>().size() == 1);
    b.take(b.engine.on_script("chk", true, b.now));
    CHECK(b.state() == vrrp::state::backup);
    CHECK(b.priority() == 100);
    const auto report = [&](bool ok) {
        b.clear();
        b.run(1s);
        REQUIRE(b.of<start_tracker_script>().size() == 1);
        b.take(b.engine.on_script("chk", ok, b.now));
        return b.priority();
    };
    CHECK(report(false) == 100);
    CHECK(report(false) == 70);
    CHECK(report(true) == 70);
    CHECK(report(true) == 100);
    CHECK(report(false) == 100);
    CHECK(report(true) == 100);
    CHECK(report(false) == 100);
    CHECK(report(false) == 70);
}

TEST_CASE("init_fail counts as a failure before the first answer") {
    bench b{routers("vrrp_script chk {\n script /bin/check\n init_fail\n}\n" +
                    instance_text("V", 1, 100, "track_script {\n chk\n }"))};
    b.start();
    CHECK(b.state() == vrrp::state::fault);
    b.take(b.engine.on_script("chk", true, b.now));
    CHECK(b.state() == vrrp::state::backup);
}

TEST_CASE("interfaces: a fault while down, weights, and delays") {
    bench b{routers("interface_up_down_delays {\n eth9 2 3\n}\n" +
                    instance_text("V", 1, 100, "track_interface {\n eth9 weight 20\n }"))};
    b.take(b.engine.on_interface("eth9", true, b.now));
    b.start();
    CHECK(b.priority() == 120);
    b.take(b.engine.on_interface("eth9", false, b.now));
    b.run(1s);
    CHECK(b.priority() == 120);
    b.run(1s);
    CHECK(b.priority() == 100);
    b.take(b.engine.on_interface("eth9", true, b.now));
    b.run(1s);
    b.take(b.engine.on_interface("eth9", false, b.now));  // it was up for too short a time
    b.run(5s);
    CHECK(b.priority() == 100);
    b.take(b.engine.on_interface("eth0", false, b.now));
    CHECK(b.state() == vrrp::state::fault);
    b.take(b.engine.on_interface("eth0", true, b.now));
    CHECK(b.state() == vrrp::state::backup);
}

TEST_CASE("a router without a source waits for one, and sends with it") {
    bench b{
        routers("vrrp_instance V {\n interface eth0\n virtual_router_id 1\n version 3\n virtual_ipaddress {\n "
                "10.0.0.100\n }\n}\n")};
    b.take(b.engine.on_source("eth0", ip_family::v4, std::nullopt, b.now));
    b.start();
    CHECK(b.state() == vrrp::state::fault);
    b.take(b.engine.on_source("eth0", ip_family::v6, *ip_address::parse("fe80::1"), b.now));
    CHECK(b.state() == vrrp::state::fault);
    b.take(b.engine.on_source("eth0", ip_family::v4, *ip_address::parse("10.0.0.3"), b.now));
    b.run(4s);
    CHECK(b.state() == vrrp::state::master);
    CHECK(b.of<send_packet>().at(0).source.to_string() == "10.0.0.3");
}

TEST_CASE("files and processes") {
    bench b{
        routers("track_file f {\n file /tmp/f\n weight 2\n}\nvrrp_track_process p {\n process web\n quorum 2\n"
                " delay 1\n}\n" +
                instance_text("V", 1, 100, "track_file {\n f\n }\n track_process {\n p weight -10\n }"))};
    b.take(b.engine.on_file("f", 5, b.now));
    b.take(b.engine.on_processes("p", 2, b.now));
    b.start();
    CHECK(b.priority() == 110);
    b.take(b.engine.on_file("f", -20, b.now));
    CHECK(b.priority() == 60);
    b.take(b.engine.on_processes("p", 1, b.now));
    CHECK(b.priority() == 60);
    b.run(1s);
    CHECK(b.priority() == 50);
    b.take(b.engine.on_processes("p", 3, b.now));
    b.run(500ms);
    b.take(b.engine.on_processes("p", 1, b.now));
    b.run(2s);
    CHECK(b.priority() == 50);
}

TEST_CASE("scripts and FIFO lines of instances and groups") {
    const auto plan = routers(
        "global_defs {\n vrrp_notify_fifo /run/f\n}\nvrrp_sync_group G {\n group {\n A\n B\n }\n notify "
        "/bin/g\n notify_master /bin/gm\n}\n" +
        instance_text("A", 1, 150, "notify \"/bin/n x\"\n notify_master /bin/m\n notify_priority_changes true") +
        instance_text("B", 2, 100, "notify_master_rx_lower_pri /bin/low", "10.0.0.101/24"));
    CHECK(plan.fifos.at(0).path == "/run/f");
    bench b{plan};
    b.start();
    b.run(10s);
    const auto lines = b.lines();
    CHECK(lines ==
          "INSTANCE \"A\" BACKUP 150\nINSTANCE \"B\" BACKUP 100\nGROUP \"G\" BACKUP 0\n"
          "INSTANCE \"A\" MASTER 150\nINSTANCE \"B\" MASTER 100\nGROUP \"G\" MASTER 0\n");
    std::string scripts;
    for (const auto& s : b.of<run_script>()) scripts += s.program.to_string() + ";";
    CHECK(scripts ==
          "/bin/n x INSTANCE A BACKUP 150;/bin/g GROUP G BACKUP 0;"
          "/bin/m;/bin/n x INSTANCE A MASTER 150;/bin/gm;/bin/g GROUP G MASTER 0;");
    b.clear();
    b.hear(plan.groups[0].members[1], 50);
    CHECK(b.lines() == "INSTANCE \"B\" MASTER_RX_LOWER_PRI 100\n");
    CHECK(b.of<run_script>().at(0).program.argv.at(0) == "/bin/low");
}

TEST_CASE("a thousand announcements do not hold up an advert") {
    std::string conf;
    for (int i = 1; i <= 200; ++i)
        conf += instance_text("V" + std::to_string(i), i, 100, "", "10.1.0." + std::to_string(i) + "/32");
    vrrp_engine_options options;
    options.announcements_at_once = 10;
    bench b{routers(conf), options};
    b.start();
    b.clear();
    b.now += 3610ms;
    b.take(b.engine.on_time(b.now));
    CHECK(b.of<send_packet>().size() == 200);
    CHECK(b.of<announce_address>().size() == 10);
    CHECK(b.engine.wake_at() <= b.now);
    for (int i = 0; i < 99; ++i) b.take(b.engine.on_time(b.now));
    CHECK(b.of<announce_address>().size() == 1000);
    CHECK(b.engine.state(b.now).announcements_waiting == 0);
}

TEST_CASE("a takeover of many is served a part at a time, and nobody is left out") {
    std::string conf;
    for (int n = 1; n <= 250; ++n)
        conf += instance_text("V" + std::to_string(n), n, 100, {}, "10.0.1." + std::to_string(n) + "/32");
    vrrp_engine_options options;
    options.groups_at_once = 100;
    bench b{routers(conf), options};
    b.start();
    const auto due = b.engine.wake_at();
    for (const std::size_t masters : {100u, 200u, 250u}) {
        REQUIRE(b.engine.wake_at() <= due);
        b.take(b.engine.on_time(due));
        CHECK(b.of<send_packet>().size() == masters);
        CHECK(b.of<change_addresses>().size() == masters);
    }
    for (const auto& r : b.engine.state(due).routers) REQUIRE(r.state == vrrp::state::master);
}

TEST_CASE("engines share a plan, and a reload lets go of the one before") {
    const auto text = [](int priority) { return instance_text("A", 1, priority) + instance_text("B", 2, 100); };
    auto first = std::make_shared<const vrrp_plan>(routers(text(100)));
    const std::weak_ptr<const vrrp_plan> watched = first;
    bench b{vrrp_plan{}};
    b.engine = vrrp_engine{first};
    CHECK(&b.engine.plan() == first.get());
    b.start();
    b.run(10s);
    REQUIRE(b.state() == vrrp::state::master);
    const auto id = b.engine.state(b.now).routers.at(1).id;
    const auto second = std::make_shared<const vrrp_plan>(routers(text(120)));
    first.reset();
    CHECK_FALSE(watched.expired());
    b.take(b.engine.reload(second, b.now));
    CHECK(watched.expired());
    CHECK(b.state() == vrrp::state::master);
    CHECK(b.priority() == 120);
    REQUIRE(b.engine.router(id) != nullptr);
    CHECK(b.engine.router(id) == &second->groups[1].members[0]);
    CHECK(b.engine.router(id + 1000) == nullptr);
}
