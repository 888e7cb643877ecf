#include <hakit/sysctl/config_json.hpp>

#include <hakit/sysctl/schema.hpp>

#include "text/utf8.hpp"

#include <charconv>
#include <optional>
#include <set>

namespace hakit::sysctl {
namespace {

using json = nlohmann::ordered_json;

json text_json(std::string_view text) {
    if (text::is_utf8(text)) return std::string{text};
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return {{"bytes", hex}};
}

std::optional<std::string> json_text(const json& in) {
    if (in.is_string()) return in.get<std::string>();
    if (!in.is_object() || in.size() != 1 || !in.contains("bytes") || !in["bytes"].is_string()) return std::nullopt;
    const auto& hex = in["bytes"].get_ref<const std::string&>();
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        unsigned byte = 0;
        const auto read = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        if (read.ec != std::errc{} || read.ptr != hex.data() + i + 2) return std::nullopt;
        text += static_cast<char>(byte);
    }
    return text;
}

error wrong(std::size_t index, std::string_view what) {
    return {errc::invalid_argument, "settings[" + std::to_string(index) + "]" + std::string{what}};
}

result<assignment> read_one(const json& in, std::size_t index) {
    if (!in.is_object()) return wrong(index, ": an object is needed");
    assignment a;
    bool has_value = false;
    for (const auto& [name, member] : in.items()) {
        if (name == "key" || name == "value") {
            auto text = json_text(member);
            if (!text) return wrong(index, "." + name + ": a text is needed");
            if (name == "key") {
                a.key = key::parse(*text);
            } else {
                a.value = std::move(*text);
                has_value = true;
            }
        } else if (name == "exclude" || name == "ignore_failure") {
            if (!member.is_boolean()) return wrong(index, "." + name + ": true or false is needed");
            (name == "exclude" ? a.exclusion : a.ignore_failure) = member.get<bool>();
        } else {
            return wrong(index, "." + name + ": there is no such member");
        }
    }
    if (a.key.empty()) return wrong(index, ".key: a key is needed");
    if (a.exclusion == has_value) return wrong(index, ": either a value or \"exclude\": true is needed");
    if (a.exclusion && a.ignore_failure) return wrong(index, ".ignore_failure: an exclusion cannot fail");
    return a;
}

}  // namespace

json to_json(const config& c, const json_options& options) {
    json out{{"schema", config_json_schema}};
    auto& settings = out["settings"] = json::array();
    std::set<const key_info*> present;
    for (const auto& a : c.assignments) {
        json one{{"key", text_json(a.key.to_string())}};
        if (a.exclusion)
            one["exclude"] = true;
        else
            one["value"] = text_json(a.value);
        if (a.ignore_failure) one["ignore_failure"] = true;
        settings.push_back(std::move(one));
        present.insert(find(a.key));
    }
    if (options.defaults) {
        auto& defaults = out["defaults"] = json::object();
        for (const auto& k : known_keys())
            if (!k.fallback.empty() && !present.contains(&k)) defaults[display_name(k)] = k.fallback;
    }
    return out;
}

result<config> from_json(const json& in) {
    if (!in.is_object()) return error{errc::invalid_argument, "an object is needed"};
    if (!in.contains("schema") || in["schema"] != config_json_schema)
        return error{errc::invalid_argument, "schema: \"" + std::string{config_json_schema} + "\" is needed"};
    config c;
    for (const auto& [name, member] : in.items()) {
        if (name == "schema") continue;
        if (name != "settings") return error{errc::invalid_argument, name + ": there is no such member"};
        if (!member.is_array()) return error{errc::invalid_argument, "settings: an array is needed"};
        for (std::size_t i = 0; i < member.size(); ++i) {
            auto one = read_one(member[i], i);
            if (!one) return one.error();
            c.assignments.push_back(std::move(*one));
        }
    }
    return c;
}

json json_schema() {
    const json text = {{"anyOf",
                        {{{"type", "string"}},
                         {{"type", "object"},
                          {"properties", {{"bytes", {{"type", "string"}, {"pattern", "^([0-9a-f]{2})*$"}}}}},
                          {"required", {"bytes"}},
                          {"additionalProperties", false}}}}};
    json setting = {
        {"type", "object"}, {"properties", json::object()}, {"required", {"key"}}, {"additionalProperties", false}};
    setting["properties"] = {
        {"key", text}, {"value", text}, {"exclude", {{"type", "boolean"}}}, {"ignore_failure", {{"type", "boolean"}}}};
    json out;
    out["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    out["title"] = "sysctl.conf";
    out["type"] = "object";
    out["properties"] = {{"schema", {{"const", config_json_schema}}},
                         {"settings", {{"type", "array"}, {"items", std::move(setting)}}}};
    out["required"] = json::array({"schema"});
    out["additionalProperties"] = false;
    return out;
}

json to_json(const std::vector<effective_value>& values, const text::workspace& files) {
    auto out = json::array();
    for (const auto& v : values) {
        json one{{"key", text_json(v.key.to_string())}, {"value", text_json(v.value)}};
        if (v.pattern) one["pattern"] = text_json(v.pattern->to_string());
        if (v.ignore_failure) one["ignore_failure"] = true;
        one["file"] = files.file(v.where.file).name();
        one["line"] = files.lines(v.where.file).position_of(v.where.where.begin).line;
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace hakit::sysctl
