/// Which services of a table belong to a caller, so that two managers can share one table.
#pragma once

#include <hakit/ipvs/types.hpp>

#include <vector>

namespace hakit::ipvs {

/// Firewall marks, both ends included.
struct mark_range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;

    friend constexpr bool operator==(const mark_range&, const mark_range&) = default;
};

/// A service is owned when one of these names it; default constructed, none is.
struct ownership {
    std::vector<mark_range> marks = {};      ///< of both families
    std::vector<ip_prefix> addresses = {};   ///< virtual addresses inside; the port does not matter
    std::vector<service_key> services = {};  ///< these, for instance those that a file of the caller lists

    [[nodiscard]] bool owns(const service_key& key) const noexcept;
    friend bool operator==(const ownership&, const ownership&) = default;
};

}  // namespace hakit::ipvs
