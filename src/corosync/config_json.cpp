#include <hakit/corosync/config_json.hpp>

#include "corosync/binding.hpp"
#include "corosync/json_text.hpp"
#include "corosync/schema_table.hpp"

namespace hakit::corosync {
namespace {

using json = nlohmann::ordered_json;

json value_of(const key& k, const void* owner) {
    switch (k.field->kind) {
        case field_kind::counted: return *field_of<number>(k, owner);
        case field_kind::signed_count: return *field_of<integer>(k, owner);
        case field_kind::text: return json_text(*field_of<words>(k, owner));
        case field_kind::texts: {
            auto list = json::array();
            for (const auto& value : field_of<std::vector<words>>(k, owner)) list.push_back(json_text(*value));
            return list;
        }
        case field_kind::block:
        case field_kind::blocks: break;
    }
    return nullptr;
}

json object_of(const section& s, const void* owner, const section_base& base, const json_options& options) {
    auto out = json::object();
    auto defaults = json::object();
    for (const auto& k : s.keys) {
        if (k.field == nullptr) continue;
        const std::string name{k.name};
        if (is_set(k, owner))
            out[name] = k.secret && !options.secrets ? json{} : value_of(k, owner);
        else if (options.defaults && !k.fallback.empty() && k.works_in(*options.defaults))
            defaults[name] = k.fallback;
    }
    for (const auto* child : s.sections) {
        auto* field = const_cast<void*>(child->field->of(owner));
        const auto count = child->field->size(field);
        auto list = json::array();
        for (std::size_t i = 0; i < count; ++i) {
            auto* block = child->field->at(field, i);
            list.push_back(object_of(*child, block, *child->field->base(block), options));
        }
        if (child->repeatable && count != 0) out[std::string{child->name}] = std::move(list);
        if (!child->repeatable && count != 0) out[std::string{child->name}] = std::move(list.front());
    }
    if (!base.other.empty()) {
        auto& list = out["other"] = json::array();
        for (const auto& o : base.other) list.push_back({{"path", json_text(o.path)}, {"value", json_text(o.value)}});
    }
    if (!defaults.empty()) out["defaults"] = std::move(defaults);
    return out;
}

json schema_of(const key& k) {
    json out;
    const auto text = json{{"oneOf",
                            {{{"type", "string"}},
                             {{"type", "object"},
                              {"properties", {{"bytes", {{"type", "string"}, {"pattern", "^([0-9a-f]{2})*$"}}}}},
                              {"required", {"bytes"}},
                              {"additionalProperties", false}}}}};
    switch (k.type) {
        case value_type::u8: out = {{"type", "integer"}, {"minimum", 0}, {"maximum", 255}}; break;
        case value_type::u16: out = {{"type", "integer"}, {"minimum", 0}, {"maximum", 65535}}; break;
        case value_type::u32: out = {{"type", "integer"}, {"minimum", 0}, {"maximum", 4294967295}}; break;
        case value_type::i32: out = {{"type", "integer"}, {"minimum", -2147483648LL}, {"maximum", 2147483647}}; break;
        case value_type::u64: out = {{"type", "integer"}, {"minimum", 0}}; break;
        default: out = text;
    }
    if (k.field != nullptr && k.field->kind == field_kind::texts) out = {{"type", "array"}, {"items", std::move(out)}};
    out["description"] = k.help;
    return out;
}

json schema_of(const section& s) {
    auto properties = json::object();
    for (const auto& k : s.keys)
        if (k.field != nullptr) properties[std::string{k.name}] = schema_of(k);
    for (const auto* child : s.sections) {
        auto inner = schema_of(*child);
        if (child->repeatable) inner = {{"type", "array"}, {"items", std::move(inner)}};
        properties[std::string{child->name}] = std::move(inner);
    }
    const auto text = json{{"type", {"string", "object"}}};
    properties["other"] = {{"type", "array"},
                           {"description", "Keys that corosync does not know."},
                           {"items",
                            {{"type", "object"},
                             {"properties", {{"path", text}, {"value", text}}},
                             {"required", {"path", "value"}},
                             {"additionalProperties", false}}}};
    return {{"type", "object"},
            {"description", s.help},
            {"properties", std::move(properties)},
            {"additionalProperties", false}};
}

}  // namespace

json to_json(const config& c, const json_options& options) {
    json out{{"schema", config_json_schema}};
    out.update(object_of(schema::root, &c, c, options));
    return out;
}

json json_schema() {
    auto body = schema_of(schema::root);
    auto properties = json{{"schema", {{"const", config_json_schema}}}};
    properties.update(body["properties"]);
    json out{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "corosync.conf"}};
    out.update(body);
    out["properties"] = std::move(properties);
    out["required"] = {"schema"};
    return out;
}

}  // namespace hakit::corosync
