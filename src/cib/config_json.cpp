#include <hakit/cib/config_json.hpp>

#include <hakit/cib/secrets.hpp>

#include "text/utf8.hpp"

#include <optional>
#include <string>

namespace hakit::cib {
namespace {

using json = nlohmann::ordered_json;

json text_json(std::string_view text) {
    if (text::is_utf8(text)) return json(std::string{text});
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (char c : text) {
        hex += digits[static_cast<unsigned char>(c) >> 4];
        hex += digits[static_cast<unsigned char>(c) & 15];
    }
    return json{{"bytes", std::move(hex)}};
}

json list_of(const std::vector<element>& elements, const json_options& options) {
    json list = json::array();
    for (const element& e : elements) list.push_back(to_json(e, options));
    return list;
}

/// Reads; the first problem ends it.
class reader {
public:
    result<config> run(const json& in) {
        if (!in.is_object()) return fail("$", "an object is wanted");
        config c;
        for (const auto& [name, value] : in.items()) {
            if (name == "schema") {
                if (value != config_json_schema)
                    return fail("$.schema", "this is not " + std::string{config_json_schema});
            } else if (name == "root") {
                auto root = read(value, "$.root", 0);
                if (!root) return *problem_;
                c.root = std::move(*root);
            } else if (name == "before" || name == "after") {
                if (!children(value, "$." + name, 0, name == "before" ? c.before : c.after)) return *problem_;
            } else {
                return fail("$." + name, "unknown member");
            }
        }
        if (!in.contains("root")) return fail("$", "there is no root");
        return c;
    }

private:
    error fail(const std::string& path, const std::string& what, errc kind = errc::invalid_argument) {
        if (!problem_) problem_ = error{kind, path + ": " + what};
        return *problem_;
    }

    std::optional<std::string> text_of(const json& in, const std::string& path) {
        if (in.is_string()) return in.get<std::string>();
        if (in.is_null()) {
            fail(path, "a secret that is hidden");
            return std::nullopt;
        }
        if (in.is_object() && in.size() == 1 && in.contains("bytes") && in["bytes"].is_string()) {
            const auto& hex = in["bytes"].get_ref<const std::string&>();
            std::string bytes;
            constexpr std::string_view digits = "0123456789abcdef";
            for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
                const std::size_t high = digits.find(hex[i]);
                const std::size_t low = digits.find(hex[i + 1]);
                if (high == digits.npos || low == digits.npos) break;
                bytes += static_cast<char>(high << 4 | low);
            }
            if (bytes.size() * 2 == hex.size()) return bytes;
        }
        fail(path, "a string is wanted");
        return std::nullopt;
    }

    std::optional<element> read(const json& in, const std::string& path, unsigned depth) {
        if (depth > 128) {
            fail(path, "nested too deeply", errc::limit_exceeded);
            return std::nullopt;
        }
        if (!in.is_object()) {
            fail(path, "an object is wanted");
            return std::nullopt;
        }
        for (const auto& [name, kind] : {std::pair{"comment", tag::comment}, std::pair{"text", tag::text}}) {
            if (in.size() != 1 || !in.contains(name)) continue;
            auto content = text_of(in[name], path + "." + name);
            if (!content) return std::nullopt;
            return element{kind, std::move(*content)};
        }
        if (!in.contains("element") || !in["element"].is_string()) {
            fail(path, "there is no element");
            return std::nullopt;
        }
        const auto name = in["element"].get<std::string>();
        const tag known = find_tag(name);
        element made = known == tag::other ? element{tag_name{name}} : element{known};
        for (const auto& [member, value] : in.items()) {
            const std::string here = path + "." + member;
            if (member == "attributes") {
                if (!attributes(value, here, made)) return std::nullopt;
            } else if (member == "children") {
                if (!children(value, here, depth, made.children)) return std::nullopt;
            } else if (member != "element") {
                fail(here, "unknown member");
                return std::nullopt;
            }
        }
        return made;
    }

    bool attributes(const json& in, const std::string& path, element& made) {
        if (!in.is_object()) {
            fail(path, "an object is wanted");
            return false;
        }
        for (const auto& [name, value] : in.items()) {
            auto text = text_of(value, path + "." + name);
            if (!text) return false;
            const key known = find_key(name);
            made.set(known == key::other ? key_name{name} : key_name{known}, std::move(*text));
        }
        return true;
    }

    bool children(const json& in, const std::string& path, unsigned depth, std::vector<element>& into) {
        if (!in.is_array()) {
            fail(path, "an array is wanted");
            return false;
        }
        for (std::size_t i = 0; i < in.size(); ++i) {
            auto child = read(in[i], path + "[" + std::to_string(i) + "]", depth + 1);
            if (!child) return false;
            into.push_back(std::move(*child));
        }
        return true;
    }

    std::optional<error> problem_;
};

}  // namespace

json to_json(const element& e, const json_options& options) {
    if (e.is(tag::comment)) return {{"comment", text_json(e.text)}};
    if (e.is(tag::text)) return {{"text", text_json(e.text)}};
    json out{{"element", text_json(e.type.text())}};
    const bool hidden = !options.secrets && e.is(tag::nvpair) && is_secret(e.get(key::name));
    for (const attribute& a : e.attributes)
        out["attributes"][std::string{a.name.text()}] =
            hidden && a.name == key::value ? json(nullptr) : text_json(a.value);
    if (!e.children.empty()) out["children"] = list_of(e.children, options);
    return out;
}

json to_json(const config& c, const json_options& options) {
    json out{{"schema", config_json_schema}};
    if (!c.before.empty()) out["before"] = list_of(c.before, options);
    out["root"] = to_json(c.root, options);
    if (!c.after.empty()) out["after"] = list_of(c.after, options);
    return out;
}

result<config> from_json(const json& in) { return reader{}.run(in); }

json json_schema() {
    const json text{{"oneOf",
                     {{{"type", "string"}},
                      {{"type", "object"},
                       {"properties", {{"bytes", {{"type", "string"}, {"pattern", "^([0-9a-f]{2})*$"}}}}},
                       {"required", {"bytes"}},
                       {"additionalProperties", false}}}}};
    const json list{{"type", "array"}, {"items", {{"$ref", "#/$defs/node"}}}};
    json names = json::array();
    for (int i = static_cast<int>(tag::cib); i <= static_cast<int>(tag::attribute); ++i)
        names.push_back(std::string{to_string(static_cast<tag>(i))});
    const json element_schema{
        {"type", "object"},
        {"properties",
         {{"element", {{"type", "string"}, {"examples", names}}},
          {"attributes", {{"type", "object"}, {"additionalProperties", {{"$ref", "#/$defs/text"}}}}},
          {"children", list}}},
        {"required", {"element"}},
        {"additionalProperties", false}};
    const auto leaf = [](const char* name) {
        return json{{"type", "object"},
                    {"properties", {{name, {{"$ref", "#/$defs/text"}}}}},
                    {"required", {name}},
                    {"additionalProperties", false}};
    };
    return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"title", "A Pacemaker CIB as hakit writes it"},
            {"type", "object"},
            {"properties",
             {{"schema", {{"const", config_json_schema}}},
              {"before", list},
              {"root", {{"$ref", "#/$defs/element"}}},
              {"after", list}}},
            {"required", {"root"}},
            {"additionalProperties", false},
            {"$defs",
             {{"text", text},
              {"element", element_schema},
              {"node", {{"oneOf", {{{"$ref", "#/$defs/element"}}, leaf("comment"), leaf("text")}}}}}}};
}

}  // namespace hakit::cib
