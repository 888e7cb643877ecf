#include "io/vrrp_sockets.hpp"

#include <hakit/vrrp/protocol.hpp>

#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace hakit::io {
namespace {

/// Packets that one wake-up reads from a socket, so that a flood does not hold up timers.
constexpr int reads_at_once = 32;
constexpr std::size_t packet_size = 9216;
constexpr std::size_t ipv6_header = 40;

sockaddr_in address_v4(const ip_address& a) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    std::memcpy(&to.sin_addr, a.bytes().data(), 4);
    return to;
}
sockaddr_in6 address_v6(const ip_address& a, int index) {
    sockaddr_in6 to{};
    to.sin6_family = AF_INET6;
    std::memcpy(&to.sin6_addr, a.bytes().data(), 16);
    if (a.is_link_local() || a.is_multicast()) to.sin6_scope_id = static_cast<std::uint32_t>(index);
    return to;
}
ip_address from_v6(const in6_addr& a) {
    std::array<std::uint8_t, 16> b{};
    std::memcpy(b.data(), &a, 16);
    return ip_address{b};
}

class option_setter {
public:
    explicit option_setter(int fd) : fd_{fd} {}
    template <class Value>
    void operator()(int level, int name, const Value& value, const char* what) {
        if (code_ == 0 && ::setsockopt(fd_, level, name, &value, sizeof value) != 0) {
            code_ = errno;
            what_ = what;
        }
    }
    [[nodiscard]] result<void> done(const std::string& interface) const {
        if (code_ == 0) return {};
        return error::system(code_, std::string{what_} + " on " + interface);
    }

private:
    int fd_;
    int code_ = 0;
    const char* what_ = "";
};

result<descriptor> open_one(const advert_socket::options& o, int protocol) {
    const bool v6 = o.family == ip_family::v6;
    descriptor fd{::socket(v6 ? AF_INET6 : AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol)};
    if (!fd) return error::system(errno, "open a raw socket");
    if (::setsockopt(fd.get(), SOL_SOCKET, SO_BINDTODEVICE, o.interface.c_str(),
                     static_cast<socklen_t>(o.interface.size())) != 0)
        return error::system(errno, "bind to " + o.interface);
    option_setter set{fd.get()};
    const int on = 1;
    const int off = 0;
    set(SOL_SOCKET, SO_PRIORITY, 6, "set the priority");
    if (v6) {
        set(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, off, "switch multicast loops off");
        set(IPPROTO_IPV6, IPV6_MULTICAST_IF, o.index, "choose the interface");
        set(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, int{vrrp::required_ttl}, "set the hop limit");
        set(IPPROTO_IPV6, IPV6_TCLASS, int{vrrp::default_tos}, "set the traffic class");
        set(IPPROTO_IPV6, IPV6_RECVPKTINFO, on, "ask for destinations");
        set(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, on, "ask for hop limits");
        // A virtual MAC's interface sends with the address of the interface below it.
        set(IPPROTO_IPV6, IPV6_FREEBIND, on, "allow any source");
    } else {
        set(IPPROTO_IP, IP_HDRINCL, on, "send whole packets");
        set(IPPROTO_IP, IP_MULTICAST_LOOP, off, "switch multicast loops off");
        ip_mreqn out{};
        out.imr_ifindex = o.index;
        set(IPPROTO_IP, IP_MULTICAST_IF, out, "choose the interface");
#ifdef IP_MULTICAST_ALL
        set(IPPROTO_IP, IP_MULTICAST_ALL, off, "see joined groups alone");
#endif
    }
    for (const auto& group : o.groups) {
        if (v6) {
            ipv6_mreq join{};
            std::memcpy(&join.ipv6mr_multiaddr, group.bytes().data(), 16);
            join.ipv6mr_interface = static_cast<unsigned>(o.index);
            set(IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, join, "join the group");
        } else {
            ip_mreqn join{};
            std::memcpy(&join.imr_multiaddr, group.bytes().data(), 4);
            join.imr_ifindex = o.index;
            set(IPPROTO_IP, IP_ADD_MEMBERSHIP, join, "join the group");
        }
    }
    if (auto done = set.done(o.interface); !done) return done.error();
    return fd;
}

}  // namespace

struct advert_socket::impl : std::enable_shared_from_this<impl> {
    impl(const asio::any_io_executor& e, options o, handler h)
        : how{std::move(o)}, on_packet{std::move(h)}, plain{e}, with_ah{e} {}

    void watch(asio::posix::stream_descriptor& s) {
        s.async_wait(asio::posix::stream_descriptor::wait_read, [me = weak_from_this(), &s](const error_code& ec) {
            const auto d = me.lock();
            if (ec || !d || d->closed) return;
            for (int i = 0; i < reads_at_once && !d->closed && d->receive(s.native_handle()); ++i) {
            }
            if (!d->closed) d->watch(s);
        });
    }

    bool receive(int fd) {
        std::array<std::uint8_t, packet_size> buffer;
        sockaddr_storage from{};
        alignas(cmsghdr) std::array<char, 256> control;
        iovec data{buffer.data(), buffer.size()};
        msghdr m{};
        m.msg_name = &from;
        m.msg_namelen = sizeof from;
        m.msg_iov = &data;
        m.msg_iovlen = 1;
        m.msg_control = control.data();
        m.msg_controllen = control.size();
        const auto size = ::recvmsg(fd, &m, MSG_DONTWAIT);
        if (size < 0) return errno == EINTR;
        const std::span bytes{buffer.data(), static_cast<std::size_t>(size)};
        const auto packet = how.family == ip_family::v4 ? vrrp::parse_packet(bytes) : read_v6(m, from, bytes);
        if (packet && !closed) on_packet(how.interface, *packet);
        return true;
    }

