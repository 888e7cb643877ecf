/// The options that Pacemaker knows: cluster properties, meta attributes of resources, operations and alerts. Internal.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace hakit::cib {

enum class option_kind : std::uint8_t { text, boolean, integer, score, time, percentage, choice };

struct option_row {
    std::string_view name;
    option_kind kind;
    std::string_view choices = {};     ///< of a choice: "stop|freeze"
    std::string_view fallback = {};    ///< what Pacemaker uses without it
    std::string_view help = {};        ///< one sentence
    std::string_view deprecated = {};  ///< what to use instead, or why not
};

/// Cluster properties (crm_config): the metadata of Pacemaker 2.1.5's daemons, and what 2.1.6 to 3.0 brought.
[[nodiscard]] std::span<const option_row> properties() noexcept;
/// Meta attributes of resources: Pacemaker Explained, "Resource Meta-Attributes", and of groups, clones and bundles.
[[nodiscard]] std::span<const option_row> resource_options() noexcept;
/// Attributes of operations, which may also stand in their meta attributes and in op_defaults.
[[nodiscard]] std::span<const option_row> operation_options() noexcept;

/// Null when there is none of that name.
[[nodiscard]] const option_row* find_option(std::span<const option_row> rows, std::string_view name) noexcept;

/// Whether Pacemaker takes the value. "#default" and "default" stand for the default.
[[nodiscard]] bool takes(const option_row& row, std::string_view value) noexcept;
/// "true or false", "a time", "stop, freeze or ignore".
[[nodiscard]] std::string_view describe(option_kind kind) noexcept;

}  // namespace hakit::cib
