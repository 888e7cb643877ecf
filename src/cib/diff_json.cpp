#include <hakit/cib/diff_json.hpp>

#include <array>

namespace hakit::cib {

nlohmann::ordered_json to_json(std::span<const change> changes) {
    constexpr std::array<const char*, 3> kinds{"added", "removed", "changed"};
    auto list = nlohmann::ordered_json::array();
    for (const change& c : changes) {
        nlohmann::ordered_json one{{"kind", kinds[static_cast<std::size_t>(c.what)]}, {"path", c.path}};
        if (!c.before.empty()) one["before"] = c.before;
        if (!c.after.empty()) one["after"] = c.after;
        list.push_back(std::move(one));
    }
    return list;
}

}  // namespace hakit::cib
