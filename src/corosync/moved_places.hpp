/// From the places of a text with edits back to those of the text without them. Internal.
#pragma once

#include <hakit/corosync/config.hpp>
#include <hakit/text/diagnostic.hpp>
#include <hakit/text/text_edit.hpp>

#include <vector>

namespace hakit::corosync {

class moved_places {
public:
    /// The edits in the order of the text.
    explicit moved_places(const std::vector<text::text_edit>& edits);

    [[nodiscard]] text::span operator()(text::span where) const;
    /// All places of a configuration.
    void apply(config& c) const;
    /// The diagnostics with their places, notes and fixes; all are of file 0.
    [[nodiscard]] text::diagnostic_list apply(const text::diagnostic_list& list, std::uint32_t limit) const;

private:
    struct piece {
        std::uint32_t new_begin;
        std::uint32_t new_end;
        std::uint32_t old_begin;
        std::uint32_t old_end;
    };
    [[nodiscard]] std::uint32_t back(std::uint32_t offset) const;

    std::vector<piece> pieces_;
};

}  // namespace hakit::corosync
