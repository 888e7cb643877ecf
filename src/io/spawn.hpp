/// clone(2) and execve(2) without copying the memory of this process, and with another user where asked.
#pragma once

#include "io/descriptor.hpp"

#include <hakit/base/result.hpp>
#include <hakit/io/attempt.hpp>

#include <string>
#include <vector>

namespace hakit::io {

struct spawn_request {
    std::string path;  ///< of the program
    std::vector<std::string> argv;
    std::vector<std::string> environment;
    std::string directory;
    const credentials* run_as = nullptr;
    bool inherit_output = false;
};

struct spawned {
    int pid = 0;
    descriptor pidfd;
};

/// Returns once the child has begun the program, or with the errno of the step that failed there.
[[nodiscard]] result<spawned> spawn(const spawn_request& request);

}  // namespace hakit::io
