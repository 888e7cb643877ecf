// memory_table answers every probe as the kernel does.
#include "ipvs/netlink/probes.hpp"

#include <hakit/ipvs/memory_table.hpp>

#include <doctest/doctest.h>

using namespace hakit::ipvs;

TEST_CASE("the probes of a kernel give the same answers from memory") {
    const auto groups = ipvs_test::read_probes(HAKIT_TEST_DATA "/ipvs/probes.txt", ipvs_test::netlink_peer::family);
    std::size_t count = 0;
    for (const auto& g : groups) {
        CAPTURE(g.title);
        memory_options options;
        options.validate = false;
        options.hz = 100;
        options.interfaces = {{"lo"}};
        options.max_threshold = 0xffffffff;
        memory_table table{options};
        ipvs_test::netlink_peer peer{table};
        for (const auto& wrong : ipvs_test::run_probes(g, [&](const auto& request) { return peer.answer(request); })) {
            FAIL_CHECK(wrong);
        }
        count += g.probes.size();
    }
    CHECK(count >= 155);
}
