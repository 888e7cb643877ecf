#include "keepalived/binding.hpp"

#include <nlohmann/json.hpp>

namespace hakit::keepalived::detail {

bool is_json_array(const json& in) { return in.is_array(); }
std::size_t json_size(const json& in) { return in.size(); }
const json& json_at(const json& in, std::size_t i) { return in[i]; }
void make_json_array(json& out) { out = json::array(); }
json* add_json_element(json& array) { return &array.emplace_back(); }

}  // namespace hakit::keepalived::detail
