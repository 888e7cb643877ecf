/// `hakit migrate`: what its command line says.
#pragma once

#include "options.hpp"

#include <string>
#include <vector>

namespace hakit::cli {

struct migrate_options {
    input_options input;
    std::string file;
    std::string to;               ///< empty: what is usual for the format
    std::string output = "text";  ///< of the steps
    bool in_place = false;

    // Of corosync alone.
    std::vector<std::string> node_names;
    std::vector<std::string> nodes;  ///< NAME=ADDRESS[,ADDRESS...]
    bool no_encryption = false;
};

int migrate(const migrate_options& options);

}  // namespace hakit::cli
