// Takes a real server out of the kernel's IPVS table without cutting a connection: it gets weight 0, and is removed
// when its last connection has ended. ^C leaves it at weight 0.
//
//     drain_server VIRTUAL_ADDRESS PORT SERVER_ADDRESS PORT
//
//     c++ -std=c++20 drain_server.cpp $(pkg-config --cflags --libs hakit) -o drain_server
#include <hakit/io/kernel_table.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

namespace ipvs = hakit::ipvs;
using hakit::io::asio::use_awaitable;

namespace {

std::uint16_t port(const char* text) { return static_cast<std::uint16_t>(std::atoi(text)); }

ipvs::step change(ipvs::step_kind what, const ipvs::service_key& service, const ipvs::destination& server) {
    ipvs::step s;
    s.kind = what;
    s.service.key = service;
    s.destination = server;
    return s;
}

/// value() throws hakit::exception, which ends the program.
hakit::io::asio::awaitable<void> drain(hakit::io::kernel_table& table, ipvs::service_key service,
                                       ipvs::destination_key server) {
    hakit::io::asio::steady_timer timer{table.get_executor()};
    for (;;) {
        const auto now = (co_await table.async_get(service, use_awaitable)).value();
        const auto found = std::ranges::find(now.destinations, server, [](const auto& d) { return d.destination.key; });
        if (found == now.destinations.end()) throw hakit::exception{{hakit::errc::not_found, "no such server"}};
        auto wanted = found->destination;
        auto what = ipvs::step_kind::edit_destination;
        if (wanted.weight == 0) {
            const auto connections = found->active_connections + found->inactive_connections;
            std::printf("%llu connections\n", static_cast<unsigned long long>(connections));
            if (connections == 0) what = ipvs::step_kind::remove_destination;
        }
        if (wanted.weight != 0 || what == ipvs::step_kind::remove_destination) {
            wanted.weight = 0;
            std::vector<ipvs::step> steps;
            steps.push_back(change(what, service, wanted));
            const auto done = co_await table.async_execute(std::move(steps), use_awaitable);
            done.value().front().value();
        }
        if (what == ipvs::step_kind::remove_destination) co_return;
        timer.expires_after(std::chrono::seconds{1});
        co_await timer.async_wait(use_awaitable);
    }
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 5) return 3;
    const auto address = hakit::ip_address::parse(argv[1]);
    const auto server = hakit::ip_address::parse(argv[3]);
    if (!address || !server) return 3;
    hakit::io::asio::io_context loop;
    auto table = hakit::io::kernel_table::open(loop.get_executor()).value();
    hakit::io::asio::co_spawn(loop,
                              drain(table, ipvs::address_key{ipvs::protocol::tcp, *address, port(argv[2])},
                                    ipvs::destination_key{*server, port(argv[4])}),
                              [](const std::exception_ptr& trouble) {
                                  if (trouble) std::rethrow_exception(trouble);
                              });
    loop.run();
} catch (const hakit::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 2;
}
