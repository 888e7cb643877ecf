/// What a virtual router learns from an advertisement that its channel accepted.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/base/ip_address.hpp>

#include <cstdint>

namespace hakit::vrrp {

struct heard {
    ip_address source;
    std::uint8_t priority = 100;
    duration interval = std::chrono::seconds{1};
    bool other_addresses = false;  ///< than ours; worth a line in the log

    friend bool operator==(const heard&, const heard&) = default;
};

}  // namespace hakit::vrrp
