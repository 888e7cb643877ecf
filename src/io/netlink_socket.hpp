/// A netlink socket that asks the kernel and waits for its answer. Internal.
#pragma once

#include "io/descriptor.hpp"
#include "ipvs/netlink/message.hpp"

#include <hakit/base/result.hpp>
#include <hakit/ipvs/network_namespace.hpp>

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace hakit::io {

using netlink_bytes = ipvs::netlink::bytes;

/// Of something that changes while it is read.
constexpr int most_readings = 32;

/// One request: a header of the protocol behind netlink's own, and attributes.
class netlink_request : public ipvs::netlink::message_writer {
public:
    template <class Header>
    netlink_request(std::uint16_t type, std::uint16_t flags, const Header& header) {
        begin(type, flags, std::as_bytes(std::span{&header, 1}));
    }
};

/// One thread at a time.
class netlink_socket {
public:
    /// A socket of the protocol (NETLINK_ROUTE, NETLINK_GENERIC) in the namespace.
    [[nodiscard]] static result<netlink_socket> open(int protocol, const ipvs::network_namespace& where);

    /// Sends a change and waits for its acknowledgement. The error has the kernel's number, and its words if it gave
    /// some.
    result<void> change(ipvs::netlink::message_writer& request, std::string_view what);
    result<void> change(netlink_request&& request, std::string_view what) { return change(request, what); }

    /// Sends a dump and hands each message to `visit`. One during which the list changed (NLM_F_DUMP_INTR), so that
    /// something may be missing, is sent again after `start_over`; timed_out when it changes all the time.
    using visitor = std::function<void(const ipvs::netlink::message_view&)>;
    result<void> dump(ipvs::netlink::message_writer& request, std::string_view what,
                      const std::function<void()>& start_over, const visitor& visit);
    result<void> dump(netlink_request&& request, std::string_view what, const std::function<void()>& start_over,
                      const visitor& visit) {
        return dump(request, what, start_over, visit);
    }

private:
    explicit netlink_socket(descriptor fd) noexcept : fd_{std::move(fd)} {}
    enum class ending { whole, changed_meanwhile };
    result<ending> exchange(ipvs::netlink::message_writer& request, std::string_view what, bool dump,
                            const visitor& visit);

    descriptor fd_;
    std::uint32_t sequence_ = 0;
};

}  // namespace hakit::io
