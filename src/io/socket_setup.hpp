/// Sockets that leave this host as a checker asks: bind address, port, interface, firewall mark.
#pragma once

#include <hakit/health/checker.hpp>
#include <hakit/io/asio.hpp>

#include <boost/asio/ip/address.hpp>

#include <string>

namespace hakit::io {

[[nodiscard]] asio::ip::address to_asio(const ip_address& a);

/// The address to connect to; a link-local one gets the scope of the interface.
template <class Endpoint>
[[nodiscard]] Endpoint to_endpoint(const ip_address& a, std::uint16_t port, const std::string& interface);

/// What went wrong, and where.
struct setup_failure {
    int code = 0;
    std::string what = {};
};

/// Opens `socket` for the target and sets its options; code 0 means success.
template <class Socket>
[[nodiscard]] setup_failure open_for(Socket& socket, const health::endpoint& target);

}  // namespace hakit::io
