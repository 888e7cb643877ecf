/// hakit convert: a configuration in another format.
#pragma once

#include "options.hpp"

#include <string>

namespace hakit::cli {

struct convert_options {
    input_options input;
    std::string file;
    std::string to;
    std::string schema;  ///< "3.9"; empty: the default
};

int convert(const convert_options& options);

}  // namespace hakit::cli
