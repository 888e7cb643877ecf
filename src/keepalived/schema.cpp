#include <hakit/keepalived/schema.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/schema_table.hpp"

#include <cstring>
#include <string>

namespace hakit::keepalived {
namespace {

/// As a == b. Keywords are short, and each comparison of a fixed size is one instruction or two: a third of the time
/// that memcmp needs for them.
bool same(std::string_view a, std::string_view b) noexcept {
    const auto n = a.size();
    if (n != b.size()) return false;
    const auto alike = [&]<std::size_t Bytes>(std::size_t at, std::integral_constant<std::size_t, Bytes>) {
        return std::memcmp(a.data() + at, b.data() + at, Bytes) == 0;
    };
    constexpr std::integral_constant<std::size_t, 8> eight;
    constexpr std::integral_constant<std::size_t, 4> four;
    if (n < 4) return a == b;
    if (n < 8) return alike(0, four) && alike(n - 4, four);
    for (std::size_t at = 0; at + 8 < n; at += 8)
        if (!alike(at, eight)) return false;
    return alike(n - 8, eight);
}

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
        if (same(row.name, name)) return &row;
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
