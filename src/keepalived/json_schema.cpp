#include <hakit/keepalived/config_json.hpp>

#include "keepalived/block_walk.hpp"
#include "keepalived/values/scalar.hpp"

#include <array>

namespace hakit::keepalived {
namespace {

template <class T>
constexpr std::array ops_for{&detail::ops_of<detail::setting_ops<T>>, &detail::ops_of<detail::list_ops<T>>};

template <class T>
bool holds(const value_ops& ops) {
    return &ops == ops_for<T>[0] || &ops == ops_for<T>[1];
}

void add_range(const keyword& k, double unit, json& out) {
    if (k.max <= k.min) return;
    out["minimum"] = k.min * unit;
    out["maximum"] = k.max * unit;
}

/// The words of "a|b|c" when from_json() takes each of them, and nothing else; `field` is scratch.
json enumeration(const keyword& k, const value_ops& ops, void* field) {
    json words = json::array();
    const auto described = ops.describe(k);
    std::string_view rest = described;
    if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
    while (!rest.empty()) {
        const auto bar = rest.find('|');
        words.push_back(std::string{rest.substr(0, bar)});
        rest = bar == rest.npos ? std::string_view{} : rest.substr(bar + 1);
    }
    if (ops.from_json("no such word", k, field)) return json::array();
    for (const auto& word : words)
        if (!ops.from_json(word, k, field)) return json::array();
    return words;
}

/// One value; what is no scalar is only described.
json value_schema(const keyword& k, const value_ops& ops, void* field) {
    json out = json::object();
    if (holds<bool>(ops)) {
        out["type"] = "boolean";
    } else if (holds<std::int64_t>(ops) || holds<std::chrono::seconds>(ops)) {
        out["type"] = "integer";
        add_range(k, 1, out);
    } else if (holds<std::chrono::microseconds>(ops)) {
        out["type"] = "number";
        add_range(k, k.unit == "ms" ? 1e-3 : k.unit == "us" ? 1e-6 : 1, out);
    } else if (holds<std::string>(ops)) {
        out["type"] = "string";
        if (k.max_length != 0) out["maxLength"] = k.max_length;
    } else if (auto words = enumeration(k, ops, field); !words.empty()) {
        out["enum"] = std::move(words);
    }
    return out;
}

/// A list keyword takes its scratch values one by one as an array, a single one as it is.
json field_schema(const keyword& k, const value_ops& ops, void* field) {
    json empty_list = json::array();
    json probe;
    ops.to_json(field, k, probe);
    const bool list = probe.is_array() && static_cast<bool>(ops.from_json(empty_list, k, field)) && !ops.present(field);
    json out = value_schema(k, ops, field);
    if (list) out = json{{"type", "array"}, {"items", out.empty() ? json::object() : std::move(out)}};
    return out;
}

void describe(const keyword& k, json& out) {
    std::string text{k.help};
    if (const auto values = describe_values(k); !values.empty()) text += " Written " + values + '.';
    if (!k.fallback.empty()) text += " Without it: " + std::string{k.fallback} + '.';
    out["description"] = std::move(text);
    if (!k.deprecated.empty()) out["deprecated"] = true;
    if (k.secret) out["writeOnly"] = true;
}

json members_schema(void* owner, const keyword_table& table);

json block_schema(const keyword& k, void* block) {
    json properties = json::object();
    bool closed = k.header == nullptr;
    if (k.header != nullptr) {
        json probe;
        k.header->values->to_json(k.header->in(block), k, probe);
        // A header that is an object brings members of its own, which only from_json() knows.
        closed = !probe.is_object();
        if (closed) properties["name"] = json{{"type", "string"}};
    }
    if (k.form == shape::block)
        properties.update(members_schema(block, *k.children));
    else
        properties["entries"] = json{{"type", "array"}};
    json out{{"type", "object"}, {"properties", std::move(properties)}};
    if (closed) out["additionalProperties"] = false;
    if (closed && k.header != nullptr && !k.optional) out["required"] = json::array({"name"});
    return out;
}

json keyword_schema(const keyword& k, void* owner) {
    const auto& place = k.form == shape::value ? *k.header : *k.body;
    void* field = place.in(owner);
    json out;
    if (place.values != nullptr) {
        out = field_schema(k, *place.values, field);
    } else {
        out = block_schema(k, place.blocks->add(field));
        if (place.blocks->many) out = json{{"type", "array"}, {"items", std::move(out)}};
    }
    describe(k, out);
    return out;
}

json members_schema(void* owner, const keyword_table& table) {
    json out = json::object();
    for (const auto& k : table)
        if (!is_alias(k)) out[std::string{k.name}] = keyword_schema(k, owner);
    return out;
}

}  // namespace

nlohmann::ordered_json json_schema() {
    config scratch;
    json out{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
             {"title", "keepalived.conf"},
             {"type", "object"},
             {"required", json::array({"schema"})},
             {"additionalProperties", false}};
    out["properties"] = json{{"schema", json{{"const", config_json_schema}}}};
    out["properties"].update(members_schema(&scratch, keywords()));
    return out;
}

}  // namespace hakit::keepalived
