/// The parts of the schema, one table for each kind of block; schema/*.cpp hold them. Internal.
#pragma once

#include <hakit/keepalived/schema.hpp>

#include <array>
#include <bit>
#include <cstddef>

namespace hakit::keepalived::schema {

/// Rows and their hash index, made at compile time.
template <std::size_t N>
struct table_storage {
    std::array<keyword, N> rows{};
    std::array<std::uint16_t, std::bit_ceil(2 * N)> slots{};

    constexpr explicit table_storage(const keyword (&in)[N]) {
        for (std::size_t i = 0; i < N; ++i) {
            rows[i] = in[i];
            auto slot = keyword_table::hash(in[i].name) & (slots.size() - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.size() - 1);
            slots[slot] = static_cast<std::uint16_t>(i + 1);
        }
    }
    [[nodiscard]] constexpr keyword_table view() const noexcept { return {rows, slots}; }
};

extern const keyword_table root;
extern const keyword_table global_defs;
extern const keyword_table track_file;
extern const keyword_table vrrp_script;
extern const keyword_table vrrp_track_process;
extern const keyword_table bfd_instance;
extern const keyword_table track_group;
extern const keyword_table garp_group;
extern const keyword_table vrrp_sync_group;
extern const keyword_table vrrp_instance;
extern const keyword_table ssl;
extern const keyword_table virtual_server;
extern const keyword_table real_server;
extern const keyword_table tcp_checker;
extern const keyword_table http_get;
extern const keyword_table ssl_get;
extern const keyword_table smtp_checker;
extern const keyword_table dns_checker;
extern const keyword_table misc_checker;
extern const keyword_table udp_checker;
extern const keyword_table ping_checker;
extern const keyword_table file_checker;
extern const keyword_table bfd_checker;

}  // namespace hakit::keepalived::schema
