/// The sockets of virtual routers: adverts by interface and family, and announcements.
#pragma once

#include "io/descriptor.hpp"

#include <hakit/base/ip_address.hpp>
#include <hakit/base/result.hpp>
#include <hakit/director/vrrp_action.hpp>
#include <hakit/io/asio.hpp>
#include <hakit/vrrp/packet.hpp>

#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace hakit::io {

/// Receives adverts of one family on one interface, and sends them from it.
class advert_socket {
public:
    struct options {
        std::string interface;
        int index = 0;
        ip_family family = ip_family::v4;
        std::set<ip_address> groups;  ///< to join; empty: unicast alone
        bool authentication_header = false;
    };
    using handler = std::function<void(const std::string& interface, const vrrp::packet_view& packet)>;

    /// Needs CAP_NET_RAW.
    [[nodiscard]] static result<std::unique_ptr<advert_socket>> open(const asio::any_io_executor& executor, options o,
                                                                     handler on_packet);
    ~advert_socket();
    advert_socket(const advert_socket&) = delete;
    advert_socket& operator=(const advert_socket&) = delete;

    [[nodiscard]] const options& how() const noexcept;
    /// 0 or errno; never blocks.
    [[nodiscard]] int send(const director::send_packet& packet);

private:
    struct impl;
    explicit advert_socket(std::shared_ptr<impl> i) : impl_{std::move(i)} {}
    std::shared_ptr<impl> impl_;
};

/// Sends whole frames from any interface.
class frame_socket {
public:
    [[nodiscard]] static result<frame_socket> open();
    /// 0 or errno; never blocks.
    [[nodiscard]] int send(int interface_index, std::span<const std::uint8_t> frame) const;

private:
    explicit frame_socket(descriptor fd) : fd_{std::move(fd)} {}
    descriptor fd_;
};

}  // namespace hakit::io
