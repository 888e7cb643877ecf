#include "ipvs/describe.hpp"

namespace hakit::ipvs {

std::string describe(std::string_view verb, const service_key& key) {
    return std::string{verb} + " service " + key.to_string();
}

std::string describe(std::string_view verb, const service_key& key, const destination_key& d) {
    return std::string{verb} + " destination " + d.to_string() + " of " + key.to_string();
}

std::string describe(std::string_view verb, sync_role role) {
    return std::string{verb} + " " + std::string{to_string(role)} + " sync daemon";
}

}  // namespace hakit::ipvs
