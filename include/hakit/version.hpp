/// The version of hakit: of the headers at compile time, of the library at run time.
#pragma once

#include <string_view>

#define HAKIT_VERSION_STRING "0.1.0"

namespace hakit {

/// The version of the library that is linked, such as "0.1.0".
[[nodiscard]] std::string_view version() noexcept;

}  // namespace hakit
