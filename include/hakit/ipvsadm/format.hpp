/// Tables in the words of ipvsadm 1.31, byte for byte: listings (-L with its options) and rules (-S).
#pragma once

#include <hakit/ipvs/connection.hpp>
#include <hakit/ipvs/types.hpp>
#include <hakit/ipvsadm/command.hpp>
#include <hakit/ipvsadm/names.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::ipvsadm {

/// The columns of a listing. Of several the first in this order counts, as in ipvsadm.
struct listing_options {
    bool stats = false;
    bool rate = false;
    bool thresholds = false;
    bool persistent_connections = false;
    bool tunnels = false;
    bool exact = false;  ///< no K, M, G, T for big numbers of stats and rate
    bool sort = true;    ///< as ipvsadm sorts; false: in the order given
    /// Names instead of numbers, without -n; the default shows numbers.
    name_display names = {};
};

/// What the options of an -L command ask for, without names.
[[nodiscard]] listing_options listing_of(const command& c) noexcept;

/// `ipvsadm -L`; with `info` the line about the version, which a list of one service does not have.
[[nodiscard]] std::string format_listing(const std::vector<ipvs::service_status>& listing,
                                         const std::optional<ipvs::table_info>& info,
                                         const listing_options& options = {});
/// The same in pieces of whole lines, some KiB each, so that a long listing is never there as a whole.
void write_listing(const std::vector<ipvs::service_status>& listing, const std::optional<ipvs::table_info>& info,
                   const listing_options& options, const std::function<void(std::string_view)>& write);
/// `ipvsadm -S -n`, or without -n with names. Thresholds, timeouts and sync daemons have no place there. To be the same
/// in every case it needs the order of table::list(), as ipvsadm's own order contradicts itself (192.168.0.1 before
/// 10.0.0.1 before 127.0.0.1 before 192.168.0.1).
[[nodiscard]] std::string format_rules(const ipvs::state& table, const name_display& names = {});
/// `ipvsadm -S -n` and what it loses: -x and -y, --set and --start-daemon, big marks, a third scheduler flag. `ipvsadm
/// -R` reads it.
[[nodiscard]] std::string format_full_rules(const ipvs::state& table);
/// `ipvsadm -L --timeout`
[[nodiscard]] std::string format_timeouts(const ipvs::timeouts& t);
/// `ipvsadm -L --daemon`
[[nodiscard]] std::string format_daemons(const std::vector<ipvs::sync_daemon>& daemons);
/// `ipvsadm -L -c`; with `engines` as with --persistent-conn.
[[nodiscard]] std::string format_connections(const std::vector<ipvs::connection>& connections, bool engines = false,
                                             const name_display& names = {});

}  // namespace hakit::ipvsadm
