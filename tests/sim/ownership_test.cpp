#include <hakit/sim/ownership.hpp>

#include <doctest/doctest.h>

using namespace hakit::sim;
using namespace std::chrono_literals;
using hakit::instant;
using hakit::ip_address;

namespace {

const ip_address vip = *ip_address::parse("10.0.0.100");

instant s(int seconds) { return instant{std::chrono::seconds{seconds}}; }

}  // namespace

TEST_CASE("who holds an address, when nobody does, and when two do") {
    ownership o;
    CHECK(o.without_owner(vip, s(0), s(9)) == std::vector<interval>{{s(0), s(9)}});
    o.take(vip, 1, s(2));
    o.take(vip, 1, s(3));  // again: nothing new
    o.take(vip, 0, s(5));
    CHECK(o.owners(vip) == std::vector<host_id>{0, 1});
    o.take(vip, 2, s(6));
    o.drop(vip, 1, s(7));
    o.drop(vip, 0, s(8));
    o.drop(vip, 0, s(8));
    o.drop(vip, 2, s(10));
    o.take(vip, 1, s(10));  // handed over at once
    o.drop(vip, 1, s(12));

    CHECK(o.without_owner(vip, s(0), s(20)) == std::vector<interval>{{s(0), s(2)}, {s(12), s(20)}});
    CHECK(o.without_owner(vip, s(1), s(2)) == std::vector<interval>{{s(1), s(2)}});
    CHECK(o.without_owner(vip, s(3), s(11)).empty());
    CHECK(o.with_several(vip, s(0), s(20)) == std::vector<interval>{{s(5), s(8)}});
    CHECK(o.with_several(vip, s(6), s(7)) == std::vector<interval>{{s(6), s(7)}});
    CHECK(o.with_several(vip, s(6), s(7)).front().length() == 1s);
    CHECK(o.taken_after(vip, s(0)) == s(2));
    CHECK(o.taken_after(vip, s(3)) == s(5));
    CHECK_FALSE(o.taken_after(vip, s(11)));
    CHECK(o.addresses() == std::vector<ip_address>{vip});
    const auto other = *ip_address::parse("10.0.0.101");
    CHECK(o.owners(other).empty());
    CHECK_FALSE(o.taken_after(other, s(0)));
}
