#include <hakit/text/diagnostic.hpp>

#include <algorithm>
#include <array>
#include <iterator>
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

diagnostic_list::file_share& diagnostic_list::share(file_id file) {
    // A workspace counts its files from 0; an id far off is a caller's mistake and must not cost memory.
    constexpr file_id most_files = 1u << 16;
    const auto slot = std::min(file, most_files);
    if (slot >= per_file_.size()) per_file_.resize(slot + 1);
    return per_file_[slot];
}

void diagnostic_list::leave_out(const diagnostic& d) noexcept { ++left_out_[static_cast<std::size_t>(d.level)]; }

diagnostic* diagnostic_list::keep(diagnostic d) {
    auto& here = share(d.where.file);
    if (here.kept.size() < limit_) {
        here.kept.push_back(static_cast<std::uint32_t>(items_.size()));
        items_.push_back(std::move(d));
        return &items_.back();
    }
    if (here.kept.empty()) {
        leave_out(d);
        return nullptr;
    }
    const auto rank = [](const diagnostic& x) { return std::pair{x.level, x.where}; };
    if (!here.mildest)
        here.mildest = *std::max_element(here.kept.begin(), here.kept.end(), [&](std::uint32_t a, std::uint32_t b) {
            return rank(items_[a]) < rank(items_[b]);
        });
    auto& mildest = items_[*here.mildest];
    if (!(rank(d) < rank(mildest))) {
        leave_out(d);
        return nullptr;
    }
    leave_out(mildest);
    here.mildest.reset();
    mildest = std::move(d);
    return &mildest;
}

diagnostic& diagnostic_list::add(const code_info& code, location where, std::string message,
                                 std::optional<severity> level) {
    const auto actual = level.value_or(code.default_severity);
    if (auto* kept = keep({&code, actual, where, std::move(message), {}, {}}); kept != nullptr) return *kept;
    scratch_ = diagnostic{&code, actual, where, {}, {}, {}};
    return scratch_;
}

void diagnostic_list::add(diagnostic d) {
    static constexpr code_info without_code{"HK0000", severity::error, "a problem without a code", ""};
    if (d.code == nullptr) d.code = &without_code;
    keep(std::move(d));
}

void diagnostic_list::append(const diagnostic_list& other) {
    if (&other == this) return append(diagnostic_list{other});
    for (const auto& d : other.items_) add(d);
    count_left_out(other);
}

void diagnostic_list::append(const diagnostic_list& other, file_id file) {
    if (&other == this) return append(diagnostic_list{other}, file);
    for (auto d : other.items_) {
        d.where.file = file;
        for (auto& n : d.notes)
            if (n.where) n.where->file = file;
        add(std::move(d));
    }
    count_left_out(other);
}

void diagnostic_list::count_left_out(const diagnostic_list& other) noexcept {
    for (std::size_t i = 0; i < std::size(left_out_); ++i) left_out_[i] += other.left_out_[i];
}

std::uint32_t diagnostic_list::left_out() const noexcept { return left_out_[0] + left_out_[1] + left_out_[2]; }

std::uint32_t diagnostic_list::left_out(severity level) const noexcept {
    return left_out_[static_cast<std::size_t>(level)];
}

std::size_t diagnostic_list::count(severity level) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(items_.begin(), items_.end(), [&](const auto& d) { return d.level == level; }));
}

void diagnostic_list::sort() {
    const auto key = [](const diagnostic& d) {
        return std::tuple{d.where, d.code->id, std::string_view{d.message}, d.level};
    };
    std::stable_sort(items_.begin(), items_.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto same = [](const diagnostic& a, const diagnostic& b) {
        return a.where == b.where && a.code == b.code && a.message == b.message;
    };
    items_.erase(std::unique(items_.begin(), items_.end(), same), items_.end());
    per_file_.clear();
    for (std::uint32_t at = 0; at < items_.size(); ++at) share(items_[at].where.file).kept.push_back(at);
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
