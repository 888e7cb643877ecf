#include <hakit/cib/host_facts.hpp>

#include <hakit/cib/values.hpp>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "text/facts_keys.hpp"

#include <algorithm>

namespace hakit::cib {
namespace {

bool says_yes(const pugi::xml_attribute& a) noexcept { return a && parse_boolean(a.value()).value_or(false); }

agent_parameter parameter_of(const pugi::xml_node& n) {
    agent_parameter p;
    p.name = n.attribute("name").value();
    p.required = says_yes(n.attribute("required"));
    p.unique_group = n.attribute("unique-group").value();
    // OCF 1.0 had only "this one is unique".
    if (p.unique_group.empty() && says_yes(n.attribute("unique"))) p.unique_group = p.name;
    p.deprecated = says_yes(n.attribute("deprecated")) || n.child("deprecated");
    p.replaced_by = n.child("deprecated").child("replaced-with").attribute("name").value();
    if (const auto content = n.child("content")) {
        p.type = content.attribute("type").value();
        for (const auto& option : content.children("option")) p.values.emplace_back(option.attribute("value").value());
    }
    return p;
}

agent_action action_of(const pugi::xml_node& n) {
    agent_action a;
    a.name = n.attribute("name").value();
    a.role = n.attribute("role").value();
    if (const auto timeout = n.attribute("timeout")) a.timeout = parse_time(timeout.value());
    return a;
}

}  // namespace

const agent_parameter* agent_metadata::find(std::string_view name) const noexcept {
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&](const agent_parameter& p) { return p.name == name; });
    return found == parameters.end() ? nullptr : &*found;
}

result<agent_metadata> read_metadata(std::string_view xml) {
    pugi::xml_document tree;
    const auto parsed = tree.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) return error{errc::syntax, std::string{"agent metadata: "} + parsed.description()};
    const auto root = tree.child("resource-agent");
    if (!root) return error{errc::syntax, "agent metadata: there is no <resource-agent>"};
    agent_metadata made;
    for (const auto& n : root.child("parameters").children("parameter")) made.parameters.push_back(parameter_of(n));
    for (const auto& n : root.child("actions").children("action")) made.actions.push_back(action_of(n));
    return made;
}

result<host_facts> facts_from_json(std::string_view json) {
    const auto in = nlohmann::json::parse(json, nullptr, false);
    if (in.is_discarded()) return error{errc::syntax, "facts: this is no JSON"};
    if (!in.is_object()) return error{errc::invalid_argument, "facts: an object is wanted"};
    host_facts made;
    for (const auto& [name, value] : in.items()) {
        if (name == "complete") {
            if (!value.is_boolean()) return error{errc::invalid_argument, "facts: complete is true or false"};
            made.complete = value.get<bool>();
        } else if (name == "agents") {
            if (!value.is_object()) return error{errc::invalid_argument, "facts: agents is an object"};
            for (const auto& [agent, metadata] : value.items()) {
                if (!metadata.is_string())
                    return error{errc::invalid_argument, "facts: the metadata of " + agent + " is XML in a string"};
                auto read = read_metadata(metadata.get_ref<const std::string&>());
                if (!read) return error{read.error().code(), agent + ": " + read.error().message()};
                made.agents.emplace(agent, std::move(*read));
            }
        } else if (!text::is_facts_key(name)) {
            return error{errc::invalid_argument, "facts: unknown member " + name};
        }
    }
    return made;
}

}  // namespace hakit::cib
