// Lines of routes and rules, good and bad ones as keepalived 2.2.7 sees them.
#include "bound.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace ka = hakit::keepalived;
using ka::test::bound;

namespace {

struct sample {
    std::string in;
    std::string out;    // as written again; "" when nothing is kept
    std::string codes;  // of the diagnostics
};

void check(const char* path, const sample& s) {
    CAPTURE(s.in);
    bound b{path, s.in};
    CHECK(b.codes() == s.codes);
    CHECK(b.present() == !s.out.empty());
    if (!b.present()) return;
    CHECK(b.written() == s.out);
    CHECK(b.json_round_trips());
    bound again{path, s.out};
    CHECK(again.ops().equal(b.field(b.tree), again.field(again.tree)));
}

}  // namespace

TEST_CASE("routes") {
    for (const sample& s : std::vector<sample>{
             {"10.1.0.0/16 via 10.0.0.1 dev eth0", "10.1.0.0/16 via 10.0.0.1 dev eth0", ""},
             {"to 10.1.0.0/16 oif eth0 priority 5", "10.1.0.0/16 dev eth0 metric 5", ""},
             {"10.1.0.0/16 gw 10.0.0.1", "10.1.0.0/16 via 10.0.0.1", "KA0114"},
             {"default gw 10.0.0.1 or 10.0.0.2", "default nexthop via 10.0.0.1 nexthop via 10.0.0.2", "KA0114 KA0114"},
             {"blackhole 10.2.0.0/16", "blackhole 10.2.0.0/16", ""},
             {"all dev eth0", "default dev eth0", ""},
             {"2001::/64 via fe80::1 dev eth0 pref high", "2001::/64 via fe80::1 dev eth0 pref high", ""},
             {"default dev eth0 mtu lock 1400 rtt 20ms rto_min 1.5s rttvar 5",
              "default dev eth0 mtu lock 1400 rtt 20ms rttvar 5 rto_min 1500ms", ""},
             {"default dev eth0 congctl lock cubic", "default dev eth0 congctl lock cubic", ""},
             {"default nexthop via 10.0.0.1 dev eth0 weight 5 onlink nexthop via 10.0.0.2 weight 256",
              "default nexthop via 10.0.0.1 dev eth0 weight 5 onlink nexthop via 10.0.0.2 weight 256", ""},
             {"default encap mpls 100/200 via 10.0.0.1", "default via 10.0.0.1 encap mpls 100/200", ""},
             {"default encap ip id 5 dst 1.2.3.4 via 10.0.0.1", "default via 10.0.0.1 encap ip id 5 dst 1.2.3.4", ""},
             {"default encap foo x", "", "KA0107"},
             {"default encap mpls 5 ttl 3", "", "KA0124"},
             {"via 10.0.0.1 dev eth0", "", "KA0130"},
             {"default via 10.0.0.1 dev", "", "KA0104"},
             {"default via 10.0.0.1/24", "", "KA0108"},
             {"default via 10.0.0.1 foo", "", "KA0124"},
             {"default mtu x", "", "KA0105"},
             {"default hoplimit 300", "", "KA0106"},
             {"default hoplimit lock 30", "", "KA0105"},
             {"default window lock 30", "", "KA0105"},
             {"10.5.0.0/16 via inet 10.0.0.1", "10.5.0.0/16 via 10.0.0.1", ""},
             {"10.5.0.0/16 via inet6 fe80::1", "", "KA0131"},
             {"default nexthop via inet6 fe80::1", "default nexthop via fe80::1", ""},
             {"default metric 0x10", "", "KA0105"},
             {"default metric 4294967296", "", "KA0106"},
             {"default quickack 3", "", "KA0106"},
             {"default features foo", "", "KA0107"},
             {"default tos 300", "", "KA0107"},
             {"default scope 300", "", "KA0107"},
             // keepalived looks the name up in /etc/iproute2/rt_realms; a library cannot.
             {"default realms 5/foo", "default realms 5/foo", ""},
             {"default ttl-propagate foo", "", "KA0107"},
             {"10.5.0.0/16 10.6.0.0/16 dev eth0", "10.6.0.0/16 dev eth0", "KA0127"},
             {"10.5.0.0/33 dev eth0", "", "KA0124"},
             {"default dev eth0 track_group x", "", "KA0124"},
         })
        check("vrrp_instance/virtual_routes", s);
    check("static_routes", {"default dev eth0 track_group x", "default dev eth0 track_group x", ""});
}

