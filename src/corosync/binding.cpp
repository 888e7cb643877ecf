#include "corosync/binding.hpp"

namespace hakit::corosync {

bool is_set(const key& k, const void* owner) {
    switch (k.field->kind) {
        case field_kind::counted: return field_of<number>(k, owner).has_value();
        case field_kind::signed_count: return field_of<integer>(k, owner).has_value();
        case field_kind::text: return field_of<words>(k, owner).has_value();
        case field_kind::texts: return !field_of<std::vector<words>>(k, owner).empty();
        case field_kind::block:
        case field_kind::blocks: return false;
    }
    return false;
}

bool equal(const key& k, const void* a, const void* b) {
    switch (k.field->kind) {
        case field_kind::counted: return field_of<number>(k, a) == field_of<number>(k, b);
        case field_kind::signed_count: return field_of<integer>(k, a) == field_of<integer>(k, b);
        case field_kind::text: return field_of<words>(k, a) == field_of<words>(k, b);
        case field_kind::texts: return field_of<std::vector<words>>(k, a) == field_of<std::vector<words>>(k, b);
        case field_kind::block:
        case field_kind::blocks: return true;
    }
    return true;
}

void for_each_value(const key& k, const void* owner,
                    const std::function<void(const std::string& value, text::span where)>& visit) {
    const auto single = [&](const auto& field) {
        if (!field) return;
        if constexpr (std::is_same_v<std::decay_t<decltype(*field)>, std::string>)
            visit(*field, field.where());
        else
            visit(std::to_string(*field), field.where());
    };
    switch (k.field->kind) {
        case field_kind::counted: return single(field_of<number>(k, owner));
        case field_kind::signed_count: return single(field_of<integer>(k, owner));
        case field_kind::text: return single(field_of<words>(k, owner));
        case field_kind::texts:
            for (const auto& value : field_of<std::vector<words>>(k, owner)) single(value);
            return;
        case field_kind::block:
        case field_kind::blocks: return;
    }
}

}  // namespace hakit::corosync
