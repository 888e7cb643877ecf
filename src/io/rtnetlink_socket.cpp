#include "io/rtnetlink_socket.hpp"

#include "io/netlink_socket.hpp"

#include <boost/asio/post.hpp>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <cerrno>
#include <deque>
#include <map>
#include <vector>

namespace hakit::io {
namespace {

using ipvs::netlink::next_message;
using ipvs::netlink::read_acknowledgement;
using rtnetlink::bytes;
using rtnetlink::message_writer;

constexpr std::size_t datagram_size = 64 * 1024;
/// Messages beyond this are sent on their own, so that the answers fit into the receive buffer.
constexpr std::size_t batch_bytes = 4 * 1024;

result<descriptor> open_socket(std::uint32_t groups) {
    descriptor fd{::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)};
    if (!fd) return error::system(errno, "open a netlink socket");
    const int on = 1;
    const int size = 4 * 1024 * 1024;
    (void)::setsockopt(fd.get(), SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    if (::setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0)
        (void)::setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    sockaddr_nl self{};
    self.nl_family = AF_NETLINK;
    self.nl_groups = groups;
    if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&self), sizeof self) != 0)
        return error::system(errno, "bind a netlink socket");
    return fd;
}

int send_all(int fd, bytes data) {
    sockaddr_nl kernel{};
    kernel.nl_family = AF_NETLINK;
    while (::sendto(fd, data.data(), data.size(), 0, reinterpret_cast<const sockaddr*>(&kernel), sizeof kernel) < 0)
        if (errno != EINTR) return errno;
    return 0;
}

}  // namespace

struct rtnetlink_socket::impl : std::enable_shared_from_this<impl> {
    impl(const asio::any_io_executor& e, callbacks c, descriptor change_fd, descriptor news_fd,
         netlink_socket own_socket)
        : call{std::move(c)}, changes{e}, news{e}, own{std::move(own_socket)}, buffer(datagram_size) {
        error_code ignored;
        changes.assign(change_fd.release(), ignored);
        news.assign(news_fd.release(), ignored);
    }

    void watch_news() {
        news.async_wait(asio::posix::stream_descriptor::wait_read, [me = weak_from_this()](const error_code& ec) {
            const auto d = me.lock();
            if (ec || !d || d->closed) return;
            d->receive_news();
            if (!d->closed) d->watch_news();
        });
    }
    void watch_answers() {
        changes.async_wait(asio::posix::stream_descriptor::wait_read, [me = weak_from_this()](const error_code& ec) {
            const auto d = me.lock();
            if (ec || !d || d->closed) return;
            d->receive_answers();
            if (!d->closed) d->watch_answers();
        });
    }

    void tell(const ipvs::netlink::message_view& m) {
        if (const auto l = rtnetlink::read_link(m)) {
            if (call.on_link) call.on_link(*l, m.type == RTM_NEWLINK);
        } else if (const auto a = rtnetlink::read_address(m)) {
            if (call.on_address) call.on_address(*a, m.type == RTM_NEWADDR);
        }
    }

