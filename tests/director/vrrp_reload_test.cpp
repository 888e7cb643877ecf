// A reload applies the difference: who stays the same keeps state and timers.
#include "routers.hpp"

using namespace hakit;
using namespace hakit::director;
using namespace hakit::director::test;
using namespace std::chrono_literals;

TEST_CASE("an unchanged router keeps its state and its timer") {
    const auto conf = instance_text("V", 51, 100);
    bench b{routers(conf)};
    b.start();
    b.run(2s);
    const auto due = b.engine.wake_at();
    b.clear();
    b.take(b.engine.reload(routers(conf), b.now));
    CHECK(b.engine.wake_at() == due);
    CHECK(b.all.size() == 1);  // the event
    b.run(2s);
    CHECK(b.state() == vrrp::state::master);
    b.clear();
    b.take(b.engine.reload(routers(conf + instance_text("W", 52, 100, "", "10.0.0.101/24")), b.now));
    CHECK(b.state(0) == vrrp::state::master);
    CHECK(b.state(1) == vrrp::state::backup);
    CHECK(b.of<send_packet>().empty());
}

TEST_CASE("a master keeps its state while priority, addresses and routes change") {
    bench b{routers(instance_text("V", 51, 100, "virtual_routes {\n 10.9.0.0/16 via 10.0.0.254\n }"))};
    b.start();
    b.run(4s);
    REQUIRE(b.state() == vrrp::state::master);
    b.run(6s);
    b.clear();
    b.take(b.engine.reload(routers(instance_text("V", 51, 120, "", "10.0.0.100/24\n  10.0.0.102/24")), b.now));
    CHECK(b.state() == vrrp::state::master);
    CHECK(b.priority() == 120);
    const auto changes = b.of<change_addresses>();
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].remove.empty());
    CHECK(changes[0].add.at(0).address.to_string() == "10.0.0.102/24");
    CHECK(b.of<change_routes>().at(0).remove.size() == 1);
    const auto told = b.of<announce_address>();
    REQUIRE(told.size() == 5);
    CHECK(told[0].address.to_string() == "10.0.0.102");
    b.clear();
    b.run(1s);
    const auto sent = b.of<send_packet>();  // the parsed packet is a view of it
    const auto packet = vrrp::parse_packet(sent.at(0).packet);
    CHECK(packet->advert.priority() == 120);
    CHECK(packet->advert.address_count() == 2);
}

TEST_CASE("a backup's down timer is shifted by a new priority, not restarted") {
    bench b{routers(instance_text("V", 51, 100))};
    b.start();
    b.run(3s);
    b.take(b.engine.reload(routers(instance_text("V", 51, 200)), b.now));
    CHECK(b.engine.wake_at() == instant{3s + 218'750'000ns});
}

TEST_CASE("a router that goes resigns, and notify_deleted runs") {
    bench b{routers(instance_text("V", 51, 100, "notify_deleted /bin/gone"))};
    b.start();
    b.run(4s);
    b.clear();
    b.take(b.engine.reload(routers(instance_text("W", 52, 100)), b.now));
    CHECK(vrrp::parse_packet(b.of<send_packet>().at(0).packet)->advert.priority() == 0);
    CHECK(b.of<change_addresses>().at(0).remove.size() == 1);
    CHECK(b.lines() == "INSTANCE \"V\" STOP 100\nINSTANCE \"V\" DELETED 0\nINSTANCE \"W\" BACKUP 100\n");
    CHECK(b.of<run_script>().at(0).program.argv.at(0) == "/bin/gone");
    CHECK(b.engine.state(b.now).routers.size() == 1);
}

TEST_CASE("another number, or another member of the group, is another router") {
    bench b{routers(instance_text("V", 51, 100))};
    b.start();
    b.run(4s);
    b.take(b.engine.reload(routers(instance_text("V", 52, 100)), b.now));
    CHECK(b.state() == vrrp::state::backup);
    const auto two = instance_text("A", 1, 100) + instance_text("B", 2, 100, "", "10.0.0.101/24");
    const auto group = [](const std::string& members) {
        return "vrrp_sync_group G {\n group {\n " + members + "\n }\n}\n";
    };
    bench g{routers(group("A\nB") + two)};
    g.start();
    g.run(8s);
    REQUIRE(g.state(0) == vrrp::state::master);
    g.take(g.engine.reload(routers(group("A\nB\nC") + two + instance_text("C", 3, 100, "", "10.0.0.102/24")), g.now));
    CHECK(g.state(0) == vrrp::state::backup);
    CHECK(g.state(2) == vrrp::state::backup);
}

TEST_CASE("trackers that stay keep what they know, new ones are waited for by new routers alone") {
    const auto script = "vrrp_script chk {\n script /bin/check\n weight 10\n}\n";
    const auto tracks = "track_script {\n chk\n }";
    bench b{routers(script + instance_text("V", 51, 100, tracks))};
    b.start();
    b.take(b.engine.on_script("chk", true, b.now));
    CHECK(b.priority() == 110);
    b.take(b.engine.reload(routers(script + instance_text("V", 51, 90, tracks)), b.now));
    CHECK(b.priority() == 100);
    const auto more = std::string{script} + "vrrp_script two {\n script /bin/two\n}\n" +
                      instance_text("V", 51, 90, "track_script {\n chk\n two\n }");
    b.take(b.engine.reload(routers(more), b.now));
    CHECK(b.state() == vrrp::state::backup);
    b.take(b.engine.on_script("two", false, b.now));
    CHECK(b.state() == vrrp::state::fault);
}
