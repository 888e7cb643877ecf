#include <hakit/corosync/codes.hpp>

#include "corosync/codes/key_codes.hpp"
#include "corosync/codes/migration_codes.hpp"
#include "corosync/codes/node_codes.hpp"
#include "corosync/codes/quorum_codes.hpp"
#include "corosync/codes/text_codes.hpp"
#include "corosync/codes/totem_codes.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace hakit::corosync {
namespace {

/// The codes of a table: a struct of nothing but code_info.
template <class Table>
auto rows(const Table& table) {
    return std::bit_cast<std::array<text::code_info, sizeof(Table) / sizeof(text::code_info)>>(table);
}

template <class... Arrays>
auto joined(const Arrays&... arrays) {
    std::array<text::code_info, (std::tuple_size_v<Arrays> + ...)> all{};
    auto out = all.begin();
    ((out = std::copy(arrays.begin(), arrays.end(), out)), ...);
    return all;
}

}  // namespace

std::span<const text::code_info> codes() noexcept {
    static const auto all = joined(rows(text_code), rows(key_code), rows(totem_code), rows(node_code),
                                   rows(quorum_code), rows(migration_code));
    return all;
}

}  // namespace hakit::corosync
