#include "health/text_rules.hpp"

#include <algorithm>

namespace hakit::health {

namespace {

/// Bytes above 127 pass: servers take them, and keepalived sends them.
bool is_visible(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte != 0x7f;
    });
}

}  // namespace

bool is_request_target(std::string_view path) noexcept { return !path.empty() && is_visible(path); }

bool is_host(std::string_view host) noexcept { return is_visible(host); }

std::string host_and_port(const ip_address& address, std::uint16_t port) {
    const auto text = address.to_string();
    return (address.is_v6() ? "[" + text + "]" : text) + ":" + std::to_string(port);
}

}  // namespace hakit::health