    void receive_news() {
        for (int i = 0; i < 64 && !closed; ++i) {
            const auto size = ::recv(news.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (size < 0) {
                if (errno == ENOBUFS && call.on_overrun) call.on_overrun();
                return;
            }
            bytes rest{buffer.data(), static_cast<std::size_t>(size)};
            while (const auto m = next_message(rest)) tell(*m);
        }
    }

    void receive_answers() {
        for (int i = 0; i < 256 && !closed; ++i) {
            const auto size = ::recv(changes.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (size < 0) return;
            bytes rest{buffer.data(), static_cast<std::size_t>(size)};
            while (const auto m = next_message(rest)) {
                const auto answer = read_acknowledgement(*m);
                const auto found = expected.find(m->sequence);
                if (!answer || found == expected.end()) continue;
                const auto what = std::move(found->second);
                expected.erase(found);
                if (answer->system_errno != 0 && answer->system_errno != what.harmless && call.on_failure)
                    call.on_failure(what.text, answer->system_errno);
            }
        }
    }

    void enqueue() {
        if (writer.message_count() == 0) return;
        const auto data = writer.data();
        waiting.emplace_back(data.begin(), data.end());
        writer.clear();
    }

    void pump() {
        pumping = false;
        if (closed) return;
        if (!waiting.empty()) {
            const auto code = send_all(changes.native_handle(), waiting.front());
            if (code == EAGAIN || code == ENOBUFS) {
                pumping = true;
                changes.async_wait(asio::posix::stream_descriptor::wait_write,
                                   [me = weak_from_this()](const error_code& ec) {
                                       const auto d = me.lock();
                                       if (!ec && d) d->pump();
                                   });
                return;
            }
            waiting.pop_front();
            if (code != 0 && call.on_failure) call.on_failure("netlink", code);
        }
        if (closed) return;
        if (waiting.empty()) {
            if (call.on_idle) call.on_idle();
            return;
        }
        pumping = true;
        asio::post(changes.get_executor(), [me = weak_from_this()] {
            if (const auto d = me.lock()) d->pump();
        });
    }

    struct expectation {
        std::string text;
        int harmless = 0;
    };
    callbacks call;
    asio::posix::stream_descriptor changes;
    asio::posix::stream_descriptor news;
    netlink_socket own;  // for calls that wait
    std::vector<std::byte> buffer;
    message_writer writer;
    std::deque<std::vector<std::byte>> waiting;
    std::map<std::uint32_t, expectation> expected;
    bool pumping = false;
    bool closed = false;
};

result<std::unique_ptr<rtnetlink_socket>> rtnetlink_socket::open(const asio::any_io_executor& executor, callbacks c) {
    auto changes = open_socket(0);
    if (!changes) return changes.error();
    auto news = open_socket(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR);
    if (!news) return news.error();
    auto own = netlink_socket::open(NETLINK_ROUTE, {});
    if (!own) return own.error();
    auto i = std::make_shared<impl>(executor, std::move(c), std::move(*changes), std::move(*news), std::move(*own));
    i->watch_news();
    i->watch_answers();
    return std::unique_ptr<rtnetlink_socket>{new rtnetlink_socket{std::move(i)}};
}

rtnetlink_socket::~rtnetlink_socket() { close(); }

void rtnetlink_socket::close() {
    impl_->closed = true;
    impl_->call = {};
    error_code ignored;
    impl_->changes.close(ignored);
    impl_->news.close(ignored);
}

result<void> rtnetlink_socket::read_all() {
    auto& d = *impl_;
    for (const auto ask : {&rtnetlink::get_links, &rtnetlink::get_addresses}) {
        message_writer w;
        ask(w);
        // What is told twice is known already; what goes meanwhile is among the news.
        const auto read = d.own.dump(
            w, "read the interfaces", [] {}, [&](const auto& m) { d.tell(m); });
        if (!read) return read.error();
    }
    return {};
}

int rtnetlink_socket::execute(message_writer& one) {
    const auto done = impl_->own.change(one, "change the interfaces");
    return done ? 0 : done.error().system_errno();
}

message_writer& rtnetlink_socket::writer() noexcept { return impl_->writer; }

void rtnetlink_socket::expect(std::uint32_t sequence, std::string what, int harmless_errno) {
    auto& d = *impl_;
    d.expected[sequence] = {std::move(what), harmless_errno};
    if (d.writer.data().size() >= batch_bytes) d.enqueue();
}

void rtnetlink_socket::flush() {
    impl_->enqueue();
    if (!impl_->waiting.empty() && !impl_->pumping) impl_->pump();
}

bool rtnetlink_socket::idle() const noexcept { return impl_->waiting.empty() && impl_->writer.message_count() == 0; }

}  // namespace hakit::io
