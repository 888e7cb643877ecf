/// The way from `hakit` to the program hakit-machinery.
#pragma once

namespace hakit::cli {

/// What the other program shall be called with. Must stay.
void remember_arguments(char** argv) noexcept;

}  // namespace hakit::cli
