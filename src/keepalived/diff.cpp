#include <hakit/keepalived/diff.hpp>

#include "keepalived/block_walk.hpp"
#include "keepalived/reload_effect.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace hakit::keepalived {
namespace {

bool equal_blocks(const void* a, const void* b, const keyword& k);

bool equal_fields(const void* a, const void* b, const keyword_table& table) {
    for (const auto& k : table) {
        if (is_alias(k)) continue;
        const auto& place = k.form == shape::value ? *k.header : *k.body;
        void* fa = field_of(place, a);
        void* fb = field_of(place, b);
        if (place.values != nullptr) {
            if (is_silent(k, *place.values, fa) && is_silent(k, *place.values, fb)) continue;
            if (!place.values->equal(fa, fb)) return false;
            continue;
        }
        const auto& ops = *place.blocks;
        if (ops.size(fa) != ops.size(fb)) return false;
        for (std::size_t i = 0; i < ops.size(fa); ++i)
            if (!equal_blocks(ops.at(fa, i), ops.at(fb, i), k)) return false;
    }
    return true;
}

bool equal_blocks(const void* a, const void* b, const keyword& k) {
    const auto equal = [&](const binding& place) {
        return place.values->equal(field_of(place, a), field_of(place, b));
    };
    if (k.header != nullptr && !equal(*k.header)) return false;
    return k.form == shape::block ? equal_fields(a, b, *k.children) : k.entries == nullptr || equal(*k.entries);
}

/// A block on one side, and the one that it became.
struct pair {
    const void* before = nullptr;
    const void* after = nullptr;
    std::string name;
};

class comparison {
public:
    explicit comparison(const diff_options& options) : options_{options} {}

    void fields(const void* a, const void* b, const keyword_table& table);
    std::vector<change> changes;

private:
    void value(const void* a, const void* b, const keyword& k);
    void list(const void* a, const void* b, const value_ops& ops, const keyword& k);
    void blocks(const void* a, const void* b, const keyword& k);
    void block(const pair& p, const keyword& k);
    void add(change::kind what, const keyword& k, std::string before, std::string after, bool emptied = false);

    [[nodiscard]] std::string words(const keyword& k, const value_ops& ops, const void* field) const;
    [[nodiscard]] std::vector<std::string> shown(const keyword& k, const value_ops& ops, const void* field) const;

    const diff_options& options_;
    std::string path_;      ///< "vrrp_instance[VI_1]."
    std::string keywords_;  ///< "vrrp_instance/"
};

std::vector<std::string> comparison::shown(const keyword& k, const value_ops& ops, const void* field) const {
    std::string failure;
    auto entries = written(k, ops, field, failure);
    if (k.secret && !options_.secrets) std::ranges::fill(entries, redacted);
    return entries;
}

std::string comparison::words(const keyword& k, const value_ops& ops, const void* field) const {
    if (is_silent(k, ops, field)) return "unset";
    const auto entries = shown(k, ops, field);
    return entries.empty() || entries.front().empty() ? "on" : entries.front();
}

void comparison::add(change::kind what, const keyword& k, std::string before, std::string after, bool emptied) {
    const auto [effect, reason] = effect_of(keywords_ + std::string{k.name}, what, emptied);
    changes.push_back({what, path_ + std::string{k.name}, std::move(before), std::move(after), effect, reason});
}

void comparison::value(const void* a, const void* b, const keyword& k) {
    const auto& ops = *k.header->values;
    const void* fa = field_of(*k.header, a);
    const void* fb = field_of(*k.header, b);
    const bool off_before = is_silent(k, ops, fa);
    const bool off_after = is_silent(k, ops, fb);
    if ((off_before && off_after) || ops.equal(fa, fb)) return;
    if (k.repeatable) return list(fa, fb, ops, k);
    const auto what = off_before ? change::kind::added : off_after ? change::kind::removed : change::kind::changed;
    add(what, k, words(k, ops, fa), words(k, ops, fb));
}

void comparison::list(const void* a, const void* b, const value_ops& ops, const keyword& k) {
    std::map<std::string, int> count;
    const bool emptied = !ops.present(a) || !ops.present(b);
    const auto before = ops.present(a) ? shown(k, ops, a) : std::vector<std::string>{};
    const auto after = ops.present(b) ? shown(k, ops, b) : std::vector<std::string>{};
    for (const auto& entry : before) ++count[entry];
    for (const auto& entry : after) --count[entry];
    for (const auto& entry : before)
        if (auto& left = count[entry]; left > 0) {
            --left;
            add(change::kind::removed, k, entry, "unset", emptied);
        }
    for (const auto& entry : after)
        if (auto& left = count[entry]; left < 0) {
            ++left;
            add(change::kind::added, k, "unset", entry, emptied);
        }
}

/// The header's words; for the second and further blocks of one header also what tells them apart.
std::vector<std::string> block_keys(const block_ops& ops, void* field, const keyword& k, bool by_protocol) {
    std::vector<std::string> keys;
    std::unordered_map<std::string, int> seen;
    for (std::size_t i = 0; i < ops.size(field); ++i) {
        const void* block = ops.at(field, i);
        auto key = block_name(k, block);
        const auto* protocol = by_protocol && k.children != nullptr ? k.children->find("protocol") : nullptr;
        if (protocol != nullptr) {
            std::string failure;
            const void* value = field_of(*protocol->header, block);
            if (protocol->header->values->present(value))
                for (const auto& word : written(*protocol, *protocol->header->values, value, failure))
                    key += ' ' + word;
        }
        if (const auto n = ++seen[key]; n > 1) key += " #" + std::to_string(n);
        keys.push_back(std::move(key));
    }
    return keys;
}

bool has_repeats(const std::vector<std::string>& keys) {
    return std::ranges::any_of(keys, [](const auto& key) { return key.find("] #") != key.npos; });
}

std::vector<pair> match_named(const block_ops& ops, void* a, void* b, const keyword& k) {
    auto before = block_keys(ops, a, k, false);
    auto after = block_keys(ops, b, k, false);
    if (has_repeats(before) || has_repeats(after)) {
        before = block_keys(ops, a, k, true);
        after = block_keys(ops, b, k, true);
    }
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < after.size(); ++i) index.emplace(after[i], i);
    std::vector<bool> used(after.size());
    std::vector<pair> pairs;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto other = index.find(before[i]);
        if (other != index.end()) used[other->second] = true;
        pairs.push_back({ops.at(a, i), other == index.end() ? nullptr : ops.at(b, other->second), before[i]});
    }
    for (std::size_t i = 0; i < after.size(); ++i)
        if (!used[i]) pairs.push_back({nullptr, ops.at(b, i), after[i]});
    return pairs;
}

