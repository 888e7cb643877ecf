/// A whole plan as one operation for the kernel. No I/O.
#pragma once

#include "ipvs/netlink/jobs.hpp"

#include <hakit/ipvs/apply.hpp>

namespace hakit::ipvs::netlink {

/// What ipvs::apply() does. There is always a report: what has no answer when the work fails is a failed step.
[[nodiscard]] job<apply_report> apply_job(plan p, const apply_options& options, bool validated);

}  // namespace hakit::ipvs::netlink
