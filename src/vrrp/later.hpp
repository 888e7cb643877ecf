/// Sums of instants that do not run past the end of time.
#pragma once

#include <hakit/base/instant.hpp>

namespace hakit::vrrp {

[[nodiscard]] inline instant later(instant t, duration d) noexcept {
    return d > duration{0} && t > never - d ? never : t + d;
}

}  // namespace hakit::vrrp
