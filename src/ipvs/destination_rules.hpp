/// Which addresses the kernel takes for a destination.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <string_view>

namespace hakit::ipvs {

/// Why the kernel refuses the address (EINVAL), "" when it takes it. IPv4: unicast or local, so 0.0.0.0, 224/4 and
/// 255.255.255.255 are out; broadcast addresses of connected networks, which the kernel also refuses, are not known
/// here. IPv6: unicast that is neither link-local, unspecified nor IPv4-mapped; ::1 is accepted.
[[nodiscard]] std::string_view address_rule(const ip_address& address) noexcept;

}  // namespace hakit::ipvs
