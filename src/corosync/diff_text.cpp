#include <hakit/corosync/diff_json.hpp>

#include "corosync/json_text.hpp"
#include "text/printable.hpp"

namespace hakit::corosync {

std::string to_text(std::span<const change> changes) {
    std::string out;
    for (const auto& c : changes) {
        out += c.what == change::kind::added ? "+ " : c.what == change::kind::removed ? "- " : "~ ";
        out += text::printable(c.path);
        if (!c.before.empty() || !c.after.empty())
            out += ": " + text::printable(c.before) + " -> " + text::printable(c.after);
        out += " (" + std::string{to_string(c.effect)} + ")\n";
    }
    return out;
}

nlohmann::ordered_json to_json(std::span<const change> changes) {
    auto out = nlohmann::ordered_json::array();
    for (const auto& c : changes) {
        nlohmann::ordered_json one{{"kind", c.what == change::kind::added     ? "added"
                                            : c.what == change::kind::removed ? "removed"
                                                                              : "changed"},
                                   {"path", json_text(c.path)}};
        if (!c.before.empty() || !c.after.empty()) {
            one["before"] = json_text(c.before);
            one["after"] = json_text(c.after);
        }
        one["effect"] = to_string(c.effect);
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace hakit::corosync
