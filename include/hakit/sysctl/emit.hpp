/// From the values back to text.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/sysctl/config.hpp>

#include <string>

namespace hakit::sysctl {

struct emit_options {
    /// Behind the settings, comments with the kernel's default of every known setting that is not there.
    bool defaults = false;
};

/// The settings as a file, one a line. bind(parse()) of the text gives an equal config. invalid_argument, the message
/// naming the key, for a key or value that no line can hold.
[[nodiscard]] result<std::string> emit(const config& c, const emit_options& options = {});

}  // namespace hakit::sysctl
