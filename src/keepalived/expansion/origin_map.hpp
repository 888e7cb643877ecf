/// From the expanded text back to what was written. Internal.
#pragma once

#include <hakit/text/span.hpp>

#include "keepalived/expansion/traced_line.hpp"

#include <optional>
#include <vector>

namespace hakit::keepalived {

/// Runs of bytes with one kind of origin, in the order of the expanded text.
class origin_map {
public:
    /// The next `length` bytes, written at `from.begin` on when `from` is verbatim, standing for its reference
    /// otherwise.
    void append(std::uint32_t length, const byte_origin& from);
    std::uint32_t add_definition(text::location where);

    [[nodiscard]] text::location origin(text::span where) const noexcept;
    [[nodiscard]] std::optional<text::location> definition(text::span where) const noexcept;

private:
    struct run {
        std::uint32_t begin;  ///< in the expanded text
        byte_origin from;
        bool verbatim;
    };
    [[nodiscard]] const run* run_at(std::uint32_t offset) const noexcept;

    std::uint32_t size_ = 0;
    std::vector<run> runs_;
    std::vector<text::location> definitions_;
};

}  // namespace hakit::keepalived
