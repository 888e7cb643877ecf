#include "io/tcp_attempt.hpp"

#include "io/socket_setup.hpp"

namespace hakit::io {

void tcp_attempt::begin() {
    const auto& target = what().target;
    if (const auto failed = open_for(socket_, target); failed.code != 0) {
        fail_later(health::failure::system, failed.code, failed.what);
        return;
    }
    const auto peer = to_endpoint<asio::ip::tcp::endpoint>(target.address, target.port, target.bind_interface);
    socket_.async_connect(peer, [me = self(this)](const error_code& ec) {
        if (me->over()) return;
        if (ec) return me->fail_system(ec.value());
        me->on_connected();
    });
}

}  // namespace hakit::io
