/// Rows that several tables share. Internal.
#pragma once

#include "keepalived/schema_table.hpp"

#include <cstddef>

namespace hakit::keepalived::schema {

/// Some rows, as an array that constant expressions can pass around.
template <std::size_t N>
struct row_list {
    keyword rows[N];
};

/// The rows of all the lists, one after the other.
template <std::size_t... N>
[[nodiscard]] constexpr row_list<(N + ...)> join(const row_list<N>&... lists) {
    row_list<(N + ...)> all{};
    std::size_t next = 0;
    const auto append = [&](const auto& list) {
        for (const auto& row : list.rows) all.rows[next++] = row;
    };
    (append(lists), ...);
    return all;
}

/// Deduces the size: `rows({{...}, {...}})`.
template <std::size_t N>
[[nodiscard]] constexpr row_list<N> rows(const keyword (&in)[N]) {
    row_list<N> list{};
    for (std::size_t i = 0; i < N; ++i) list.rows[i] = in[i];
    return list;
}

inline constexpr double greatest_unsigned = 4'294'967'295;
inline constexpr double greatest_weight = 2'147'483'647;
inline constexpr double greatest_seconds = 18'446'744'073'709;  ///< 2^64 microseconds
inline constexpr double greatest_timeout = 4'294.967'295;       ///< 2^32 microseconds
inline constexpr double greatest_pause = 2'147.483'647;         ///< 2^31 microseconds
inline constexpr double microsecond = 0.000'001;

inline constexpr feature_set lvs = static_cast<feature_set>(feature::lvs);
inline constexpr feature_set vrrp = static_cast<feature_set>(feature::vrrp);
inline constexpr feature_set bfd = static_cast<feature_set>(feature::bfd);
inline constexpr feature_set snmp = static_cast<feature_set>(feature::snmp);
inline constexpr feature_set nftables = static_cast<feature_set>(feature::nftables);
inline constexpr feature_set linkbeat = static_cast<feature_set>(feature::linkbeat);
inline constexpr feature_set dbus = static_cast<feature_set>(feature::dbus);
inline constexpr feature_set json_dump = static_cast<feature_set>(feature::json);

}  // namespace hakit::keepalived::schema
