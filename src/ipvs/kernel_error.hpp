/// From an errno of the kernel's IPVS interface to a hakit::error that says what it means there.
#pragma once

#include <hakit/base/error.hpp>

#include <string_view>

namespace hakit::ipvs {

/// What a command was about; it decides how ENOENT is read.
enum class subject : unsigned char { service, destination, sync_daemon, timeouts, table };

/// `what` names the command and its object ("add service tcp 10.0.0.1:80"), `why` the rule if it is known.
[[nodiscard]] error kernel_error(int system_errno, subject s, std::string_view what, std::string_view why = {});

}  // namespace hakit::ipvs
