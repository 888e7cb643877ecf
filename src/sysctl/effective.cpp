#include <hakit/sysctl/effective.hpp>

#include <algorithm>
#include <utility>

namespace hakit::sysctl {

void effective_settings::add(const config& settings, text::file_id file) {
    for (auto a : settings.assignments) {
        const auto at = entries_.size();
        if (by_ == tool::systemd || a.key.is_pattern()) a.key = a.key.without_end_separator();
        if (a.key.is_pattern()) {
            const auto [known, fresh] = last_pattern_.try_emplace(a.key, at);
            if (!fresh) {
                auto& before = entries_[known->second];
                // systemd keeps a pattern that says the same where it stood.
                if (by_ == tool::systemd && before.what.value == a.value && before.what.exclusion == a.exclusion) {
                    before.what.ignore_failure = before.what.ignore_failure || a.ignore_failure;
                    continue;
                }
                if (by_ == tool::systemd) before.replaced = true;
                known->second = at;
            }
            patterns_.push_back(at);
        } else {
            const auto [known, fresh] = last_.try_emplace(a.key, at);
            if (!fresh) {
                auto& before = entries_[known->second];
                // To procps an exclusion is about patterns alone: the line before it is carried out.
                if (by_ == tool::procps && a.exclusion && !before.what.exclusion) continue;
                before.replaced = true;
                known->second = at;
            }
        }
        entries_.push_back({std::move(a), file, false});
    }
}

effective_value effective_settings::value_of(const entry& e, const key& k) const {
    effective_value v{k, e.what.value, e.what.ignore_failure, std::nullopt, {e.file, e.what.where}};
    if (e.what.key.is_pattern()) v.pattern = e.what.key;
    return v;
}

std::optional<effective_value> effective_settings::find(const key& k) const {
    if (const auto named = last_.find(k); named != last_.end()) {
        const auto& e = entries_[named->second];
        if (e.what.exclusion) return std::nullopt;
        return value_of(e, k);
    }
    for (auto at = patterns_.rbegin(); at != patterns_.rend(); ++at) {
        const auto& e = entries_[*at];
        if (!e.replaced && !e.what.exclusion && e.what.key.matches(k)) return value_of(e, k);
    }
    return std::nullopt;
}

std::vector<effective_value> effective_settings::all(const std::set<key>* present) const {
    std::vector<effective_value> out;
    for (const auto& [k, at] : last_)
        if (!entries_[at].what.exclusion) out.push_back(value_of(entries_[at], k));
    if (present != nullptr && !patterns_.empty()) {
        for (const auto& k : *present) {
            if (last_.contains(k)) continue;
            if (auto v = find(k)) out.push_back(std::move(*v));
        }
    }
    std::ranges::sort(out, {}, &effective_value::key);
    return out;
}

std::vector<effective_value> effective_settings::patterns() const {
    std::vector<effective_value> out;
    for (const auto at : patterns_) {
        const auto& e = entries_[at];
        if (!e.replaced && !e.what.exclusion) out.push_back(value_of(e, e.what.key));
    }
    return out;
}

}  // namespace hakit::sysctl
