/// Checks that virtual and static routes and rules share. Internal.
#pragma once

#include "keepalived/check/findings.hpp"

namespace hakit::keepalived {

void check_route(findings& f, const setting<route>& entry);
void check_rule(findings& f, const setting<rule>& entry);

}  // namespace hakit::keepalived
