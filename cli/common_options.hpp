/// Options that many subcommands have.
#pragma once

#include "options.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace hakit::cli {

[[nodiscard]] std::vector<std::string> format_names();
/// How the file is to be read: --format, --target, --facts and so on.
void add_input(CLI::App* command, input_options& options);
/// --output, one of `kinds`.
CLI::Option* add_output(CLI::App* command, std::string& output, std::vector<std::string> kinds);

}  // namespace hakit::cli
