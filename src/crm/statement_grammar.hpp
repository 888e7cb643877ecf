/// From words to parts: the grammar of each statement. Internal.
#pragma once

#include "crm/syntax.hpp"

#include <string_view>

namespace hakit::crm {

/// Reads one statement after the other into a tree.
class statement_reader {
public:
    /// `out` may be null.
    statement_reader(syntax& tree, std::string_view text, text::diagnostic_list* out)
        : tree_{tree}, text_{text}, out_{out} {}

    /// Adds the statement that the words [first, end) of the tree are; `known` is null when its keyword is unknown.
    void read(const statement* known, std::uint32_t first, std::uint32_t end);

private:
    void sweep(std::uint32_t first, std::uint32_t end, bool failed);
    text::diagnostic* report(const text::code_info& code, text::span where, std::string message);

    syntax& tree_;
    std::string_view text_;
    text::diagnostic_list* out_;
};

/// Whether such statements hold resource sets, whose brackets are words of their own.
[[nodiscard]] bool has_resource_sets(statement_kind kind) noexcept;

}  // namespace hakit::crm
