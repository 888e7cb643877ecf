#include <hakit/keepalived/codes.hpp>

#include "keepalived/codes/general_codes.hpp"
#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/codes/lvs_codes.hpp"
#include "keepalived/codes/text_codes.hpp"
#include "keepalived/codes/vrrp_codes.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace hakit::keepalived {
namespace {

/// The codes of a table: a struct of nothing but code_info.
template <class Table>
auto rows(const Table& table) {
    return std::bit_cast<std::array<text::code_info, sizeof(Table) / sizeof(text::code_info)>>(table);
}

template <class... Arrays>
auto sorted(const Arrays&... arrays) {
    std::array<text::code_info, (std::tuple_size_v<Arrays> + ...)> all{};
    auto out = all.begin();
    ((out = std::copy(arrays.begin(), arrays.end(), out)), ...);
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return all;
}

}  // namespace

std::span<const text::code_info> codes() noexcept {
    static const auto all =
        sorted(rows(text_code), rows(keyword_code), rows(vrrp_code), rows(lvs_code), rows(general_code));
    return all;
}

}  // namespace hakit::keepalived
