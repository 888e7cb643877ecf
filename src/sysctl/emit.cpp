#include <hakit/sysctl/emit.hpp>

#include <hakit/sysctl/schema.hpp>

#include "sysctl/character.hpp"

#include <algorithm>
#include <set>

namespace hakit::sysctl {
namespace {

bool is_control(char c) noexcept { return c == '\n' || c == '\r' || c == '\0' || c == '\v' || c == '\f'; }

bool is_writable_key(const key& k) {
    const auto& path = k.path();
    if (path.empty() || path.starts_with('#') || path.starts_with(';') || path.starts_with('-')) return false;
    return std::ranges::none_of(path, [](char c) { return is_control(c) || c == '='; }) && trimmed(path) == path &&
           !path.starts_with(byte_order_mark) && key::parse(k.to_string()) == k;
}

}  // namespace

result<std::string> emit(const config& c, const emit_options& options) {
    std::string out;
    std::set<const key_info*> present;
    for (const auto& a : c.assignments) {
        if (!is_writable_key(a.key)) return error{errc::invalid_argument, "no line can hold the key " + a.key.path()};
        if (std::ranges::any_of(a.value, is_control) || trimmed(a.value) != a.value)
            return error{errc::invalid_argument, a.key.to_string() + ": no line can hold the value"};
        present.insert(find(a.key));
        if (a.exclusion || a.ignore_failure) out += '-';
        out += a.key.to_string();
        if (!a.exclusion) {
            out += " =";
            if (!a.value.empty()) out.append(" ").append(a.value);
        }
        out += '\n';
    }
    if (options.defaults) {
        for (const auto& k : known_keys())
            if (!k.fallback.empty() && !present.contains(&k))
                out.append("# ").append(display_name(k)).append(": ").append(k.fallback).append("\n");
    }
    return out;
}

}  // namespace hakit::sysctl
