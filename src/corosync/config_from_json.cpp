#include <hakit/corosync/config_json.hpp>

#include "corosync/binding.hpp"
#include "corosync/json_text.hpp"
#include "corosync/number.hpp"
#include "corosync/quote.hpp"
#include "corosync/schema_table.hpp"

namespace hakit::corosync {
namespace {

using json = nlohmann::ordered_json;

class reader {
public:
    /// False when it fails; the first failure is kept.
    bool read(const json& in, const section& s, void* owner, section_base& base, const std::string& path) {
        if (!in.is_object()) return fail(path, "an object is needed");
        for (const auto& [name, value] : in.items()) {
            const auto here = path.empty() ? name : path + '.' + name;
            if (path.empty() && name == "schema") continue;
            if (name == "other") {
                if (!read_other(value, base, here)) return false;
            } else if (const auto* k = s.find_key(name); k != nullptr && k->field != nullptr) {
                if (!read_key(value, *k, owner, here)) return false;
            } else if (const auto* child = s.find_section(name)) {
                if (!read_sections(value, *child, owner, here)) return false;
            } else {
                return fail(here, "unknown member");
            }
        }
        return true;
    }

    [[nodiscard]] error failure() const { return {errc::invalid_argument, failure_}; }

private:
    bool fail(const std::string& path, std::string_view why) {
        failure_ = text::printable(path) + ": " + std::string{why};
        return false;
    }

    bool read_sections(const json& in, const section& s, void* owner, const std::string& path) {
        auto* field = s.field->of(owner);
        const auto one = [&](const json& object, const std::string& here) {
            auto* block = s.field->add(field);
            return read(object, s, block, *s.field->base(block), here);
        };
        if (!s.repeatable) return one(in, path);
        if (!in.is_array()) return fail(path, "an array is needed");
        for (std::size_t i = 0; i < in.size(); ++i)
            if (!one(in[i], path + '[' + std::to_string(i) + ']')) return false;
        return true;
    }

    bool read_key(const json& in, const key& k, void* owner, const std::string& path) {
        switch (k.field->kind) {
            case field_kind::counted:
            case field_kind::signed_count: return read_number(in, k, owner, path);
            case field_kind::text: return read_text(in, field_of<words>(k, owner), path);
            case field_kind::texts: {
                if (!in.is_array()) return fail(path, "an array is needed");
                auto& list = field_of<std::vector<words>>(k, owner);
                for (const auto& value : in)
                    if (!read_text(value, list.emplace_back(), path)) return false;
                return true;
            }
            case field_kind::block:
            case field_kind::blocks: break;
        }
        return fail(path, "unknown member");
    }
    bool read_text(const json& in, words& field, const std::string& path) {
        auto value = text_from_json(in);
        if (!value) return fail(path, "a string is needed");
        field.set(std::move(*value));
        return true;
    }
    bool read_number(const json& in, const key& k, void* owner, const std::string& path) {
        const auto text = in.is_number_integer() ? in.dump() : std::string{};
        const auto read = number_from(text, k.type);
        if (!read || read->outside_of_type || read->wrapped)
            return fail(path, "a number of " + std::string{range_text(k.type)} + " is needed");
        if (k.field->kind == field_kind::signed_count)
            field_of<integer>(k, owner).set(static_cast<std::int64_t>(read->value));
        else
            field_of<number>(k, owner).set(read->value);
        return true;
    }
    bool read_other(const json& in, section_base& base, const std::string& path) {
        if (!in.is_array()) return fail(path, "an array is needed");
        for (const auto& entry : in) {
            if (!entry.is_object() || entry.size() != 2 || !entry.contains("path") || !entry.contains("value"))
                return fail(path, "objects with path and value are needed");
            auto name = text_from_json(entry["path"]);
            auto value = text_from_json(entry["value"]);
            if (!name || !value) return fail(path, "strings are needed");
            base.other.push_back({std::move(*name), std::move(*value), {}});
        }
        return true;
    }

    std::string failure_;
};

}  // namespace

result<config> from_json(const json& in) {
    if (!in.is_object() || !in.contains("schema") || in["schema"] != config_json_schema)
        return error{errc::invalid_argument, "schema: \"" + std::string{config_json_schema} + "\" is needed"};
    config c;
    reader r;
    if (!r.read(in, schema::root, &c, c, "")) return r.failure();
    return c;
}

}  // namespace hakit::corosync
