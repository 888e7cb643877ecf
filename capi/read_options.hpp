/// hakit_read_options and formats as the C++ interface takes them.
#pragma once

#include <hakit/hakit.h>
#include <hakit/formats/registry.hpp>
#include <hakit/text/source.hpp>

namespace hakit::capi {

/// The format of that number; misuse for one that there is not.
[[nodiscard]] const formats::format& format_of(std::int32_t number);
/// The same, where HAKIT_FORMAT_GUESS is what the text looks like.
[[nodiscard]] const formats::format& format_of(std::int32_t number, const text::source& source);

/// A format with how to read it.
struct read_context {
    const formats::format& format;
    formats::read_options options;

    /// For a file with that text. Throws hakit::exception for options that are misuse.
    read_context(const hakit_read_options* given, const text::source& source);
};

}  // namespace hakit::capi
