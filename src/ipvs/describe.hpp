/// How errors name the command and its object: the same words for every table.
#pragma once

#include <hakit/ipvs/step.hpp>
#include <hakit/ipvs/types.hpp>

#include <string>
#include <string_view>

namespace hakit::ipvs {

/// "add service tcp 10.0.0.1:80"
[[nodiscard]] std::string describe(std::string_view verb, const service_key& key);
/// "add destination 10.0.0.2:80 of tcp 10.0.0.1:80"
[[nodiscard]] std::string describe(std::string_view verb, const service_key& key, const destination_key& d);
/// "start master sync daemon"
[[nodiscard]] std::string describe(std::string_view verb, sync_role role);

}  // namespace hakit::ipvs
