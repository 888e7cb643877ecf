#include <hakit/cib/migrate_json.hpp>

namespace hakit::cib {

nlohmann::ordered_json to_json(std::span<const migration_step> steps) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& step : steps)
        list.push_back({{"kind", to_string(step.what)}, {"path", step.path}, {"message", step.message}});
    return {{"schema", "hakit-migration-1"}, {"steps", std::move(list)}};
}

}  // namespace hakit::cib
