/// The words of the crm shell's language. Parsing, "did you mean", completion and the docs read this table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace hakit::crm {

/// What a statement defines.
enum class statement_kind : std::uint8_t {
    node,
    primitive,
    rsc_template,
    group,
    clone,
    ms,
    bundle,
    location,
    colocation,
    order,
    rsc_ticket,
    property,
    rsc_defaults,
    op_defaults,
    fencing_topology,
    role,
    user,
    acl_target,
    acl_group,
    tag,
    alert,
    monitor,
    xml,
};

/// A word that a statement may hold, or a word in one of its parts. All strings are static.
struct keyword {
    std::string_view name;
    std::string_view parent{};  ///< the part that it stands in; empty directly in the statement
    std::string_view values{};  ///< what follows, for people; empty for a bare word
    std::string_view help{};    ///< one sentence
    bool starts_part = false;   ///< goes on a line of its own in the canonical layout, and has words of its own
    bool repeatable = false;
    bool extension = false;  ///< only hakit knows it
};

/// A statement. All strings are static.
struct statement {
    std::string_view name;
    statement_kind kind{};
    std::string_view element{};  ///< what it is in the CIB
    std::string_view values{};   ///< the words behind it, for people
    std::string_view help{};     ///< one sentence
    std::span<const keyword> words{};
    std::string_view alias_of{};    ///< the name to use instead
    std::string_view deprecated{};  ///< why; empty when current
};

/// All statements, in the order of the canonical layout; other names for one stand behind it.
[[nodiscard]] std::span<const statement> statements() noexcept;
/// The statement that a word starts, in any letter case; null when there is none.
[[nodiscard]] const statement* find_statement(std::string_view word) noexcept;
/// The statement of a kind, under its current name.
[[nodiscard]] const statement& statement_of(statement_kind kind) noexcept;

/// A command of the interactive shell, which is no object definition: "commit", "delete". Any letter case.
struct shell_command {
    std::string_view name;
    bool harmless = false;  ///< it changes no configuration, so that a file means the same without it
};
[[nodiscard]] const shell_command* find_shell_command(std::string_view word) noexcept;

/// Calls `visit(path, keyword)` for every word, parents first; path is "primitive/op/interval".
void for_each_keyword(void (*visit)(std::string_view path, const keyword& k, void* user), void* user);

}  // namespace hakit::crm
