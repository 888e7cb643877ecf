#include "virtual_router.hpp"

#include <hakit/vrrp/announcement_queue.hpp>

#include <doctest/doctest.h>

using namespace hakit::vrrp;
using namespace vrrp_test;

namespace {

const std::vector<ip_address> v4{lower_address, higher_address};
const std::vector<ip_address> v6{*ip_address::parse("fe80::1")};

std::string drain(announcement_queue& q, instant now) {
    std::string out;
    while (const auto a = q.pop(now)) out += std::to_string(a->from) + ":" + a->address.to_string() + " ";
    return out;
}

}  // namespace

TEST_CASE("without a pause all rounds go out at once, every address before one is repeated") {
    announcement_queue q;
    CHECK(q.wake_at() == hakit::never);
    q.push(1, v4, 2);
    CHECK(q.wake_at() == instant{});
    CHECK(q.size() == 4);
    CHECK(drain(q, {}) == "1:10.0.0.1 1:10.0.0.3 1:10.0.0.1 1:10.0.0.3 ");
    CHECK(q.wake_at() == hakit::never);
}

TEST_CASE("a pause holds between all routers of the interface, ARP and neighbour advertisements apart") {
    announcement_queue q{100ms, 300ms};
    q.push(1, v4, 1);
    q.push(2, v4, 1);
    q.push(3, v6, 2);
    CHECK(drain(q, {}) == "1:10.0.0.1 3:fe80::1 ");
    CHECK(q.wake_at() == instant{100ms});
    CHECK(drain(q, instant{99ms}).empty());
    CHECK(drain(q, instant{100ms}) == "1:10.0.0.3 ");
    CHECK(drain(q, instant{1s}) == "2:10.0.0.1 3:fe80::1 ");  // what was missed is not made up for
    CHECK(q.wake_at() == instant{1100ms});
}

TEST_CASE("a new round replaces the old one, and a router that lost its addresses is dropped") {
    announcement_queue q{1s, 1s};
    q.push(1, v4, 5);
    q.push(2, v4, 5);
    q.push(1, v4, 1);
    CHECK(q.size() == 12);
    q.drop(2);
    CHECK(q.size() == 2);
    q.push(1, v4, 0);
    CHECK(q.size() == 0);
}
