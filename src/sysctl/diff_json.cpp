#include <hakit/sysctl/diff_json.hpp>

namespace hakit::sysctl {

nlohmann::ordered_json to_json(std::span<const change> changes) {
    auto out = nlohmann::ordered_json::array();
    for (const auto& c : changes) {
        const auto* kind = c.what == change::kind::added     ? "added"
                           : c.what == change::kind::removed ? "removed"
                                                             : "changed";
        out.push_back({{"kind", kind},
                       {"path", c.key},
                       {"before", c.before},
                       {"after", c.after},
                       {"effect", to_string(c.effect)},
                       {"reason", c.reason}});
    }
    return out;
}

}  // namespace hakit::sysctl
