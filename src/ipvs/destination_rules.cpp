#include "ipvs/destination_rules.hpp"

#include <algorithm>

namespace hakit::ipvs {

std::string_view address_rule(const ip_address& address) noexcept {
    if (address.is_unspecified()) return "the unspecified address is no destination";
    if (address.is_multicast()) return "a multicast address is no destination";
    const auto& b = address.bytes();
    if (address.is_v4()) {
        if (std::all_of(b.begin(), b.begin() + 4, [](auto byte) { return byte == 255; })) {
            return "the broadcast address is no destination";
        }
        return {};
    }
    if (address.is_link_local()) return "an IPv6 link-local address is no destination";
    const bool mapped =
        std::all_of(b.begin(), b.begin() + 10, [](auto byte) { return byte == 0; }) && b[10] == 255 && b[11] == 255;
    return mapped ? "an IPv4-mapped address is no destination" : std::string_view{};
}

}  // namespace hakit::ipvs
