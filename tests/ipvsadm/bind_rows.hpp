/// Texts that produce each diagnostic.
#pragma once

#include <hakit/ipvsadm/bind.hpp>

#include <span>
#include <string_view>

namespace hakit::test {

struct bind_row {
    std::string_view code;
    ipvsadm::dialect spoken;
    std::string_view text;
};

[[nodiscard]] std::span<const bind_row> bind_rows() noexcept;

}  // namespace hakit::test