TEST_CASE("rules") {
    for (const sample& s : std::vector<sample>{
             {"from 10.0.0.0/8 table 5 priority 5", "from 10.0.0.0/8 preference 5 table 5", ""},
             {"from default lookup main order 6", "from default preference 6 table main", ""},
             {"from all table 5 priority 0x20", "from default preference 32 table 5", ""},
             {"not from 10.0.0.0/8 table 5 priority 5", "not from 10.0.0.0/8 preference 5 table 5", ""},
             {"to 10.0.0.0/8 goto 700 priority 6", "to 10.0.0.0/8 preference 6 goto 700", ""},
             {"to 10.0.0.0/8 goto 5 priority 6", "", "KA0130"},
             {"to 10.0.0.0/8 goto 5", "", "KA0130"},
             {"fwmark 5/0xff table 5 priority 3", "fwmark 5/0xff preference 3 table 5", ""},
             {"fwmark x table 5 priority 3", "", "KA0107"},
             {"iif eth0 blackhole priority 3", "iif eth0 preference 3 type blackhole", ""},
             {"iif eth0 type prohibit priority 3", "iif eth0 preference 3 type prohibit", ""},
             {"iif eth0 type foo priority 3", "", "KA0107"},
             {"iif eth0 nop priority 3", "iif eth0 preference 3 nop", ""},
             {"iif eth0 l3mdev priority 3", "iif eth0 preference 3 l3mdev", ""},
             {"from 10.0.0.1 table 5 l3mdev priority 3", "", "KA0130"},
             {"from 10.0.0.1 priority 3", "", "KA0130"},
             {"from 10.0.0.1 table 5", "from 10.0.0.1 table 5", "KA0130"},
             {"sport 5-6 dport 7-8 table 5 priority 3", "sport 5-6 dport 7-8 preference 3 table 5", ""},
             {"sport 5 table 5 priority 3", "", "KA0107"},
             {"uidrange 7-8 ipproto tcp tunnel-id 5 table 5 priority 3",
              "ipproto tcp uidrange 7-8 tunnel-id 5 preference 3 table 5", ""},
             {"uidrange 7 table 5 priority 3", "", "KA0107"},
             {"sup_pl 5 sup_group 3 table 5 priority 3",
              "preference 3 table 5 suppress_prefixlength 5 suppress_ifgroup 3", ""},
             {"from x table 5 priority 3", "", "KA0108"},
             {"from 10.0.0.1 table 5 priority", "", "KA0104"},
             {"10.0.0.0/8 table 5 priority 3", "", "KA0124"},
         })
        check("vrrp_instance/virtual_rules", s);
    bound b{"vrrp_instance/virtual_rules", "from 10.0.0.1 tabel 5"};
    REQUIRE(b.diagnostics.size() == 1);
    CHECK(b.diagnostics.items()[0].message == "'tabel' is no option of 'virtual_rules'; did you mean 'table'?");
    REQUIRE(b.diagnostics.items()[0].remedy);
    CHECK(b.diagnostics.items()[0].remedy->edits.front().replacement == "table");
}

TEST_CASE("JSON of routes and rules refuses what the file could not say") {
    bound routes{"vrrp_instance/virtual_routes", "default dev eth0"};
    CHECK(routes.refuses(R"([{"dev": "eth0"}])"));
    CHECK(routes.refuses(R"([{"to": "default", "typ": "blackhole"}])"));
    CHECK(routes.refuses(R"([{"to": "default", "type": "foo"}])"));
    CHECK(routes.refuses(R"([{"to": "default", "hoplimit": {"value": 3, "lock": true}}])"));
    CHECK(routes.refuses(R"([{"to": "default", "track_group": "g"}])"));
    bound rules{"vrrp_instance/virtual_rules", "from default table 5 priority 5"};
    CHECK(rules.refuses(R"([{"from": "x"}])"));
    CHECK(rules.refuses(R"([{"preference": 18446744073709551615}])"));
    CHECK(rules.refuses(R"("from default")"));
}
