#include <hakit/io/vrrp_listener.hpp>

#include "io/descriptor.hpp"

#include <hakit/vrrp/checksum.hpp>
#include <hakit/vrrp/ethernet.hpp>
#include <hakit/vrrp/protocol.hpp>

#include <boost/asio/posix/stream_descriptor.hpp>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <span>
#include <utility>

namespace hakit::io {
namespace {

/// Packets that one wake-up reads, so that a flood does not hold up timers.
constexpr int reads_at_once = 64;
constexpr std::size_t packet_size = 9216;

/// Protocols 112 and 51 over IPv4, 112 over IPv6; the data begins with the IP header.
bool keep_vrrp_only(int fd) {
    std::array<sock_filter, 11> program{{
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
        BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 4, 0, 3),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, vrrp::ah_protocol, 4, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, vrrp::ip_protocol, 3, 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 6, 0, 3),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 6),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, vrrp::ip_protocol, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, packet_size),
        BPF_STMT(BPF_RET | BPF_K, 0),
    }};
    const sock_fprog all{static_cast<unsigned short>(program.size()), program.data()};
    return ::setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &all, sizeof all) == 0;
}

std::vector<std::string> suitable_interfaces() {
    std::vector<std::string> names;
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0) return names;
    for (const auto* one = all; one != nullptr; one = one->ifa_next)
        if (one->ifa_addr != nullptr && one->ifa_addr->sa_family == AF_PACKET && (one->ifa_flags & IFF_UP) != 0 &&
            (one->ifa_flags & IFF_MULTICAST) != 0)
            names.emplace_back(one->ifa_name);
    ::freeifaddrs(all);
    return names;
}

bool ask_for_group(int fd, int index, const ip_address& group) {
    const auto mac = vrrp::group_mac(group);
    packet_mreq wanted{};
    wanted.mr_ifindex = index;
    wanted.mr_type = PACKET_MR_MULTICAST;
    wanted.mr_alen = 6;
    std::copy(mac.bytes.begin(), mac.bytes.end(), wanted.mr_address);
    return ::setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &wanted, sizeof wanted) == 0;
}

}  // namespace

struct vrrp_listener::impl : std::enable_shared_from_this<impl> {
    impl(const asio::any_io_executor& e, handler h) : socket{e}, on_packet{std::move(h)} {}

    void watch() {
        socket.async_wait(asio::posix::stream_descriptor::wait_read, [me = weak_from_this()](const error_code& ec) {
            const auto d = me.lock();
            if (ec || !d || d->closed) return;
            for (int i = 0; i < reads_at_once && !d->closed && d->receive(); ++i) {
            }
            if (!d->closed) d->watch();
        });
    }

    bool receive() {
        std::array<std::uint8_t, packet_size> buffer;
        sockaddr_ll from{};
        socklen_t length = sizeof from;
        const auto size = ::recvfrom(socket.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT,
                                     reinterpret_cast<sockaddr*>(&from), &length);
        if (size < 0) return errno == EINTR;
        const auto interface = names.find(from.sll_ifindex);
        if (interface == names.end()) return true;
        auto packet = reader.decode(
            {std::span<const std::uint8_t>{buffer}.first(static_cast<std::size_t>(size)), vrrp::link_kind::ip, {}});
        if (from.sll_halen == 6) {
            packet.from_mac.emplace();
            std::copy_n(from.sll_addr, 6, packet.from_mac->bytes.begin());
        }
        if (!packet.is_foreign()) on_packet(interface->second, packet, from.sll_pkttype == PACKET_OUTGOING);
        return true;
    }

    asio::posix::stream_descriptor socket;
    handler on_packet;
    std::map<int, std::string> names;
    vrrp::decoder reader;
    bool closed = false;
};

result<std::unique_ptr<vrrp_listener>> vrrp_listener::open(const asio::any_io_executor& executor,
                                                           const std::vector<std::string>& interfaces,
                                                           handler on_packet) {
    // Without a protocol it receives nothing until the filter is there.
    descriptor fd{::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!fd) return error::system(errno, "open a packet socket");
    if (!keep_vrrp_only(fd.get())) return error::system(errno, "filter packets");
    auto made = std::make_shared<impl>(executor, std::move(on_packet));
    for (const auto& name : interfaces.empty() ? suitable_interfaces() : interfaces) {
        const auto index = static_cast<int>(::if_nametoindex(name.c_str()));
        if (index == 0) return error{errc::not_found, "there is no interface " + name};
        made->names[index] = name;
        if (!ask_for_group(fd.get(), index, vrrp::multicast_group(ip_family::v4)) ||
            !ask_for_group(fd.get(), index, vrrp::multicast_group(ip_family::v6)))
            return error::system(errno, "ask for multicast on " + name);
    }
    if (made->names.empty()) return error{errc::not_found, "no interface is up and can multicast"};
    sockaddr_ll all{};
    all.sll_family = AF_PACKET;
    all.sll_protocol = htons(ETH_P_ALL);
    if (made->names.size() == 1) all.sll_ifindex = made->names.begin()->first;
    if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&all), sizeof all) != 0)
        return error::system(errno, "listen");
    error_code ignored;
    made->socket.assign(fd.release(), ignored);
    made->watch();
    return std::unique_ptr<vrrp_listener>{new vrrp_listener{std::move(made)}};
}

vrrp_listener::~vrrp_listener() {
    impl_->closed = true;
    error_code ignored;
    impl_->socket.close(ignored);
}

std::vector<std::string> vrrp_listener::interfaces() const {
    std::vector<std::string> all;
    for (const auto& [index, name] : impl_->names) all.push_back(name);
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace hakit::io
