#include <hakit/corosync/schema.hpp>

#include "corosync/number.hpp"
#include "corosync/schema_table.hpp"

#include <algorithm>

namespace hakit::corosync {
namespace {

void walk(const section& s, void (*visit)(std::string_view path, const section& s, const key* k, void* user),
          void* user) {
    for (const auto& k : s.keys) {
        std::string path{s.path};
        if (!path.empty()) path += '.';
        path += k.name;
        visit(path, s, &k, user);
    }
    for (const auto* child : s.sections) {
        visit(child->path, *child, nullptr, user);
        walk(*child, visit, user);
    }
}

}  // namespace

const key* section::find_key(std::string_view wanted) const noexcept {
    for (const auto& k : keys) {
        if (k.name == wanted) return &k;
        // "exec_NAME" is any name with that beginning.
        if (k.name.ends_with("_NAME") && wanted.size() > k.name.size() - 4 &&
            wanted.starts_with(k.name.substr(0, k.name.size() - 4)))
            return &k;
    }
    return nullptr;
}

const section* section::find_section(std::string_view wanted) const noexcept {
    const auto found = std::ranges::find_if(sections, [&](const auto* s) { return s->name == wanted; });
    return found == sections.end() ? nullptr : *found;
}

const section& root_section() noexcept { return schema::root; }

std::string describe_value(const key& k) {
    std::string text;
    switch (k.type) {
        case value_type::choice: text = k.choices; break;
        case value_type::string: text = "TEXT"; break;
        case value_type::address: text = "ADDRESS"; break;
        case value_type::path: text = "PATH"; break;
        default:
            text = range_text(k.type);
            if (k.min != 0) text.replace(0, text.find(".."), std::to_string(k.min));
            if (k.max != 0) text.replace(text.find("..") + 2, text.npos, std::to_string(k.max));
    }
    if (!k.unit.empty()) text += ' ' + std::string{k.unit};
    return text;
}

void for_each_keyword(void (*visit)(std::string_view path, const section& s, const key* k, void* user), void* user) {
    walk(root_section(), visit, user);
}

}  // namespace hakit::corosync
