/// What the checks look at and report to. Internal.
#pragma once

#include <hakit/corosync/check.hpp>
#include <hakit/corosync/effective.hpp>

#include "corosync/quote.hpp"

#include <optional>
#include <string>
#include <utility>

namespace hakit::corosync {

/// One run of the checks. Places are spans of file 0.
class findings {
public:
    findings(const config& c, const target& wanted, const host_facts* known, text::diagnostic_list& out)
        : configuration{c}, aim{wanted}, facts{known}, out_{out} {}

    const config& configuration;
    const target& aim;
    const host_facts* const facts;

    /// A finding; the place of a value that no text holds becomes the start of the text.
    text::diagnostic& report(const text::code_info& code, text::span where, std::string message,
                             std::optional<text::severity> level = std::nullopt) {
        return out_.add(code, {0, where.begin >= text::nowhere.begin ? text::span{} : where}, std::move(message),
                        level);
    }
    static void note(text::diagnostic& d, std::string message, text::span where) {
        if (where.begin < text::nowhere.begin) d.notes.push_back({std::move(message), text::location{0, where}});
    }

    [[nodiscard]] const struct totem& totem() const {
        static const struct totem none;
        return configuration.totem ? *configuration.totem : none;
    }
    /// The section totem, or the start of the text.
    [[nodiscard]] text::span totem_place() const {
        return configuration.totem ? configuration.totem->where.span : text::span{};
    }

private:
    text::diagnostic_list& out_;
};

void check_totem(findings& f);
void check_links(findings& f);
void check_nodes(findings& f);
void check_quorum(findings& f);
void check_logging(findings& f);
/// Only with facts.
void check_host(findings& f);
void check_users(const std::vector<struct uidgid>& list, const host_facts& facts, text::file_id file,
                 text::diagnostic_list& out);

/// The number of the link that an interface section is about.
[[nodiscard]] std::uint64_t link_number(const struct interface& i, const target& aim);
/// Whether corosync 3 stores anything of the section, so that its link counts as configured.
[[nodiscard]] bool configures_link(const struct interface& i);

}  // namespace hakit::corosync
