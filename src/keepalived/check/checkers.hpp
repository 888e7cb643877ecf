/// The checks of a real server's checkers. Internal.
#pragma once

#include <hakit/keepalived/virtual_server.hpp>

#include "keepalived/check/findings.hpp"

namespace hakit::keepalived {

[[nodiscard]] bool has_checkers(const real_server& rs);
void check_checkers(findings& f, const virtual_server& vs, const real_server& rs);

}  // namespace hakit::keepalived
