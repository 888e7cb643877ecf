#include "io/socket_setup.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>

#include <net/if.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace hakit::io {

asio::ip::address to_asio(const ip_address& a) {
    if (a.is_v4()) {
        asio::ip::address_v4::bytes_type bytes;
        std::copy_n(a.bytes().begin(), bytes.size(), bytes.begin());
        return asio::ip::address_v4{bytes};
    }
    asio::ip::address_v6::bytes_type bytes;
    std::copy_n(a.bytes().begin(), bytes.size(), bytes.begin());
    return asio::ip::address_v6{bytes};
}

template <class Endpoint>
Endpoint to_endpoint(const ip_address& a, std::uint16_t port, const std::string& interface) {
    auto address = to_asio(a);
    if (a.is_v6() && a.is_link_local() && !interface.empty()) {
        auto scoped = address.to_v6();
        scoped.scope_id(::if_nametoindex(interface.c_str()));
        address = scoped;
    }
    return {address, port};
}

template <class Socket>
setup_failure open_for(Socket& socket, const health::endpoint& target) {
    using protocol = typename Socket::protocol_type;
    const auto family = target.address.is_v4() ? protocol::v4() : protocol::v6();
    error_code ec;
    if (socket.open(family, ec); ec) return {ec.value(), "socket"};
    const int fd = socket.native_handle();
    if (target.fwmark != 0) {
        const auto mark = target.fwmark;
        if (::setsockopt(fd, SOL_SOCKET, SO_MARK, &mark, sizeof mark) != 0) return {errno, "set the firewall mark"};
    }
    if (!target.bind_interface.empty()) {
        const auto& name = target.bind_interface;
        if (::setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name.data(), static_cast<socklen_t>(name.size())) != 0)
            return {errno, "bind to interface " + name};
    }
    if (target.bind_address || target.bind_port != 0) {
        using endpoint = typename protocol::endpoint;
        // A fixed port must be usable again while the connection before waits for its end.
        if (target.bind_port != 0) socket.set_option(asio::socket_base::reuse_address{true}, ec);
        const auto local = target.bind_address
                               ? to_endpoint<endpoint>(*target.bind_address, target.bind_port, target.bind_interface)
                               : endpoint{family, target.bind_port};
        if (socket.bind(local, ec); ec)
            return {ec.value(), "bind to " + (target.bind_address ? target.bind_address->to_string() + " " : "") +
                                    "port " + std::to_string(target.bind_port)};
    }
    socket.non_blocking(true, ec);
    return {};
}

template asio::ip::tcp::endpoint to_endpoint(const ip_address&, std::uint16_t, const std::string&);
template asio::ip::udp::endpoint to_endpoint(const ip_address&, std::uint16_t, const std::string&);
template setup_failure open_for(asio::ip::tcp::socket&, const health::endpoint&);
template setup_failure open_for(asio::ip::udp::socket&, const health::endpoint&);

}  // namespace hakit::io
