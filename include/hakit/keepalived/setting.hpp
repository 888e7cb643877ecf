/// setting<T>: a value that a keepalived.conf may hold, and where it was written in the expanded text.
#pragma once

#include <hakit/text/setting.hpp>

namespace hakit::keepalived {

using text::nowhere;
using text::place;
using text::setting;

}  // namespace hakit::keepalived
