/// The capabilities of this process (capabilities(7)).
#pragma once

#include <hakit/base/result.hpp>

namespace hakit::io {

/// Gives up, for good, everything but CAP_NET_ADMIN and CAP_NET_RAW, and with `scripts` what it takes to run programs
/// as other users and to end them: CAP_SETUID, CAP_SETGID, CAP_KILL. Programs that are started as root then have no
/// more. Only for the calling thread: call it before others are started.
[[nodiscard]] result<void> keep_network_capabilities(bool scripts);

}  // namespace hakit::io
