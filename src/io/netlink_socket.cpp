#include "io/netlink_socket.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>

#include <cerrno>

namespace hakit::io {

namespace netlink = ipvs::netlink;

namespace {

/// The kernel makes the pieces of a dump no greater than this.
constexpr std::size_t datagram_size = std::size_t{32} * 1024;

error failed(int code, std::string_view what, std::string_view reason) {
    auto e = error::system(code, what);
    if (reason.empty()) return e;
    return {e.code(), e.message() + ": " + std::string{reason}, code};
}

}  // namespace

result<netlink_socket> netlink_socket::open(int protocol, const ipvs::network_namespace& where) {
    descriptor fd;
    int code = 0;
    const auto inside = where.run([&] {
        fd.reset(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
        code = errno;
    });
    if (!inside) return inside.error();
    if (!fd) return error::system(code, "open a netlink socket");
    const int on = 1;
    (void)::setsockopt(fd.get(), SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    (void)::setsockopt(fd.get(), SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
    // Dumps that only give what was asked for; older kernels give more, which their readers skip.
    (void)::setsockopt(fd.get(), SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on);
    return netlink_socket{std::move(fd)};
}

result<netlink_socket::ending> netlink_socket::exchange(netlink::message_writer& request, std::string_view what,
                                                        bool dump, const visitor& visit) {
    const auto sequence = ++sequence_;
    request.set_sequence(sequence);
    const auto data = request.data();
    sockaddr_nl kernel{};
    kernel.nl_family = AF_NETLINK;
    while (::sendto(fd_.get(), data.data(), data.size(), 0, reinterpret_cast<const sockaddr*>(&kernel), sizeof kernel) <
           0) {
        if (errno != EINTR) return error::system(errno, what);
    }
    std::vector<std::byte> buffer(datagram_size);
    auto how = ending::whole;
    for (;;) {
        sockaddr_nl sender{};
        iovec place{buffer.data(), buffer.size()};
        msghdr header{};
        header.msg_name = &sender;
        header.msg_namelen = sizeof sender;
        header.msg_iov = &place;
        header.msg_iovlen = 1;
        const auto n = ::recvmsg(fd_.get(), &header, 0);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return error::system(errno, what);
        if (sender.nl_pid != 0) continue;  // only the kernel has no number
        if ((header.msg_flags & MSG_TRUNC) != 0) return error::system(EMSGSIZE, what);
        netlink_bytes rest{buffer.data(), static_cast<std::size_t>(n)};
        while (const auto m = netlink::next_message(rest)) {
            if (m->sequence != sequence) continue;
            if ((m->flags & NLM_F_DUMP_INTR) != 0) how = ending::changed_meanwhile;
            if (const auto end = netlink::read_acknowledgement(*m)) {
                if (end->system_errno != 0) return failed(end->system_errno, what, end->reason);
                if (m->type == NLMSG_DONE || !dump) return how;
                continue;
            }
            if (visit) visit(*m);
        }
    }
}

result<void> netlink_socket::change(netlink::message_writer& request, std::string_view what) {
    const auto answered = exchange(request, what, false, {});
    return answered ? result<void>{} : answered.error();
}

result<void> netlink_socket::dump(netlink::message_writer& request, std::string_view what,
                                  const std::function<void()>& start_over, const visitor& visit) {
    for (int reading = 0; reading < most_readings; ++reading) {
        if (reading != 0) start_over();
        const auto answered = exchange(request, what, true, visit);
        if (!answered) return answered.error();
        if (*answered == ending::whole) return {};
    }
    return error{errc::timed_out,
                 std::string{what} + ": it changed during each of " + std::to_string(most_readings) + " readings",
                 EAGAIN};
}

}  // namespace hakit::io
