#include "ipvs/kernel_socket.hpp"

#include "ipvs/netlink/replies.hpp"
#include "ipvs/netlink/requests.hpp"

#include <linux/genetlink.h>
#include <linux/ip_vs.h>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace hakit::ipvs {

namespace {

/// The kernel makes the pieces of a dump as big as the buffers it has seen, up to this.
constexpr std::size_t datagram_size = std::size_t{32} * 1024;
/// Received by one system call: a small dump comes as two datagrams, its messages and its end.
constexpr std::size_t datagrams_at_once = 2;

result<int> open_socket(const network_namespace& where) {
    int fd = -1;
    int code = 0;
    const auto inside = where.run([&] {
        fd = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_GENERIC);
        code = errno;
    });
    if (inside.has_error()) return inside.error();
    if (fd < 0) return error::system(code, "open a netlink socket");
    const int on = 1;
    // Errors without the request they answer, and with the kernel's words where it has some. Not there
    // before 4.3, 4.12.
    (void)::setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    (void)::setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
    sockaddr_nl self{};
    self.nl_family = AF_NETLINK;
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&self), sizeof self) != 0) {
        code = errno;
        ::close(fd);
        return error::system(code, "bind a netlink socket");
    }
    return fd;
}

}  // namespace

kernel_socket::kernel_socket(int fd) : fd_{fd}, writer_{GENL_ID_CTRL}, buffer_(datagram_size * datagrams_at_once) {}

kernel_socket& kernel_socket::operator=(kernel_socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(family_, other.family_);
    std::swap(writer_, other.writer_);
    std::swap(buffer_, other.buffer_);
    return *this;
}

kernel_socket::~kernel_socket() {
    if (fd_ >= 0) ::close(fd_);
}

result<kernel_socket> kernel_socket::open(const network_namespace& where) {
    const auto fd = open_socket(where);
    if (fd.has_error()) return fd.error();
    kernel_socket socket{*fd};
    std::uint16_t family = 0;
    netlink::query_operation find{[](auto& w) { return netlink::get_family(w, IPVS_GENL_NAME); },
                                  [&](const netlink::message_view& m) -> result<void> {
                                      const auto number = netlink::read_family(m.attributes());
                                      if (number.has_error()) return number.error();
                                      family = *number;
                                      return {};
                                  },
                                  false};
    socket.run(find);
    const auto& answer = find.answer();
    if (answer.lost) return *answer.lost;
    if (answer.system_errno == ENOENT) {
        return error{errc::unsupported, "this kernel has no IPVS: the module ip_vs cannot be loaded", ENOENT};
    }
    if (answer.system_errno != 0) return error::system(answer.system_errno, "look up the IPVS family of netlink");
    socket.family_ = family;
    socket.writer_.set_type(family);
    return socket;
}

bool kernel_socket::run(netlink::operation& work) {
    for (;;) {
        const auto p = step(work);
        if (p != progress::going) return p == progress::ended;
    }
}

kernel_socket::progress kernel_socket::step(netlink::operation& work) {
    if (work.waiting()) return receive(work);
    if (writer_.message_count() == 0) work.fill(writer_);
    if (writer_.message_count() == 0) return progress::ended;
    return send(work);
}

kernel_socket::progress kernel_socket::send(netlink::operation& work) {
    sockaddr_nl kernel{};
    kernel.nl_family = AF_NETLINK;
    const auto data = writer_.data();
    for (;;) {
        if (::sendto(fd_, data.data(), data.size(), 0, reinterpret_cast<const sockaddr*>(&kernel), sizeof kernel) >=
            0) {
            writer_.clear();
            return progress::going;
        }
        if (errno == EINTR) continue;
        const auto code = errno;
        writer_.clear();
        work.fail(error::system(code, "send to the kernel"));
        return progress::failed;
    }
}

kernel_socket::progress kernel_socket::receive(netlink::operation& work) {
    std::array<mmsghdr, datagrams_at_once> headers{};
    std::array<iovec, datagrams_at_once> places{};
    std::array<sockaddr_nl, datagrams_at_once> senders{};
    for (std::size_t i = 0; i < datagrams_at_once; ++i) {
        places[i] = {buffer_.data() + i * datagram_size, datagram_size};
        headers[i].msg_hdr.msg_iov = &places[i];
        headers[i].msg_hdr.msg_iovlen = 1;
        headers[i].msg_hdr.msg_name = &senders[i];
        headers[i].msg_hdr.msg_namelen = sizeof senders[i];
    }
    const int count = ::recvmmsg(fd_, headers.data(), datagrams_at_once, MSG_DONTWAIT, nullptr);
    if (count < 0) {
        if (errno == EINTR) return progress::going;
        if (errno == EAGAIN) {
            work.silence();
            return progress::going;
        }
        work.fail(error::system(errno, "receive from the kernel"));
        return progress::failed;
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        if (senders[i].nl_pid != 0)
            continue;  // another process may write to this socket; only the kernel has no number
        if ((headers[i].msg_hdr.msg_flags & MSG_TRUNC) != 0) {
            work.fail(error::system(EMSGSIZE, "receive from the kernel"));
            return progress::failed;
        }
        netlink::bytes rest{buffer_.data() + i * datagram_size, headers[i].msg_len};
        while (const auto m = netlink::next_message(rest)) work.take(*m);
    }
    return progress::going;
}

}  // namespace hakit::ipvs
