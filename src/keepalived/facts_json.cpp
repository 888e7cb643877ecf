#include <hakit/keepalived/facts_json.hpp>

#include <nlohmann/json.hpp>

#include "text/facts_keys.hpp"

namespace hakit::keepalived {
namespace {

using json = nlohmann::json;

error wrong(const std::string& path, std::string_view needed) {
    return {errc::syntax, path + ": " + std::string{needed} + " is needed"};
}

result<interface_facts> read_interface(const std::string& path, const json& in) {
    if (!in.is_object()) return wrong(path, "an object");
    interface_facts facts;
    for (const auto& [key, value] : in.items()) {
        const auto here = path + "." + key;
        if (key == "mtu") {
            if (!value.is_number_unsigned() || value.get<std::uint64_t>() < 68 || value.get<std::uint64_t>() > 65536)
                return wrong(here, "a number of 68..65536");
            facts.mtu = value.get<unsigned>();
        } else if (key == "multicast" || key == "ethernet") {
            if (!value.is_boolean()) return wrong(here, "true or false");
            (key == "multicast" ? facts.multicast : facts.ethernet) = value.get<bool>();
        } else {
            return error{errc::syntax, here + ": unknown key"};
        }
    }
    return facts;
}

result<std::set<std::string>> read_names(const std::string& path, const json& in) {
    if (!in.is_array()) return wrong(path, "an array of names");
    std::set<std::string> names;
    for (const auto& name : in) {
        if (!name.is_string()) return wrong(path, "an array of names");
        names.insert(name.get<std::string>());
    }
    return names;
}

result<std::map<std::string, bool>> read_files(const json& in) {
    if (!in.is_object()) return wrong("files", "an object");
    std::map<std::string, bool> files;
    for (const auto& [path, executable] : in.items()) {
        if (!executable.is_boolean()) return wrong("files." + path, "true or false");
        files.emplace(path, executable.get<bool>());
    }
    return files;
}

result<std::map<std::string, interface_facts>> read_interfaces(const json& in) {
    if (!in.is_object()) return wrong("interfaces", "an object");
    std::map<std::string, interface_facts> interfaces;
    for (const auto& [name, value] : in.items()) {
        auto facts = read_interface("interfaces." + name, value);
        if (!facts) return facts.error();
        interfaces.emplace(name, *facts);
    }
    return interfaces;
}

/// Stores what was read, or hands the failure on.
template <class T>
error store(result<T> read, std::optional<T>& field) {
    if (!read) return read.error();
    field = std::move(*read);
    return {};
}

}  // namespace

result<host_facts> facts_from_json(std::string_view text) {
    const auto in = json::parse(text, nullptr, false);
    if (in.is_discarded()) return error{errc::syntax, "the facts are no JSON"};
    if (!in.is_object() || !in.contains("schema") || in["schema"] != "hakit-facts-1")
        return error{errc::syntax, "schema: \"hakit-facts-1\" is needed"};
    host_facts facts;
    for (const auto& [key, value] : in.items()) {
        error failed;
        if (key == "interfaces")
            failed = store(read_interfaces(value), facts.interfaces);
        else if (key == "users")
            failed = store(read_names(key, value), facts.users);
        else if (key == "groups")
            failed = store(read_names(key, value), facts.groups);
        else if (key == "files")
            failed = store(read_files(value), facts.files);
        else if (!text::is_facts_key(key))
            failed = {errc::syntax, key + ": unknown key"};
        if (failed != error{}) return failed;
    }
    return facts;
}

}  // namespace hakit::keepalived
