#include <hakit/text/diagnostic.hpp>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace hakit::text {
namespace {

/// No keyword of any grammar comes near this; longer words are only compared for equality.
constexpr std::size_t longest_compared = 64;

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment);
/// `bound` + 1 as soon as it is more than `bound`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t bound) noexcept {
    const auto gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (gap > bound || std::max(a.size(), b.size()) > longest_compared) return bound + 1;
    using row = std::array<std::size_t, longest_compared + 1>;
    row rows[3];
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& now = rows[i % 3];
        const auto& before = rows[(i + 2) % 3];
        now[0] = i;
        auto best = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto x = lower(a[i - 1]);
            const auto y = lower(b[j - 1]);
            now[j] = std::min({before[j] + 1, now[j - 1] + 1, before[j - 1] + (x == y ? 0u : 1u)});
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y)
                now[j] = std::min(now[j], rows[(i + 1) % 3][j - 2] + 1);
            best = std::min(best, now[j]);
        }
        if (best > bound) return bound + 1;
    }
    return std::min(rows[a.size() % 3][b.size()], bound + 1);
}

}  // namespace

std::string_view to_string(severity s) noexcept {
    switch (s) {
        case severity::error: return "error";
        case severity::warning: return "warning";
        case severity::hint: return "hint";
    }
    return "error";
}

std::string_view to_string(applicability a) noexcept { return a == applicability::certain ? "certain" : "maybe"; }

diagnostic& diagnostic_list::add(const code_info& code, location where, std::string message) {
    diagnostic d;
    d.code = &code;
    d.level = code.default_severity;
    d.where = where;
    d.message = std::move(message);
    const auto before = items_.size();
    add(std::move(d));
    if (items_.size() > before) return items_.back();
    scratch_ = diagnostic{&code, code.default_severity, where, {}, {}, {}};
    return scratch_;
}

void diagnostic_list::add(diagnostic d) {
    static constexpr code_info without_code{"HK0000", severity::error, "a problem without a code", ""};
    if (d.code == nullptr) d.code = &without_code;
    // A workspace counts its files from 0; an id far off is a caller's mistake and must not cost memory.
    constexpr file_id most_files = 1u << 20;
    const auto slot = std::min(d.where.file, most_files);
    if (slot >= per_file_.size()) per_file_.resize(slot + 1);
    if (per_file_[slot] >= limit_) {
        ++left_out_;
        return;
    }
    ++per_file_[slot];
    items_.push_back(std::move(d));
}

void diagnostic_list::append(const diagnostic_list& other) {
    if (&other == this) return append(diagnostic_list{other});
    for (const auto& d : other.items_) add(d);
    left_out_ += other.left_out_;
}

void diagnostic_list::append(const diagnostic_list& other, file_id file) {
    if (&other == this) return append(diagnostic_list{other}, file);
    for (auto d : other.items_) {
        d.where.file = file;
        for (auto& n : d.notes)
            if (n.where) n.where->file = file;
        add(std::move(d));
    }
    left_out_ += other.left_out_;
}

std::size_t diagnostic_list::count(severity level) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(items_.begin(), items_.end(), [&](const auto& d) { return d.level == level; }));
}

void diagnostic_list::sort() {
    const auto key = [](const diagnostic& d) {
        return std::tuple{d.where, d.code->id, d.level, std::string_view{d.message}};
    };
    std::stable_sort(items_.begin(), items_.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
    for (const auto& k : known)
        if (equal_ignoring_case(word, k)) return k;
    std::string_view best;
    if (word.empty()) return best;
    auto best_distance = std::size_t{word.size() <= 4 ? 2u : 3u};  // one more than allowed
    for (const auto& k : known) {
        const auto d = distance(word, k, best_distance - 1);
        if (d < best_distance) {
            best_distance = d;
            best = k;
        }
        if (best_distance == 1) break;
    }
    return best;
}

}  // namespace hakit::text
