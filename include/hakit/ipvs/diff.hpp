/// From what a table holds to what it should hold: an ordered plan.
#pragma once

#include <hakit/ipvs/ownership.hpp>
#include <hakit/ipvs/step.hpp>
#include <hakit/ipvs/types.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hakit::ipvs {

/// A destination that is to go and still has connections, or had traffic until this plan.
struct draining_destination {
    service_key service;
    destination_key destination;
    std::uint64_t connections = 0;

    /// "tcp 10.0.0.1:80: draining 10.0.0.2:80: 3 connections"
    [[nodiscard]] std::string to_string() const;

    friend bool operator==(const draining_destination&, const draining_destination&) = default;
};

/// Changes in the order in which they must be made.
struct plan {
    std::vector<step> steps;
    /// What plan_options::drain holds back; the goal is reached when this is empty, too.
    std::vector<draining_destination> draining = {};
    /// Services that are desired but not owned: nothing is done about them.
    std::vector<service_key> not_owned = {};

    [[nodiscard]] bool empty() const noexcept { return steps.empty(); }
    /// One line a step, each ended by a newline; "" without steps.
    [[nodiscard]] std::string to_string() const;
    friend bool operator==(const plan&, const plan&) = default;
};

/// How many connections a destination has.
using connection_counter = std::function<std::uint64_t(const service_key&, const destination_key&)>;

/// Counts the active and inactive connections of a listing, which is copied.
[[nodiscard]] connection_counter connections_of(const std::vector<service_status>& listing);

struct plan_options {
    /// Only these services are changed or removed; nullopt: all. Timeouts and sync daemons belong to the whole table:
    /// leave them out of the desired state to share it.
    std::optional<ownership> owned = {};
    /// With a counter, destinations go in two plans: the first gives them weight 0, so that they get no new
    /// connections, and a later one removes those that this says have none left. Make plans until plan::draining is
    /// empty.
    connection_counter drain = {};
};

/// The smallest plan that turns `actual` into `desired`. Within a service destinations that take traffic come first and
/// removals last, so that it is never without a destination it could keep; services to remove come after that. Sync
/// daemons stop before everything and start after everything, as they do not go with pools of mixed families.
/// Only what differs is touched: a flush and reload costs the kernel minutes on big tables.
/// A key that appears twice in an argument counts once, the last one.
[[nodiscard]] plan diff(const state& actual, const state& desired, const plan_options& options = {});

/// Whether a running daemon is what is wanted: what `wanted` leaves at its default is the kernel's default, and any
/// payload length, as that depends on the interface.
[[nodiscard]] bool satisfies(const sync_daemon& running, const sync_daemon& wanted) noexcept;

}  // namespace hakit::ipvs
