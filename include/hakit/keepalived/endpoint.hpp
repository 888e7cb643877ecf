/// An address with a port, as virtual and real servers have.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <cstdint>

namespace hakit::keepalived {

/// `ADDRESS [PORT]`.
struct endpoint {
    ip_address address;
    std::uint16_t port = 0;  ///< 0 when it was left out

    friend auto operator<=>(const endpoint&, const endpoint&) = default;
};

}  // namespace hakit::keepalived
