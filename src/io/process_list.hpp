/// How many processes of a kind run: /proc, read at once.
#pragma once

#include <hakit/director/vrrp_plan.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::io {

/// Whether a process is one that the plan counts. `comm` is the kernel's name for it (15 bytes), `command` its
/// arguments as in /proc/PID/cmdline.
[[nodiscard]] bool matches(const director::process_plan& plan, std::string_view comm,
                           const std::vector<std::string>& command);

/// For each plan the number of processes; zombies do not count.
[[nodiscard]] std::vector<std::size_t> count_processes(const std::vector<director::process_plan>& plans);

}  // namespace hakit::io
