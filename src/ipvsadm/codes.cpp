#include <hakit/ipvsadm/codes.hpp>

#include "ipvsadm/codes/codes.hpp"

#include <array>
#include <bit>

namespace hakit::ipvsadm {

std::span<const text::code_info> codes() noexcept {
    static const auto rows =
        std::bit_cast<std::array<text::code_info, sizeof(all_codes) / sizeof(text::code_info)>>(code);
    return rows;
}

}  // namespace hakit::ipvsadm
