#include <hakit/keepalived/config_json.hpp>

#include "keepalived/block_walk.hpp"
#include "keepalived/values/hex.hpp"
#include "keepalived/values/words.hpp"

#include <optional>

namespace hakit::keepalived {
namespace {

/// The text of {"bytes": "61ff"}; nullopt for anything else.
std::optional<std::string> bytes_of(const json& value) {
    if (!value.is_object() || value.size() != 1 || !value.contains("bytes") || !value["bytes"].is_string())
        return std::nullopt;
    const auto& digits = value["bytes"].get_ref<const std::string&>();
    if (digits.size() % 2 != 0) return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const auto high = hex_value(digits[i]);
        const auto low = hex_value(digits[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        text += static_cast<char>(high << 4 | low);
    }
    return text;
}

bool holds_bytes(const json& value, int depth) {
    if (!value.is_structured() || depth == 0) return false;
    if (bytes_of(value)) return true;
    for (const auto& member : value)
        if (holds_bytes(member, depth - 1)) return true;
    return false;
}

void decode_bytes(json& value, int depth) {
    if (!value.is_structured() || depth == 0) return;
    if (auto text = bytes_of(value)) {
        value = std::move(*text);
        return;
    }
    for (auto& member : value) decode_bytes(member, depth - 1);
}

/// Values are not nested deeper than this.
constexpr int value_depth = 8;

/// from_json() of the value, its byte strings decoded.
result<void> read_value(const binding& place, const json& in, const keyword& k, void* field) {
    if (!holds_bytes(in, value_depth)) return place.values->from_json(in, k, field);
    json decoded = in;
    decode_bytes(decoded, value_depth);
    return place.values->from_json(decoded, k, field);
}

/// Fills blocks, and keeps the first failure with the path to it.
class json_reader {
public:
    [[nodiscard]] bool block(const json& in, const keyword_table& table, void* owner, const std::string& path);
    bool fail(const std::string& path, std::string_view why) {
        failure_ = error{errc::invalid_argument, path + ": " + std::string{why}};
        return false;
    }
    [[nodiscard]] const error& failure() const noexcept { return failure_; }

private:
    bool member(const json& in, const keyword& k, void* owner, const std::string& parent);
    bool value(const json& in, const keyword& k, const binding& place, void* field, const std::string& parent);
    bool one_block(const json& in, const keyword& k, void* block, const std::string& path);
    bool header(const json& members, const keyword& k, void* block, const std::string& path);
    bool unknown(const std::string& name, const keyword_table& table, const std::string& path);

    error failure_;
};

bool json_reader::unknown(const std::string& name, const keyword_table& table, const std::string& path) {
    std::vector<std::string_view> names;
    for (const auto& k : table)
        if (!is_alias(k)) names.push_back(k.name);
    const auto guess = text::nearest(name, names);
    return fail(path + '.' + name, guess.empty() ? "unknown" : "unknown; did you mean " + quote(guess) + '?');
}

bool json_reader::value(const json& in, const keyword& k, const binding& place, void* field,
                        const std::string& parent) {
    if (in.is_null() && k.secret) return fail(parent + '.' + std::string{k.name}, "the secret was redacted");
    if (k.flag && in.is_boolean() && !in.get<bool>()) return true;
    const auto done = read_value(place, in, k, field);
    if (done) return true;
    failure_ = error{errc::invalid_argument, parent + '.' + done.error().message()};
    return false;
}

bool json_reader::member(const json& in, const keyword& k, void* owner, const std::string& parent) {
    const auto& place = k.form == shape::value ? *k.header : *k.body;
    void* field = place.in(owner);
    if (place.values != nullptr) return value(in, k, place, field, parent);
    const auto& ops = *place.blocks;
    const auto path = parent + '.' + std::string{k.name};
    if (!ops.many) return one_block(in, k, ops.add(field), path);
    if (!in.is_array()) return fail(path, "an array is needed");
    for (std::size_t i = 0; i < in.size(); ++i)
        if (!one_block(in[i], k, ops.add(field), path + '[' + std::to_string(i) + ']')) return false;
    return true;
}

bool json_reader::header(const json& members, const keyword& k, void* block, const std::string& path) {
    if (members.empty() && k.optional) return true;
    void* field = k.header->in(block);
    json probe;
    k.header->values->to_json(field, k, probe);  // unset: tells whether the value is an object
    const bool named = !probe.is_object();
    if (named && !members.contains("name")) return fail(path, "'name' is missing");
    if (named && members.size() != 1)
        return fail(path + '.' + (members.begin().key() == "name" ? std::next(members.begin()) : members.begin()).key(),
                    "unknown");
    const auto done = read_value(*k.header, named ? members["name"] : members, k, field);
    if (done) return true;
    failure_ = error{errc::invalid_argument, path + ": " + done.error().message()};
    return false;
}

bool json_reader::one_block(const json& in, const keyword& k, void* block, const std::string& path) {
    if (!in.is_object()) return fail(path, "an object is needed");
    // What is no keyword of the block belongs to its header, which refuses what it does not know.
    json rest = json::object();
    json own = json::object();
    for (const auto& [name, member] : in.items()) {
        const bool inside = k.form == shape::block ? k.children->find(name) != nullptr : name == "entries";
        if (k.header == nullptr || inside)
            own[name] = member;
        else
            rest[name] = member;
    }
    if (k.header != nullptr && !header(rest, k, block, path)) return false;
    if (k.form == shape::block) return this->block(own, *k.children, block, path);
    if (!own.contains("entries")) return true;
    const auto done = read_value(*k.entries, own["entries"], k, k.entries->in(block));
    if (done) return true;
    failure_ = error{errc::invalid_argument, path + ".entries: " + done.error().message()};
    return false;
}

bool json_reader::block(const json& in, const keyword_table& table, void* owner, const std::string& path) {
    for (const auto& [name, content] : in.items()) {
        if (path == "$" && name == "schema") continue;
        const auto* k = table.find(name);
        if (k == nullptr) return unknown(name, table, path);
        if (is_alias(*k))
            return fail(path + '.' + name, "another name of " + quote(k->alias_of) + ", which is to be used");
        if (!member(content, *k, owner, path)) return false;
    }
    return true;
}

}  // namespace

result<config> from_json(const nlohmann::ordered_json& in) {
    config c;
    json_reader reader;
    if (!in.is_object()) {
        reader.fail("$", "an object is needed");
        return reader.failure();
    }
    if (!in.contains("schema") || in["schema"] != config_json_schema) {
        reader.fail("$.schema", "\"hakit-keepalived-1\" is needed");
        return reader.failure();
    }
    if (!reader.block(in, keywords(), &c, "$")) return reader.failure();
    return c;
}

}  // namespace hakit::keepalived
