#include <hakit/keepalived/config_json.hpp>

#include "keepalived/block_walk.hpp"
#include "keepalived/values/hex.hpp"

#include <text/utf8.hpp>

namespace hakit::keepalived {
namespace {

void write_block(const void* owner, const keyword_table& table, const json_options& options, json& out);
void write_defaults(const void* owner, const keyword_table& table, release version, json& out);

/// JSON strings are UTF-8; other texts become {"bytes": "hexadecimal"}.
void encode_bytes(json& value) {
    if (value.is_structured()) {
        for (auto& member : value) encode_bytes(member);
    } else if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (text::is_utf8(text)) return;
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
        value = json{{"bytes", hex_text({bytes, text.size()})}};
    }
}

void write_value(const binding& place, const void* field, const keyword& k, json& out) {
    place.values->to_json(field, k, out);
    encode_bytes(out);
}

/// The members of the header: a value that is an object gives its members, any other is the "name".
void write_header(const void* block, const keyword& k, json& out) {
    if (k.header == nullptr) return;
    const void* field = field_of(*k.header, block);
    if (!k.header->values->present(field)) return;
    json value;
    k.header->values->to_json(field, k, value);
    encode_bytes(value);
    if (value.is_object() && !value.contains("bytes"))
        out.update(value);
    else
        out["name"] = std::move(value);
}

json write_one(const void* block, const keyword& k, const json_options& options) {
    json out = json::object();
    write_header(block, k, out);
    if (k.form == shape::block) {
        write_block(block, *k.children, options, out);
        if (options.defaults) write_defaults(block, *k.children, *options.defaults, out);
    } else if (k.entries != nullptr)
        write_value(*k.entries, field_of(*k.entries, block), k, out["entries"]);
    return out;
}

void write_keyword(const void* owner, const keyword& k, const json_options& options, json& out) {
    const auto& place = k.form == shape::value ? *k.header : *k.body;
    void* field = field_of(place, owner);
    const std::string name{k.name};
    if (place.values != nullptr) {
        if (is_silent(k, *place.values, field)) return;
        if (k.secret && !options.secrets)
            out[name] = nullptr;
        else
            write_value(place, field, k, out[name]);
        return;
    }
    const auto& ops = *place.blocks;
    const auto count = ops.size(field);
    if (count == 0) return;
    if (!ops.many) {
        out[name] = write_one(ops.at(field, 0), k, options);
        return;
    }
    auto& list = out[name] = json::array();
    for (std::size_t i = 0; i < count; ++i) list.push_back(write_one(ops.at(field, i), k, options));
}

void write_block(const void* owner, const keyword_table& table, const json_options& options, json& out) {
    for (const auto& k : table)
        if (!is_alias(k)) write_keyword(owner, k, options, out);
}

/// The member "defaults" of a block.
void write_defaults(const void* owner, const keyword_table& table, release version, json& out) {
    json words = json::object();
    for (const auto& k : table)
        if (has_fallback(k, owner, version)) words[std::string{k.name}] = k.fallback;
    if (!words.empty()) out["defaults"] = std::move(words);
}

}  // namespace

nlohmann::ordered_json to_json(const config& c, const json_options& options) {
    json out{{"schema", config_json_schema}};
    write_block(&c, keywords(), options, out);
    return out;
}

}  // namespace hakit::keepalived
