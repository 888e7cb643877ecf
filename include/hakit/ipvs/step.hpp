/// One change of an IPVS table, as plans list it and tables execute it.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/boxed.hpp>
#include <hakit/ipvs/types.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::ipvs {

enum class step_kind : std::uint8_t {
    add_service,
    edit_service,
    remove_service,
    add_destination,
    edit_destination,
    remove_destination,
    set_timeouts,
    start_sync_daemon,
    stop_sync_daemon,
};

/// "add_service" and so on; stable, for JSON and the C ABI.
[[nodiscard]] std::string_view to_string(step_kind kind) noexcept;

/// A flat record: the kind says which members count.
struct step {
    step_kind kind = step_kind::add_service;
    /// Whole for add_service and edit_service; for the others only the key counts.
    ipvs::service service;
    /// Whole for add_destination and edit_destination; for remove_destination only the key counts.
    std::optional<ipvs::destination> destination = {};
    boxed<ipvs::timeouts> timeouts = {};  ///< for set_timeouts
    /// Whole for start_sync_daemon; for stop_sync_daemon only the role counts.
    boxed<sync_daemon> daemon = {};
    /// What is there now, for printing an edit; tables do not look at it.
    boxed<ipvs::service> service_before = {};
    boxed<ipvs::destination> destination_before = {};
    boxed<ipvs::timeouts> timeouts_before = {};

    /// One line: "tcp 10.0.0.1:80: edit destination 10.0.0.2:80: weight 1 -> 3".
    [[nodiscard]] std::string to_string() const;

    friend bool operator==(const step&, const step&) = default;
};

/// The steps that do one thing to `given`: a kind of destination gives a step for each destination that stands in it,
/// add_service one for the service and one for each destination, the other kinds of service one step.
/// invalid_argument when that is none, or the kind is not about services.
[[nodiscard]] result<std::vector<step>> steps_for(step_kind kind, const service_state& given);

}  // namespace hakit::ipvs
