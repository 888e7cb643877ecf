/// A generic netlink socket that speaks to the kernel's IPVS, and carries out netlink::operation on it.
#pragma once

#include "ipvs/netlink/operation.hpp"

#include <hakit/ipvs/network_namespace.hpp>

#include <utility>
#include <vector>

namespace hakit::ipvs {

/// Movable, owns its descriptor, one thread at a time.
class kernel_socket {
public:
    /// Opens a socket in the namespace and looks the family up, which loads ip_vs where it can be loaded.
    /// unsupported (ENOENT): the kernel has no IPVS. Needs no privileges yet.
    [[nodiscard]] static result<kernel_socket> open(const network_namespace& where);
    kernel_socket(kernel_socket&& other) noexcept
        : fd_{std::exchange(other.fd_, -1)},
          family_{other.family_},
          writer_{std::move(other.writer_)},
          buffer_{std::move(other.buffer_)} {}
    kernel_socket& operator=(kernel_socket&& other) noexcept;
    ~kernel_socket();

    /// Carries the operation out. Trouble with the socket is told to the operation; false then, and the socket
    /// must be replaced: an unfinished dump would block others.
    bool run(netlink::operation& work);

    /// One send or receive of run(), for a driver that does other work in between.
    enum class progress : unsigned char { going, ended, failed };
    [[nodiscard]] progress step(netlink::operation& work);

    [[nodiscard]] int native_handle() const noexcept { return fd_; }
    /// The number of the IPVS family.
    [[nodiscard]] std::uint16_t family() const noexcept { return family_; }

private:
    explicit kernel_socket(int fd);
    [[nodiscard]] progress send(netlink::operation& work);
    [[nodiscard]] progress receive(netlink::operation& work);

    int fd_;
    std::uint16_t family_ = 0;
    netlink::message_writer writer_;
    std::vector<std::byte> buffer_;
};

}  // namespace hakit::ipvs
