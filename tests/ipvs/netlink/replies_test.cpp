// The answers of a kernel, as captured: tests/data/ipvs/answers.hex says how.
#include "ipvs/netlink/replies.hpp"

#include "ipvs/netlink/captured.hpp"
#include "ipvs/objects.hpp"

#include <doctest/doctest.h>

#include <cerrno>

using namespace hakit;
using namespace hakit::ipvs;
using namespace hakit::ipvs::netlink;
using namespace ipvs_test;

TEST_CASE("captured services") {
    const captured all{"services"};
    std::vector<service> found;
    for (const auto& m : all.messages()) {
        if (read_acknowledgement(m)) continue;
        CHECK(m.command() == 1);
        const auto s = read_service(m.attributes());
        REQUIRE_MESSAGE(s.has_value(), s.error().message());
        CHECK(s->counters == counters{});
        found.push_back(s->service);
    }
    REQUIRE(found.size() == 4);
    auto web_service = svc(web, "wrr");
    web_service.persistence_timeout = 360;
    web_service.persistence_mask = client_mask::v4(0xffffff00);
    CHECK(found[0] == web_service);
    auto sip = svc({protocol::udp, ip("10.0.0.1"), 5060});
    sip.persistence_timeout = 60;
    sip.persistence_engine = "sip";
    CHECK(found[1] == sip);
    auto dns = svc({protocol::udp, ip("2001:db8::1"), 53}, "mh");
    dns.persistence_timeout = 50;
    dns.persistence_mask = client_mask::v6(64);
    dns.one_packet = true;
    dns.scheduler_flags = hash_fallback | hash_port;
    CHECK(found[2] == dns);
    CHECK(found[3] == svc(mark(7, ip_family::v6)));
    CHECK(read_acknowledgement(all.messages().back())->system_errno == 0);
}

TEST_CASE("captured destinations") {
    const captured all{"destinations"};
    REQUIRE(all.messages().size() == 4);
    std::vector<destination> found;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto d = read_destination(all.messages()[i].attributes(), ip_family::v4);
        REQUIRE_MESSAGE(d.has_value(), d.error().message());
        CHECK(d->active_connections == 0);
        found.push_back(d->destination);
    }
    CHECK(found[0].to_string() == "[2001:db8::2]:80 tunnel weight 0");
    CHECK(found[1].to_string() == "10.0.1.2:80 tunnel gue port 6080 remcsum weight 1");
    CHECK(found[2].to_string() == "10.0.1.1:8080 masq weight 3 thresholds 50-100");
}

TEST_CASE("captured sync daemons, timeouts, version and family") {
    const captured daemons{"daemons"};
    REQUIRE(daemons.messages().size() == 3);
    CHECK(read_daemon(daemons.messages()[0].attributes())->to_string() ==
          "master lo id 9 group 224.0.0.81 port 8848 ttl 1 maxlen 1472");
    CHECK(*read_daemon(daemons.messages()[1].attributes()) ==
          sync_daemon{sync_role::backup, "lo", 9, 1400, ip("224.0.0.99"), 9000, 3});
    CHECK(*read_timeouts(captured{"timeouts"}.messages().front().attributes()) == timeouts{100, 50, 30});
    CHECK(*read_info(captured{"info"}.messages().front().attributes()) == table_info{1, 2, 1, 4096});
    CHECK(*read_family(captured{"family"}.messages().front().attributes()) == 0x1c);
}

TEST_CASE("captured acknowledgements and errors, the kernel's words included") {
    const auto said = [](const char* name) { return *read_acknowledgement(captured{name}.messages().front()); };
    CHECK(said("done").system_errno == 0);
    CHECK(said("no service").system_errno == ESRCH);
    CHECK(said("no dump").system_errno == EOPNOTSUPP);
    const captured reason{"reason"};
    const auto refused = *read_acknowledgement(reason.messages().front());
    CHECK(refused.system_errno == ERANGE);
    CHECK(refused.reason == "Attribute failed policy validation");
    CHECK_FALSE(read_acknowledgement(captured{"info"}.messages().front()).has_value());
}

TEST_CASE("an answer cut anywhere is refused or read, never more") {
    for (const char* name : {"services", "destinations", "daemons", "timeouts", "info", "family", "reason"}) {
        const captured whole{name};
        for (const auto& m : whole.messages()) {
            for (std::size_t n = 0; n < m.attributes().size(); ++n) {
                const std::vector<std::byte> part{m.attributes().begin(),
                                                  m.attributes().begin() + static_cast<std::ptrdiff_t>(n)};
                for (const auto code : {read_service(part).error().system_errno(),
                                        read_destination(part, ip_family::v4).error().system_errno(),
                                        read_daemon(part).error().system_errno()}) {
                    CHECK((code == 0 || code == EBADMSG));
                }
            }
        }
    }
}

TEST_CASE("statistics: 64 bits where they are, else 32; the pad between them does not count") {
    message_writer w;
    w.begin(1, 0);
    const auto nest = w.open(1);
    w.put_number<std::uint16_t>(1, 2);
    w.put_number<std::uint32_t>(5, 7);
    w.put_string(6, "rr");
    w.put_number(7, std::uint64_t{0});
    w.put_number<std::uint32_t>(8, 0);
    w.put_number<std::uint32_t>(9, 0xffffffff);
    const auto stats = w.open(10);
    w.put_number<std::uint32_t>(1, 11);
    w.put(11, {});
    w.put_number<std::uint64_t>(4, 0x100000000);
    w.close(stats);
    SUBCASE("only the old ones") {
        w.close(nest);
        bytes all = w.data();
        const auto s = read_service(next_message(all)->attributes());
        CHECK(s->counters.connections == 11);
        CHECK(s->counters.bytes_in == 0x100000000);
    }
    SUBCASE("both") {
        const auto stats64 = w.open(12);
        w.put_number<std::uint64_t>(1, 0x200000000);
        w.put_number<std::uint64_t>(10, 99);
        w.close(stats64);
        w.close(nest);
        bytes all = w.data();
        const auto s = read_service(next_message(all)->attributes());
        CHECK(s->counters.connections == 0x200000000);
        CHECK(s->counters.bytes_out_per_second == 99);
    }
}
