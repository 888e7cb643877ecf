#include <hakit/version.hpp>

namespace hakit {

std::string_view version() noexcept { return HAKIT_VERSION_STRING; }

}  // namespace hakit
