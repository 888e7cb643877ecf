#include <hakit/corosync/diff.hpp>

#include "corosync/binding.hpp"
#include "corosync/schema_table.hpp"

#include <algorithm>
#include <map>

namespace hakit::corosync {
namespace {

constexpr release never{255, 255, 255};

/// What tells sections of one kind apart; empty for those that only have a place.
std::string identity(const section& s, const void* block) {
    if (&s == &schema::node) {
        const auto& n = *static_cast<const node*>(block);
        if (n.nodeid) return "id " + std::to_string(*n.nodeid);
        return n.name ? "name " + *n.name : std::string{};
    }
    if (&s == &schema::interface) {
        const auto& i = *static_cast<const interface*>(block);
        return "link " + std::to_string(i.linknumber ? *i.linknumber : i.ringnumber.value_or(0));
    }
    if (&s == &schema::logger_subsys) return static_cast<const logger_subsys*>(block)->subsys.value_or("");
    if (s.path == "logging.logging_daemon") {
        const auto& d = *static_cast<const logging_daemon*>(block);
        return d.name.value_or("") + ' ' + d.subsys.value_or("");
    }
    return {};
}

/// All values of a key, for people.
std::string text_of(const key& k, const void* owner, bool secrets) {
    if (!is_set(k, owner)) return "unset";
    std::string out;
    for_each_value(k, owner, [&](const std::string& value, text::span) {
        if (!out.empty()) out += ", ";
        out += value;
    });
    if (k.secret && !secrets) return "REDACTED";
    return out;
}

class comparison {
public:
    explicit comparison(const diff_options& options) : options_{options} {}

    void compare(const section& s, const std::string& path, const void* a, const section_base& base_a, const void* b,
                 const section_base& base_b) {
        const auto prefix = path.empty() ? std::string{} : path + '.';
        for (const auto& k : s.keys) {
            if (k.field == nullptr || equal(k, a, b)) continue;
            changes_.push_back(
                {is_set(k, a) ? is_set(k, b) ? change::kind::changed : change::kind::removed : change::kind::added,
                 prefix + std::string{k.name}, text_of(k, a, options_.secrets), text_of(k, b, options_.secrets),
                 effect_of(s, k)});
        }
        others(prefix, base_a.other, base_b.other);
        for (const auto* child : s.sections) sections(*child, prefix + std::string{child->name}, a, b);
    }

    std::vector<change> changes_;

private:
    static reload_effect effect_of(const section& s, const key& k) {
        if (k.no_effect != never || k.until != never || s.no_effect != never) return reload_effect::nothing;
        return k.live ? reload_effect::live : reload_effect::restart;
    }

    void sections(const section& s, const std::string& path, const void* a, const void* b) {
        auto* field_a = const_cast<void*>(s.field->of(a));
        auto* field_b = const_cast<void*>(s.field->of(b));
        const auto count_a = s.field->size(field_a);
        const auto count_b = s.field->size(field_b);
        // Of each identity the places in `b`, the last one first, so that equal ones pair in their order.
        std::map<std::string, std::vector<std::size_t>> places;
        for (std::size_t i = count_b; i-- > 0;) places[identity(s, s.field->at(field_b, i))].push_back(i);
        std::vector<std::size_t> partner(count_a, count_b);
        std::vector<bool> taken(count_b);
        for (std::size_t i = 0; i < count_a; ++i) {
            auto& same = places[identity(s, s.field->at(field_a, i))];
            if (same.empty()) continue;
            partner[i] = same.back();
            taken[same.back()] = true;
            same.pop_back();
        }
        const auto name = [&](std::size_t i) { return s.repeatable ? path + '[' + std::to_string(i + 1) + ']' : path; };
        const auto effect = s.no_effect != never ? reload_effect::nothing
                            : s.live             ? reload_effect::live
                                                 : reload_effect::restart;
        for (std::size_t i = 0; i < count_a; ++i) {
            if (partner[i] == count_b) {
                changes_.push_back({change::kind::removed, name(i), "", "", effect});
                continue;
            }
            auto* block_a = s.field->at(field_a, i);
            auto* block_b = s.field->at(field_b, partner[i]);
            compare(s, name(partner[i]), block_a, *s.field->base(block_a), block_b, *s.field->base(block_b));
        }
        for (std::size_t i = 0; i < count_b; ++i)
            if (!taken[i]) changes_.push_back({change::kind::added, name(i), "", "", effect});
    }

    void others(const std::string& prefix, const std::vector<other_key>& a, const std::vector<other_key>& b) {
        // The last one of a name counts.
        std::map<std::string, std::pair<const std::string*, const std::string*>> values;
        for (const auto& o : a) values[o.path].first = &o.value;
        for (const auto& o : b) values[o.path].second = &o.value;
        for (const auto& [path, value] : values) {
            const auto& [before, after] = value;
            if (before != nullptr && after != nullptr && *before == *after) continue;
            changes_.push_back({before == nullptr  ? change::kind::added
                                : after == nullptr ? change::kind::removed
                                                   : change::kind::changed,
                                prefix + path, before == nullptr ? "unset" : *before,
                                after == nullptr ? "unset" : *after, reload_effect::nothing});
        }
    }

    const diff_options& options_;
};

}  // namespace

std::string_view to_string(reload_effect e) noexcept {
    switch (e) {
        case reload_effect::live: return "live";
        case reload_effect::nothing: return "nothing";
        case reload_effect::restart: return "restart";
    }
    return "";
}

std::vector<change> diff(const config& before, const config& after, const diff_options& options) {
    comparison c{options};
    c.compare(schema::root, "", &before, before, &after, after);
    return std::move(c.changes_);
}

}  // namespace hakit::corosync