    static vrrp::parsed<vrrp::packet_view> read_v6(msghdr& m, const sockaddr_storage& from,
                                                   std::span<const std::uint8_t> bytes) {
        vrrp::ip_header header;
        sockaddr_in6 source{};
        std::memcpy(&source, &from, sizeof source);
        header.source = from_v6(source.sin6_addr);
        header.destination = ip_address{std::array<std::uint8_t, 16>{}};
        header.ttl = 0;
        for (auto* c = CMSG_FIRSTHDR(&m); c != nullptr; c = CMSG_NXTHDR(&m, c)) {
            if (c->cmsg_level != IPPROTO_IPV6) continue;
            if (c->cmsg_type == IPV6_PKTINFO) {
                in6_pktinfo info{};
                std::memcpy(&info, CMSG_DATA(c), sizeof info);
                header.destination = from_v6(info.ipi6_addr);
            } else if (c->cmsg_type == IPV6_HOPLIMIT) {
                int hops = 0;
                std::memcpy(&hops, CMSG_DATA(c), sizeof hops);
                header.ttl = static_cast<std::uint8_t>(hops);
            }
        }
        return vrrp::parse_payload(header, bytes);
    }

    int send(const director::send_packet& p) {
        msghdr m{};
        sockaddr_in to4{};
        sockaddr_in6 to6{};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in6_pktinfo)) + CMSG_SPACE(sizeof(int))> control{};
        std::vector<std::uint8_t>& bytes = const_cast<std::vector<std::uint8_t>&>(p.packet);  // iovec is not const
        iovec data{bytes.data(), bytes.size()};
        m.msg_iov = &data;
        m.msg_iovlen = 1;
        if (p.destination.is_v4()) {
            to4 = address_v4(p.destination);
            m.msg_name = &to4;
            m.msg_namelen = sizeof to4;
        } else {
            if (bytes.size() <= ipv6_header) return EINVAL;
            data = {bytes.data() + ipv6_header, bytes.size() - ipv6_header};
            to6 = address_v6(p.destination, how.index);
            m.msg_name = &to6;
            m.msg_namelen = sizeof to6;
            m.msg_control = control.data();
            m.msg_controllen = control.size();
            auto* c = CMSG_FIRSTHDR(&m);
            c->cmsg_level = IPPROTO_IPV6;
            c->cmsg_type = IPV6_PKTINFO;
            c->cmsg_len = CMSG_LEN(sizeof(in6_pktinfo));
            in6_pktinfo info{};
            std::memcpy(&info.ipi6_addr, p.source.bytes().data(), 16);
            info.ipi6_ifindex = static_cast<unsigned>(how.index);
            std::memcpy(CMSG_DATA(c), &info, sizeof info);
            c = CMSG_NXTHDR(&m, c);
            c->cmsg_level = IPPROTO_IPV6;
            c->cmsg_type = IPV6_HOPLIMIT;
            c->cmsg_len = CMSG_LEN(sizeof(int));
            const int hops = p.ttl;
            std::memcpy(CMSG_DATA(c), &hops, sizeof hops);
        }
        while (::sendmsg(plain.native_handle(), &m, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
            if (errno != EINTR) return errno;
        return 0;
    }

    options how;
    handler on_packet;
    asio::posix::stream_descriptor plain;
    asio::posix::stream_descriptor with_ah;
    bool closed = false;
};

result<std::unique_ptr<advert_socket>> advert_socket::open(const asio::any_io_executor& executor, options o,
                                                           handler on_packet) {
    auto plain = open_one(o, vrrp::ip_protocol);
    if (!plain) return plain.error();
    descriptor with_ah;
    if (o.authentication_header) {
        auto other = open_one(o, vrrp::ah_protocol);
        if (!other) return other.error();
        with_ah = std::move(*other);
    }
    auto i = std::make_shared<impl>(executor, std::move(o), std::move(on_packet));
    error_code ignored;
    i->plain.assign(plain->release(), ignored);
    i->watch(i->plain);
    if (with_ah) {
        i->with_ah.assign(with_ah.release(), ignored);
        i->watch(i->with_ah);
    }
    return std::unique_ptr<advert_socket>{new advert_socket{std::move(i)}};
}

advert_socket::~advert_socket() {
    impl_->closed = true;
    error_code ignored;
    impl_->plain.close(ignored);
    impl_->with_ah.close(ignored);
}

const advert_socket::options& advert_socket::how() const noexcept { return impl_->how; }
int advert_socket::send(const director::send_packet& packet) { return impl_->send(packet); }

result<frame_socket> frame_socket::open() {
    // Protocol 0: it receives nothing.
    descriptor fd{::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!fd) return error::system(errno, "open a packet socket");
    return frame_socket{std::move(fd)};
}

int frame_socket::send(int interface_index, std::span<const std::uint8_t> frame) const {
    sockaddr_ll to{};
    to.sll_family = AF_PACKET;
    to.sll_ifindex = interface_index;
    to.sll_halen = 6;
    std::memcpy(to.sll_addr, frame.data(), 6);
    while (::sendto(fd_.get(), frame.data(), frame.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                    reinterpret_cast<const sockaddr*>(&to), sizeof to) < 0)
        if (errno != EINTR) return errno;
    return 0;
}

}  // namespace hakit::io
