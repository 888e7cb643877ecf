#include <hakit/corosync/facts_json.hpp>

#include <nlohmann/json.hpp>

#include "text/facts_keys.hpp"

namespace hakit::corosync {
namespace {

using json = nlohmann::json;

error wrong(const std::string& path, std::string_view needed) {
    return {errc::syntax, path + ": " + std::string{needed} + " is needed"};
}

result<std::vector<ip_address>> read_addresses(const std::string& path, const json& in) {
    if (!in.is_array()) return wrong(path, "an array of IP addresses");
    std::vector<ip_address> out;
    for (const auto& text : in) {
        const auto address = text.is_string() ? ip_address::parse(text.get<std::string>()) : std::nullopt;
        if (!address) return wrong(path, "an array of IP addresses");
        out.push_back(*address);
    }
    return out;
}

result<std::set<std::string, std::less<>>> read_names(const std::string& path, const json& in) {
    if (!in.is_array()) return wrong(path, "an array of names");
    std::set<std::string, std::less<>> names;
    for (const auto& name : in) {
        if (!name.is_string()) return wrong(path, "an array of names");
        names.insert(name.get<std::string>());
    }
    return names;
}

result<std::map<std::string, std::vector<ip_address>, std::less<>>> read_hosts(const json& in) {
    if (!in.is_object()) return wrong("hosts", "an object");
    std::map<std::string, std::vector<ip_address>, std::less<>> hosts;
    for (const auto& [name, list] : in.items()) {
        auto addresses = read_addresses("hosts." + name, list);
        if (!addresses) return addresses.error();
        hosts.emplace(name, std::move(*addresses));
    }
    return hosts;
}

result<std::map<std::string, std::uint64_t, std::less<>>> read_sizes(const json& in) {
    if (!in.is_object()) return wrong("file_sizes", "an object");
    std::map<std::string, std::uint64_t, std::less<>> sizes;
    for (const auto& [path, size] : in.items()) {
        if (!size.is_number_unsigned()) return wrong("file_sizes." + path, "a number of bytes");
        sizes.emplace(path, size.get<std::uint64_t>());
    }
    return sizes;
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
        if (key == "hostname") {
            if (!value.is_string()) return wrong(key, "a name");
            facts.hostname = value.get<std::string>();
        } else if (key == "addresses") {
            failed = store(read_addresses(key, value), facts.addresses);
        } else if (key == "hosts") {
            failed = store(read_hosts(value), facts.hosts);
        } else if (key == "users") {
            failed = store(read_names(key, value), facts.users);
        } else if (key == "groups") {
            failed = store(read_names(key, value), facts.groups);
        } else if (key == "file_sizes") {
            failed = store(read_sizes(value), facts.file_sizes);
        } else if (!text::is_facts_key(key)) {
            failed = {errc::syntax, key + ": unknown key"};
        }
        if (failed != error{}) return failed;
    }
    return facts;
}

}  // namespace hakit::corosync
