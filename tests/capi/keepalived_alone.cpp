// The list of src/formats/all.cpp for the build under ThreadSanitizer, which would take long with every grammar.
#include "formats/adaptors.hpp"

#include <hakit/formats/registry.hpp>

#include <array>

namespace hakit::formats {

std::span<const format* const> all() noexcept {
    static const std::array formats{&keepalived_format()};
    return formats;
}

}  // namespace hakit::formats
