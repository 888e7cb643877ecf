// What the settings of all files amount to.
#include "sysctl/check/findings.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>

namespace hakit::sysctl {
namespace {

constexpr std::string_view conf = "net/ipv4/conf/";

class meaning {
public:
    meaning(const std::vector<placed>& lines, bool together, const check_options& options, text::diagnostic_list& out)
        : lines_{lines}, together_{together}, options_{options}, out_{out} {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].what.key.is_pattern())
                patterns_.push_back(i);
            else if (!lines[i].what.exclusion)
                last_[lines[i].what.key] = i;
        }
    }

    void run() {
        check_repeats();
        check_patterns();
        check_interfaces();
        check_arp();
        check_forwarding();
    }

private:
    const placed* setting(const key& k) const {
        const auto found = last_.find(k);
        return found == last_.end() ? nullptr : &lines_[found->second];
    }
    const placed* setting(std::string_view path) const { return setting(key::from_path(path)); }

    /// What the line or a pattern sets the key to; none when nothing does.
    std::optional<std::int64_t> number(const key& k) const {
        if (const auto* line = setting(k)) return kernel_number(line->what.value);
        for (auto at = patterns_.rbegin(); at != patterns_.rend(); ++at)
            if (!lines_[*at].what.exclusion && lines_[*at].what.key.matches(k))
                return kernel_number(lines_[*at].what.value);
        return std::nullopt;
    }

    text::diagnostic& report(const text::code_info& what, const placed& line, std::string message,
                             std::optional<text::severity> level = std::nullopt) {
        return out_.add(what, {line.file, line.what.where}, std::move(message), level);
    }
    static void point_at(text::diagnostic& d, const placed& line, std::string message) {
        d.notes.push_back({std::move(message), text::location{line.file, line.what.where}});
    }

    /// Equal keys. In later files that is what the order of the files is for.
    void check_repeats() {
        std::unordered_map<key, std::size_t> seen;
        bool any_pattern = !patterns_.empty();
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const auto& line = lines_[i];
            const auto [at, fresh] = seen.try_emplace(line.what.key, i);
            if (!fresh) check_pair(lines_[at->second], line);
            at->second = i;
            if (together_ && line.what.exclusion && !any_pattern && options_.facts == nullptr)
                report(code.excludes_nothing, line, "no pattern matches " + line.what.key.to_string());
        }
    }

    void check_pair(const placed& before, const placed& line) {
        if (line.what.exclusion) {
            if (!before.what.exclusion && options_.by != tool::procps) {
                auto& d = report(code.removes_setting, line,
                                 "systemd-sysctl then does not set " + line.what.key.to_string() + " at all");
                point_at(d, before, "set here");
            }
            return;
        }
        if (before.what.exclusion || before.file != line.file) return;
        if (before.what.value == line.what.value) {
            auto& d = report(code.repeated, line, line.what.key.to_string() + " is set to the same value above");
            point_at(d, before, "first set here");
        } else {
            auto& d = report(code.overridden, before, "a later line sets " + line.what.key.to_string() + " again");
            point_at(d, line, "this value counts");
        }
    }

    /// Patterns that stand behind a key and look as if they changed it. Only the first such key is told of.
    void check_patterns() {
        if (patterns_.empty()) return;
        std::size_t budget = 100000;  // comparisons; a hint is not worth more
        for (const auto at : patterns_) {
            const auto& pattern = lines_[at];
            if (pattern.what.exclusion) continue;
            for (std::size_t i = 0; i < at && budget != 0; ++i, --budget) {
                const auto& line = lines_[i];
                if (line.file != pattern.file || line.what.exclusion || line.what.key.is_pattern() ||
                    line.what.value == pattern.what.value || !pattern.what.key.matches(line.what.key))
                    continue;
                auto& d = report(code.beats_pattern, pattern,
                                 line.what.key.to_string() + " keeps its value " + line.what.value);
                point_at(d, line, "it is named in full here");
                break;
            }
        }
    }

    /// conf/INTERFACE beside conf/all.
    void check_interfaces() {
        std::map<key, std::optional<std::int64_t>> all_numbers;
        for (const auto& [k, at] : last_) {
            if (!k.path().starts_with(conf)) continue;
            const auto segments = k.segments();
            if (segments.size() != 5 || segments[3] == "all" || segments[3] == "default") continue;
            const auto* row = find(k);
            const auto own = kernel_number(lines_[at].what.value);
            if (row == nullptr || !own) continue;
            const auto all_key = key::from_path(std::string{conf} + "all/" + std::string{segments[4]});
            const auto* all_line = setting(all_key);
            // There are few names, and each costs a walk over the patterns.
            const auto [known, fresh] = all_numbers.try_emplace(all_key);
            if (fresh) known->second = number(all_key);
            const auto all = known->second;
            judge(lines_[at], *row, *own, all, all_line, all_key);
        }
    }

    void judge(const placed& line, const key_info& row, std::int64_t own, std::optional<std::int64_t> all,
               const placed* all_line, const key& all_key) {
        if (row.joined == combination::alone || row.joined == combination::copied) return;
        if (!all && row.joined == combination::any && row.fallback == "1" && own == 0) {
            report(code.no_effect, line, "it stays on: " + all_key.to_string() + " is 1 unless it is changed too");
            return;
        }
        if (!all) return;
        bool outweighed = false;
        bool same = false;
        switch (row.joined) {
            case combination::largest:
                outweighed = *all > own;
                same = *all == own && own != 0;
                break;
            case combination::any:
                outweighed = *all != 0 && own == 0;
                same = *all != 0 && own != 0;
                break;
            case combination::every: outweighed = *all == 0 && own != 0; break;
            default: break;
        }
        if (!outweighed && !same) return;
        auto& d =
            outweighed
                ? report(code.no_effect, line,
                         all_key.to_string() + " = " + std::to_string(*all) + " counts for this interface as well")
                : report(code.redundant, line,
                         all_key.to_string() + " = " + std::to_string(*all) + " does the same for every interface");
        if (all_line != nullptr) point_at(d, *all_line, "set for all here");
    }

    /// The settings of a real server.
    void check_arp() {
        struct seen {
            const placed* loopback = nullptr;
            const placed* fallback = nullptr;  ///< conf/default
            const placed* useful = nullptr;    ///< all, an interface or a pattern
        };
        std::map<std::string_view, seen> found;
        for (const auto& line : lines_) {
            const auto& k = line.what.key;
            if (line.what.exclusion || !k.path().starts_with(conf)) continue;
            const auto segments = k.segments();
            if (segments.size() != 5 || (segments[4] != "arp_ignore" && segments[4] != "arp_announce")) continue;
            if (kernel_number(line.what.value).value_or(0) <= 0) continue;
            auto& entry = found[segments[4] == "arp_ignore" ? "arp_ignore" : "arp_announce"];
            auto& place = segments[3] == "lo"        ? entry.loopback
                          : segments[3] == "default" ? entry.fallback
                                                     : entry.useful;
            if (place == nullptr) place = &line;
        }
        for (const auto& [name, entry] : found) {
            if (entry.useful != nullptr) continue;
            if (entry.loopback != nullptr) {
                report(code.loopback_only, *entry.loopback,
                       "no ARP packet arrives at lo or leaves by it: this changes nothing");
            } else {
                report(code.default_only, *entry.fallback, "interfaces that exist keep their " + std::string{name});
            }
        }
        const auto ignore = found.find("arp_ignore");
        const auto announce = found.find("arp_announce");
        const bool has_ignore = ignore != found.end() && ignore->second.useful != nullptr;
        const bool has_announce = announce != found.end() && announce->second.useful != nullptr;
        if (has_ignore != has_announce) {
            const auto& one = has_ignore ? *ignore->second.useful : *announce->second.useful;
            report(code.half_of_pair, one,
                   has_ignore ? "arp_announce is not set: the virtual address is still used in ARP requests"
                              : "arp_ignore is not set: ARP requests for the virtual address are still answered");
        }
    }

    void check_forwarding() {
        const auto* one = setting("net/ipv4/ip_forward");
        const auto* other = setting("net/ipv4/conf/all/forwarding");
        if (one == nullptr || other == nullptr) return;
        if (kernel_number(one->what.value) == kernel_number(other->what.value)) return;
        const auto& later = last_.at(one->what.key) > last_.at(other->what.key) ? *one : *other;
        const auto& earlier = &later == one ? *other : *one;
        auto& d = report(code.same_switch, earlier, later.what.key.to_string() + " is the same switch");
        point_at(d, later, "this value counts");
    }

    const std::vector<placed>& lines_;
    bool together_;
    const check_options& options_;
    text::diagnostic_list& out_;
    std::map<key, std::size_t> last_;
    std::vector<std::size_t> patterns_;
};

}  // namespace

void check_meaning(const std::vector<placed>& lines, bool together, const check_options& options,
                   text::diagnostic_list& out) {
    meaning{lines, together, options, out}.run();
}

}  // namespace hakit::sysctl
