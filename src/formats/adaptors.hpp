/// The formats, each in a file of its name.
#pragma once

#include <hakit/formats/format.hpp>

namespace hakit::formats {

[[nodiscard]] const format& keepalived_format() noexcept;
[[nodiscard]] const format& sysctl_format() noexcept;
[[nodiscard]] const format& cib_format() noexcept;

}  // namespace hakit::formats
