/// The steps of a migration as JSON.
#pragma once

#include <hakit/cib/migrate.hpp>

#include <nlohmann/json.hpp>

#include <span>

namespace hakit::cib {

/// {"schema": "hakit-migration-1", "steps": [{"kind": "converted", "path": "primitive[p].meta", "message": "..."}]}
[[nodiscard]] nlohmann::ordered_json to_json(std::span<const migration_step> steps);

}  // namespace hakit::cib
