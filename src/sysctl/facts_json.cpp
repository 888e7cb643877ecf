#include <hakit/sysctl/facts_json.hpp>

#include <nlohmann/json.hpp>

#include "text/facts_keys.hpp"

namespace hakit::sysctl {

result<host_facts> facts_from_json(std::string_view text) {
    const auto in = nlohmann::json::parse(text, nullptr, false);
    if (in.is_discarded()) return error{errc::syntax, "the facts are no JSON"};
    if (!in.is_object() || in.value("schema", nlohmann::json{}) != "hakit-facts-1")
        return error{errc::syntax, "the facts are no object with \"schema\": \"hakit-facts-1\""};
    for (const auto& [name, value] : in.items())
        if (!text::is_facts_key(name)) return error{errc::syntax, name + ": unknown key"};
    host_facts facts;
    if (const auto keys = in.find("sysctls"); keys != in.end()) {
        if (!keys->is_array()) return error{errc::syntax, "sysctls: an array of keys is needed"};
        auto& all = facts.keys.emplace();
        for (std::size_t i = 0; i < keys->size(); ++i) {
            if (!(*keys)[i].is_string())
                return error{errc::syntax, "sysctls[" + std::to_string(i) + "]: a key is needed"};
            all.insert(key::parse((*keys)[i].get_ref<const std::string&>()));
        }
    }
    if (const auto interfaces = in.find("interfaces"); interfaces != in.end()) {
        if (!interfaces->is_object()) return error{errc::syntax, "interfaces: an object is needed"};
        auto& all = facts.interfaces.emplace();
        for (const auto& [name, about] : interfaces->items()) all.insert(name);
    }
    return facts;
}

}  // namespace hakit::sysctl
