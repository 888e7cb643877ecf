#include <hakit/keepalived/schema.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/schema_table.hpp"

#include <string>

namespace hakit::keepalived {
namespace {

void walk(std::string& path, const keyword_table& table,
          void (*visit)(std::string_view path, const keyword& k, void* user), void* user) {
    for (const auto& k : table) {
        const auto length = path.size();
        if (length != 0) path += '/';
        path += k.name;
        visit(path, k, user);
        if (k.children != nullptr) walk(path, *k.children, visit, user);
        path.resize(length);
    }
}

}  // namespace

const keyword* keyword_table::find(std::string_view name) const noexcept {
    const auto mask = slots_.size() - 1;
    for (auto slot = hash(name) & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
        const auto& row = rows_[slots_[slot] - 1u];
        if (row.name == name) return &row;
    }
    return nullptr;
}

const keyword_table& keywords() noexcept { return schema::root; }

std::string describe_values(const keyword& k) {
    const auto* binding = k.header != nullptr ? k.header : k.body;
    if (binding == nullptr || binding->values == nullptr) return {};
    return binding->values->describe(k);
}

void for_each_keyword(void (*visit)(std::string_view path, const keyword& k, void* user), void* user) {
    std::string path;
    walk(path, schema::root, visit, user);
}

}  // namespace hakit::keepalived
