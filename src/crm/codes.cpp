#include <hakit/crm/codes.hpp>

#include "crm/codes/codes.hpp"

#include <array>
#include <bit>

namespace hakit::crm {

std::span<const text::code_info> codes() noexcept {
    static const auto rows =
        std::bit_cast<std::array<text::code_info, sizeof(all_codes) / sizeof(text::code_info)>>(code);
    return rows;
}

}  // namespace hakit::crm
