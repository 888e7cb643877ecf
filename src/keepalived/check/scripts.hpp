/// All programs that a configuration lets keepalived run. Internal.
#pragma once

#include <hakit/keepalived/config.hpp>

#include <functional>

namespace hakit::keepalived {

/// Calls `take` with each script, in no special order, and with the user that its block gives, or null.
void each_script(const config& c, const std::function<void(const setting<script>&, const setting<user_group>*)>& take);

}  // namespace hakit::keepalived
