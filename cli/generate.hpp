/// The manual page and the bash completion, made of the same tables as the command line itself.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace hakit::cli {

/// hakit(1) in man(7) macros.
[[nodiscard]] std::string manual_page(const CLI::App& app);
/// A completion script for bash.
[[nodiscard]] std::string bash_completion(const CLI::App& app);

}  // namespace hakit::cli
