#include <hakit/sysctl/codes.hpp>

#include "sysctl/codes/codes.hpp"

#include <array>
#include <bit>

namespace hakit::sysctl {

std::span<const text::code_info> codes() noexcept {
    static const auto rows =
        std::bit_cast<std::array<text::code_info, sizeof(all_codes) / sizeof(text::code_info)>>(code);
    return rows;
}

}  // namespace hakit::sysctl
