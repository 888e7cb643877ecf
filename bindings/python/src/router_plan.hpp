/// What the engine and the runner of virtual routers share.
#pragma once

#include "binding.hpp"

#include <hakit/director/vrrp_plan.hpp>

namespace hakit::python {

/// The virtual routers of a configuration. Raises with every reason when it cannot be run.
[[nodiscard]] director::vrrp_plan router_plan_of(const config& given, bool ignore_unsupported);

}  // namespace hakit::python
