#include <hakit/keepalived/diff_json.hpp>

namespace hakit::keepalived {

nlohmann::ordered_json to_json(std::span<const change> changes) {
    auto out = nlohmann::ordered_json::array();
    for (const auto& c : changes) {
        nlohmann::ordered_json one;
        one["kind"] = c.what == change::kind::added ? "added" : c.what == change::kind::removed ? "removed" : "changed";
        one["path"] = c.path;
        if (!c.before.empty() || !c.after.empty()) {
            one["before"] = c.before;
            one["after"] = c.after;
        }
        one["effect"] = to_string(c.effect);
        one["reason"] = c.reason;
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace hakit::keepalived
