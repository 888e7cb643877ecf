/// Names of things that can be tracked. Internal.
#pragma once

#include "keepalived/check/findings.hpp"

#include <string_view>
#include <unordered_map>

namespace hakit::keepalived {

/// One definition.
struct tracker {
    text::span where = nowhere;  ///< the header of its block
    int weight = 0;              ///< for those who give none
    bool usable = true;          ///< keepalived keeps it
    bool for_vrrp = true;        ///< false for a bfd_instance that is for the checkers only
    bool used = false;
};

/// The definitions of one kind.
struct tracker_index {
    std::string_view block;  ///< the keyword of the definition
    std::string_view list;   ///< the keyword of the block that names it
    std::unordered_map<std::string_view, tracker> by_name;
};

struct tracker_tables {
    explicit tracker_tables(const config& c);

    tracker_index scripts{"vrrp_script", "track_script", {}};
    tracker_index files{"track_file", "track_file", {}};
    tracker_index processes{"vrrp_track_process", "track_process", {}};
    tracker_index sessions{"bfd_instance", "track_bfd", {}};
};

/// What keepalived keeps when the block closes.
[[nodiscard]] bool is_usable(const vrrp_script& script) noexcept;
[[nodiscard]] bool is_usable(const track_file& file) noexcept;
[[nodiscard]] bool is_usable(const vrrp_track_process& process) noexcept;
[[nodiscard]] bool is_usable(const bfd_instance& session) noexcept;

/// Definitions that nobody uses.
void check_unused(findings& f, tracker_tables& trackers);

}  // namespace hakit::keepalived
