/// Hears the adverts of a segment without taking part.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/io/asio.hpp>
#include <hakit/vrrp/decode.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hakit::io {

/// Every VRRP packet that some interfaces receive or send, multicast and unicast, with or without AH. Sends nothing and
/// joins no group of IP; the network card is asked for the frames of VRRP's groups. Not thread-safe.
class vrrp_listener {
public:
    /// `local`: this host has sent it. The packet's problems are those that any router has with it.
    using handler = std::function<void(const std::string& interface, const vrrp::decoded& packet, bool local)>;

    /// All interfaces that are up and can multicast, when none are named. Needs CAP_NET_RAW; opened in the network
    /// namespace of the calling thread. Fails with not_found for an interface that is not there, or when there is none.
    [[nodiscard]] static result<std::unique_ptr<vrrp_listener>> open(const asio::any_io_executor& executor,
                                                                     const std::vector<std::string>& interfaces,
                                                                     handler on_packet);
    ~vrrp_listener();
    vrrp_listener(const vrrp_listener&) = delete;
    vrrp_listener& operator=(const vrrp_listener&) = delete;

    /// In the order of their names.
    [[nodiscard]] std::vector<std::string> interfaces() const;

private:
    struct impl;
    explicit vrrp_listener(std::shared_ptr<impl> i) : impl_{std::move(i)} {}
    std::shared_ptr<impl> impl_;
};

}  // namespace hakit::io
