#include <hakit/sysctl/diff.hpp>

#include <hakit/sysctl/schema.hpp>

#include <map>

namespace hakit::sysctl {
namespace {

/// What the lines amount to, by the key as shown.
std::map<std::string, assignment> settled(const config& c) {
    std::map<std::string, assignment> all;
    for (const auto& a : c.assignments) {
        auto name = a.key.to_string();
        if (a.exclusion) {
            all.erase(name);
            all.insert_or_assign('-' + name, a);
        } else {
            all.erase('-' + name);
            all.insert_or_assign(std::move(name), a);
        }
    }
    return all;
}

std::string shown(const assignment& a) {
    if (a.exclusion) return "excluded";
    return a.ignore_failure ? a.value + " (failure ignored)" : a.value;
}

change describe(change::kind what, const std::string& name, const assignment& a) {
    change c;
    c.what = what;
    c.key = name;
    if (a.key.is_pattern() || a.exclusion) {
        c.effect = apply_effect::pattern;
        c.reason = "it counts for each setting that it matches";
    } else if (what == change::kind::removed) {
        c.effect = apply_effect::kept;
        c.reason = "the kernel keeps the value until it starts anew";
        if (const auto* row = find(a.key); row != nullptr && !row->fallback.empty())
            c.reason += "; its default is " + std::string{row->fallback};
    } else {
        c.reason = "the kernel gets the new value";
    }
    return c;
}

}  // namespace

std::string_view to_string(apply_effect e) noexcept {
    switch (e) {
        case apply_effect::set: return "set";
        case apply_effect::kept: return "kept";
        case apply_effect::pattern: return "pattern";
    }
    return "";
}

std::vector<change> diff(const config& before, const config& after) {
    const auto old_lines = settled(before);
    const auto new_lines = settled(after);
    std::vector<change> out;
    auto o = old_lines.begin();
    auto n = new_lines.begin();
    while (o != old_lines.end() || n != new_lines.end()) {
        if (n == new_lines.end() || (o != old_lines.end() && o->first < n->first)) {
            auto& c = out.emplace_back(describe(change::kind::removed, o->first, o->second));
            c.before = shown(o->second);
            c.after = "unset";
            ++o;
        } else if (o == old_lines.end() || n->first < o->first) {
            auto& c = out.emplace_back(describe(change::kind::added, n->first, n->second));
            c.before = "unset";
            c.after = shown(n->second);
            ++n;
        } else {
            if (o->second != n->second) {
                auto& c = out.emplace_back(describe(change::kind::changed, n->first, n->second));
                c.before = shown(o->second);
                c.after = shown(n->second);
            }
            ++o;
            ++n;
        }
    }
    return out;
}

std::string to_text(std::span<const change> changes) {
    std::string out;
    for (const auto& c : changes) {
        out += c.what == change::kind::added ? "+ " : c.what == change::kind::removed ? "- " : "~ ";
        out.append(c.key).append(": ").append(c.before).append(" -> ").append(c.after);
        out.append(" (").append(to_string(c.effect)).append(": ").append(c.reason).append(")\n");
    }
    return out;
}

}  // namespace hakit::sysctl
