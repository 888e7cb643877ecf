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
    std::string crmsh;   ///< the release that shall read crm text, "4.4" or "5.0"; empty: hakit
};

int convert(const convert_options& options);

}  // namespace hakit::cli
