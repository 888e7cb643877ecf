#include <hakit/sysctl/bind.hpp>

#include "sysctl/character.hpp"
#include "sysctl/statement_parts.hpp"

namespace hakit::sysctl {

config bind(const text::document& doc, tool by) {
    config c;
    const auto bytes = doc.text();
    for (auto id = doc.first_child(doc.root()); id != text::no_node; id = doc.next_sibling(id)) {
        const auto parts = parts_of(doc, id);
        if (!parts.equals && !parts.dash) continue;
        if (parts.key.empty()) continue;
        assignment a;
        a.where = doc.where(id);
        a.key_where = parts.key;
        a.exclusion = !parts.equals;
        a.ignore_failure = parts.equals && parts.dash;
        auto written = parts.key;
        if (by == tool::procps && parts.dash) {
            written.begin = parts.dash_where.end;
            if (written.of(bytes).starts_with('-')) ++written.begin;
        }
        a.key = key::parse(written.of(bytes));
        if (parts.equals) {
            // What ends a line in the middle of one.
            const auto value = parts.value.of(bytes);
            const auto end =
                value.find_first_of(by == tool::systemd ? std::string_view{"\r\0", 2} : std::string_view{"\0", 1});
            a.value = trimmed(value.substr(0, end));
            a.value_where = parts.value;
        }
        c.assignments.push_back(std::move(a));
    }
    return c;
}

}  // namespace hakit::sysctl
