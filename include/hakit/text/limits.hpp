/// What a reader accepts before it stops and says so.
#pragma once

#include <cstdint>

namespace hakit::text {

/// Bounds on one reading. Exceeding one is a diagnostic, never a crash.
struct limits {
    std::uint32_t depth = 128;                   ///< nested blocks; deeper braces become plain statements
    std::uint32_t file_bytes = 64u << 20;        ///< a larger file is kept as text but not parsed; at most 256 MiB - 1
    std::uint32_t include_depth = 16;            ///< files that include files
    std::uint32_t files = 4096;                  ///< files of one workspace
    std::uint32_t expansion_bytes = 256u << 20;  ///< text after includes and substitutions
    std::uint32_t diagnostics_per_file = 100;    ///< further ones are counted in one closing note
};

}  // namespace hakit::text
