/// What a step finds on a host, how it is made and how it is taken back. Internal.
#pragma once

#include <hakit/realserver/step.hpp>
#include <hakit/realserver/system.hpp>

#include <optional>
#include <span>
#include <string>

namespace hakit::realserver {

/// Whether the host is as the step wants it.
struct step_state {
    bool made = false;
    std::string found;  ///< what is there instead, for people; empty when it is just what the step says
};

/// `interfaces` are those to the network, where they are known: settings of theirs may do what one for `all` is for.
[[nodiscard]] result<step_state> look(const step& s, system& on, std::span<const std::string> interfaces = {});

/// Makes the step, and gives those that take it back, the last one first to be made.
[[nodiscard]] result<std::vector<step>> make(const step& s, system& on);

/// The setting as a number; none when it is not there or not one.
[[nodiscard]] std::optional<long> read_number(const std::string& path, system& on);

/// Whether it is for a Linux host at all.
[[nodiscard]] bool is_linux_step(step_kind kind) noexcept;

}  // namespace hakit::realserver
