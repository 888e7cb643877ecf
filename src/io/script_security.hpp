/// Which programs may be run as root.
#pragma once

#include <hakit/base/result.hpp>

#include <string>

namespace hakit::io {

/// As keepalived's enable_script_security: a program that root runs, and every directory above it, may be writable by
/// root alone; symbolic links are followed. refused, with the part that is not safe, or not_found.
[[nodiscard]] result<void> check_safe_for_root(const std::string& program);

}  // namespace hakit::io