std::vector<pair> match_unnamed(const block_ops& ops, void* a, void* b, const keyword& k) {
    std::vector<std::size_t> left;
    std::vector<bool> used(ops.size(b));
    for (std::size_t i = 0; i < ops.size(a); ++i) {
        std::size_t j = 0;
        while (j < used.size() && (used[j] || !equal_blocks(ops.at(a, i), ops.at(b, j), k))) ++j;
        if (j < used.size())
            used[j] = true;
        else
            left.push_back(i);
    }
    const bool many = ops.size(a) > 1 || ops.size(b) > 1;
    const auto name = [&](std::size_t i) { return std::string{k.name} + (many ? '[' + std::to_string(i) + ']' : ""); };
    std::vector<pair> pairs;
    std::size_t next = 0;
    for (const auto i : left) {
        while (next < used.size() && used[next]) ++next;
        const bool found = next < used.size();
        pairs.push_back({ops.at(a, i), found ? ops.at(b, next) : nullptr, name(i)});
        if (found) used[next] = true;
    }
    for (std::size_t j = 0; j < used.size(); ++j)
        if (!used[j]) pairs.push_back({nullptr, ops.at(b, j), name(j)});
    return pairs;
}

void comparison::block(const pair& p, const keyword& k) {
    const auto path = path_;
    const auto keywords = keywords_;
    if (p.before == nullptr || p.after == nullptr) {
        const auto what = p.before == nullptr ? change::kind::added : change::kind::removed;
        const auto [effect, reason] = effect_of(keywords_ + std::string{k.name}, what, false);
        changes.push_back({what, path_ + p.name, {}, {}, effect, reason});
        return;
    }
    path_ += p.name + '.';
    keywords_ += std::string{k.name} + '/';
    if (k.form == shape::block) {
        fields(p.before, p.after, *k.children);
    } else if (k.entries != nullptr) {
        keyword entries = k;
        entries.name = "entries";
        list(field_of(*k.entries, p.before), field_of(*k.entries, p.after), *k.entries->values, entries);
    }
    path_ = path;
    keywords_ = keywords;
}

void comparison::blocks(const void* a, const void* b, const keyword& k) {
    void* fa = field_of(*k.body, a);
    void* fb = field_of(*k.body, b);
    if (k.body->blocks == nullptr) return list(fa, fb, *k.body->values, k);
    const auto& ops = *k.body->blocks;
    for (const auto& p : k.header != nullptr ? match_named(ops, fa, fb, k) : match_unnamed(ops, fa, fb, k)) block(p, k);
}

void comparison::fields(const void* a, const void* b, const keyword_table& table) {
    for (const auto& k : table) {
        if (is_alias(k)) continue;
        if (k.form == shape::value)
            value(a, b, k);
        else
            blocks(a, b, k);
    }
}

}  // namespace

std::vector<change> diff(const config& before, const config& after, const diff_options& options) {
    comparison c{options};
    c.fields(&before, &after, keywords());
    return std::move(c.changes);
}

}  // namespace hakit::keepalived
