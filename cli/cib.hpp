/// `hakit cib`: what its command line says.
#pragma once

#include "options.hpp"

#include <string>

namespace hakit::cli {

struct cib_options {
    std::string file;
    std::string second;           ///< the other file of `patch`, the new id of `rename`
    std::string id;               ///< of `rename` and `remove`
    std::string schema;           ///< of `upgrade`
    std::string output = "text";  ///< of the steps of `upgrade`
    bool dry_run = false;         ///< print a unified diff and change nothing
};

int cib_upgrade(const cib_options& options);
int cib_patch(const cib_options& options);
int cib_rename(const cib_options& options);
int cib_remove(const cib_options& options);

}  // namespace hakit::cli
