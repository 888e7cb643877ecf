// The probes of tests/data/ipvs/probes.txt on a real kernel: as bytes, and by the calls of kernel_table.
#include "interop/ipvs/fresh_namespace.hpp"
#include "ipvs/kernel_socket.hpp"
#include "ipvs/netlink/probes.hpp"

#include <hakit/ipvs/kernel_table.hpp>

#include <doctest/doctest.h>

#include <sys/socket.h>

using namespace hakit::ipvs;
using ipvs_test::datagram;

namespace {

/// Sends the bytes as they are and receives until nothing is left.
std::vector<datagram> ask_kernel(int socket, const datagram& request) {
    REQUIRE(::send(socket, request.data(), request.size(), 0) > 0);
    std::vector<datagram> answers;
    for (;;) {
        datagram d(65536);
        const auto size = ::recv(socket, d.data(), d.size(), MSG_DONTWAIT);
        if (size < 0) return answers;
        d.resize(static_cast<std::size_t>(size));
        answers.push_back(std::move(d));
    }
}

}  // namespace

TEST_CASE("the kernel answers the probes as they say") {
    const auto where = fresh_namespace();
    const auto first = kernel_socket::open(where);
    REQUIRE(first.has_value());
    for (const auto& g : ipvs_test::read_probes(HAKIT_TEST_DATA "/ipvs/probes.txt", first->family())) {
        CAPTURE(g.title);
        const auto socket = kernel_socket::open(fresh_namespace());
        REQUIRE(socket.has_value());
        const auto ask = [&](const datagram& r) { return ask_kernel(socket->native_handle(), r); };
        for (const auto& wrong : ipvs_test::run_probes(g, ask)) FAIL_CHECK(wrong);
    }
}

TEST_CASE("kernel_table answers the probes as they say") {
    for (const auto& g : ipvs_test::read_probes(HAKIT_TEST_DATA "/ipvs/probes.txt", ipvs_test::netlink_peer::family)) {
        CAPTURE(g.title);
        kernel_options options;
        options.where = fresh_namespace();
        options.validate = false;
        const auto table = kernel_table::open(options);
        REQUIRE(table.has_value());
        ipvs_test::netlink_peer peer{**table};
        for (const auto& wrong : ipvs_test::run_probes(g, [&](const auto& r) { return peer.answer(r); })) {
            FAIL_CHECK(wrong);
        }
    }
}
