/// What may stand in a request line and in a Host header, and how an endpoint is written.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace hakit::health {

/// Not empty, no blanks, no control characters: it cannot end the request line or start a header.
[[nodiscard]] bool is_request_target(std::string_view path) noexcept;
/// The same for a Host value, which may be empty.
[[nodiscard]] bool is_host(std::string_view host) noexcept;
/// "10.0.0.1:80", "[2001:db8::1]:80"
[[nodiscard]] std::string host_and_port(const ip_address& address, std::uint16_t port);

}  // namespace hakit::health
