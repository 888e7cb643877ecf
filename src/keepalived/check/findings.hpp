/// What the checks report to. Internal.
#pragma once

#include <hakit/keepalived/check.hpp>

#include "keepalived/reader.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace hakit::keepalived {

struct tracker_tables;

/// The expanded text, the target and the list of diagnostics, for one run of the checks.
class findings {
public:
    findings(const config& c, const expansion& view, const target& wanted, const host_facts* known,
             text::diagnostic_list& out)
        : configuration{c}, aim{wanted}, facts{known}, view_{view}, out_{out} {
        for (const auto& group : c.virtual_server_group)
            if (group.name) groups_.emplace(*group.name, &group);
    }

    /// For a piece of the checks that runs beside others: as `whole`, but with a list of its own.
    findings(const findings& whole, text::diagnostic_list& out)
        : configuration{whole.configuration},
          aim{whole.aim},
          facts{whole.facts},
          trackers{whole.trackers},
          view_{whole.view_},
          out_{out},
          groups_{whole.groups_} {}

    const config& configuration;
    const target& aim;
    const host_facts* const facts;
    tracker_tables* trackers = nullptr;  ///< set before any check runs

    /// A finding about a span of the expanded text; `nowhere` (a value that a program set) becomes the start of the
    /// text.
    text::diagnostic& report(const text::code_info& code, text::span where, std::string message,
                             std::optional<text::severity> level = std::nullopt) {
        return report_at_origin(view_, out_, unsaid_, code, where, std::move(message), level);
    }
    void note(text::diagnostic& d, std::string message, text::span where) const {
        if (where != nowhere) d.notes.push_back({std::move(message), origin(where)});
    }
    /// Adds the fix `title`, unless the bytes come out of a definition.
    void fix(text::diagnostic& d, std::string title, text::applicability confidence, text::span where,
             std::string replacement) const {
        if (where == nowhere || view_.definition(where)) return;
        d.remedy = text::fix{std::move(title), confidence, {{origin(where).where, std::move(replacement)}}};
    }
    [[nodiscard]] text::location origin(text::span where) const {
        return where == nowhere ? text::location{} : view_.origin(where);
    }
    /// The bytes of a span of the expanded text.
    [[nodiscard]] std::string_view text_at(text::span where) const { return where.of(view_.document().text()); }

    /// Reports a number 0 that keepalived raises to 1.
    template <class T>
    void check_zero(const setting<T>& number, std::string_view keyword) {
        if (number && *number == T{}) report_zero(number.where(), keyword);
    }

    /// The first virtual_server_group of that name, or null.
    [[nodiscard]] const virtual_server_group* group(std::string_view name) const {
        const auto found = groups_.find(name);
        return found == groups_.end() ? nullptr : found->second;
    }

    /// The header of the n-th (from 0) statement `keyword` in the block at `where`; `nowhere` when there is none. Finds
    /// what bind() left out: values that keepalived does not take.
    [[nodiscard]] text::span statement_in(const place& where, std::string_view keyword, unsigned n = 0) const;
    [[nodiscard]] bool has_statement(const place& where, std::string_view keyword) const {
        return statement_in(where, keyword) != nowhere;
    }
    /// Whether the block at `where` has `keyword` where it is ignored and that is reported: behind another statement of
    /// its line, or misspelt.
    [[nodiscard]] bool has_lost(const place& where, std::string_view keyword) const;
    /// Whether a block `keyword` in the block at `where` has any line, good or bad.
    [[nodiscard]] bool has_lines(const place& where, std::string_view keyword) const;

private:
    void report_zero(text::span where, std::string_view keyword);
    /// The document of the section that has `where`, so that a big text need not be put together; else that of all.
    [[nodiscard]] const text::document& document_with(const place& where) const;
    [[nodiscard]] text::node_id child(const text::document& doc, const place& where, std::string_view keyword,
                                      unsigned n) const;

    const expansion& view_;
    text::diagnostic_list& out_;
    text::diagnostic unsaid_;
    std::unordered_map<std::string_view, const virtual_server_group*> groups_;
};

void check_global_defs(findings& f);
void check_vrrp(findings& f);
void check_tracker_definitions(findings& f);
void check_static_config(findings& f);
void check_bfd(findings& f);
/// The virtual servers from number `begin` to before number `end`.
void check_virtual_servers(findings& f, std::size_t begin, std::size_t end);
void check_repeated_virtual_servers(findings& f);
void check_virtual_server_groups(findings& f);
void check_script_security(findings& f);
/// Only with facts.
void check_host(findings& f);

}  // namespace hakit::keepalived
