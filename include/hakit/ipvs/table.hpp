/// The interface of an IPVS table: the kernel's, or one in memory.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/connection.hpp>
#include <hakit/ipvs/step.hpp>
#include <hakit/ipvs/types.hpp>

#include <span>
#include <vector>

namespace hakit::ipvs {

/// Every call is synchronous and takes effect before it returns. One table belongs to one thread at a time.
///
/// Errors keep the kernel's errno in error::system_errno() and give it a kind:
///   ESRCH   not_found         the virtual service (or the sync daemon) does not exist
///   ENOENT  not_found         the destination does not exist
///   ENOENT  unsupported       no such scheduler or persistence engine
///   EEXIST  already_exists
///   EINVAL, ERANGE, EAFNOSUPPORT  invalid_argument
///   EPERM, ENODEV, ENOMEM ...     system
///   EAGAIN  timed_out             the table changed during every reading
/// The kernel checks little, so a table first refuses what validate.hpp refuses: invalid_argument without an errno.
class table {
public:
    table() = default;
    table(const table&) = delete;
    table& operator=(const table&) = delete;
    virtual ~table() = default;

    /// Everything, with counters. kernel_table says how it notices writers that interleave.
    [[nodiscard]] virtual result<std::vector<service_status>> list() const = 0;
    /// One service with its destinations.
    [[nodiscard]] virtual result<service_status> get(const service_key& key) const = 0;

    virtual result<void> add_service(const service& s) = 0;
    /// Replaces all settings of the service with the same key; destinations stay.
    virtual result<void> edit_service(const service& s) = 0;
    /// Destinations go with it.
    virtual result<void> remove_service(const service_key& key) = 0;

    virtual result<void> add_destination(const service_key& key, const destination& d) = 0;
    /// Replaces all settings of the destination with the same key.
    virtual result<void> edit_destination(const service_key& key, const destination& d) = 0;
    virtual result<void> remove_destination(const service_key& key, const destination_key& d) = 0;

    /// Removes all services; timeouts and sync daemons stay.
    virtual result<void> flush() = 0;
    /// Counters of one service and its destinations back to 0; zero_all() does it for every service.
    virtual result<void> zero(const service_key& key) = 0;
    virtual result<void> zero_all() = 0;

    [[nodiscard]] virtual result<timeouts> get_timeouts() const = 0;
    virtual result<void> set_timeouts(const timeouts& t) = 0;

    [[nodiscard]] virtual result<std::vector<sync_daemon>> list_sync_daemons() const = 0;
    virtual result<void> start_sync_daemon(const sync_daemon& daemon) = 0;
    virtual result<void> stop_sync_daemon(sync_role role) = 0;

    [[nodiscard]] virtual result<table_info> info() const = 0;

    /// The connections it balances at the moment, persistence templates among them. The default, for tables that
    /// forward no packets, has none.
    [[nodiscard]] virtual result<std::vector<connection>> connections() const;

    /// Executes the steps in order; a failed one does not stop the following ones. One result a step.
    /// The default calls the functions above one by one; a table that can send many changes at once overrides it.
    virtual std::vector<result<void>> execute(std::span<const step> steps);

    /// The settings of list(), in canonical order: what diff() compares.
    [[nodiscard]] result<state> read() const;
    /// The same with timeouts and sync daemons.
    [[nodiscard]] result<state> read_all() const;
};

}  // namespace hakit::ipvs
