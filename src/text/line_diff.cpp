#include <text/line_diff.hpp>

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace hakit::text {
namespace {

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto newline = text.find('\n');
        lines.push_back(text.substr(0, newline == text.npos ? newline : newline + 1));
        text.remove_prefix(lines.back().size());
    }
    return lines;
}

/// One side: the numbers of its lines that occur on the other side too, and where these stand.
struct side {
    std::vector<std::uint32_t> values;
    std::vector<std::size_t> places;
};

using number = std::int64_t;

/// E. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986), section 4b: finds the middle of
/// a shortest edit path from both ends at once, then solves both halves. Marks lines without a partner.
class comparison {
public:
    comparison(const side& a, const side& b, std::vector<bool>& removed, std::vector<bool>& added)
        : a_{a}, b_{b}, removed_{removed}, added_{added} {
        const auto size = a.values.size() + b.values.size() + 3;
        forward_.resize(2 * size);
        backward_.resize(2 * size);
        origin_ = static_cast<number>(size);
    }

    /// The halves of a box have half its distance, so the recursion is at most 64 deep.
    void solve(number a_begin, number a_end, number b_begin, number b_end) {
        while (a_begin < a_end && b_begin < b_end && same(a_begin, b_begin)) ++a_begin, ++b_begin;
        while (a_begin < a_end && b_begin < b_end && same(a_end - 1, b_end - 1)) --a_end, --b_end;
        middle m;
        if (a_begin == a_end || b_begin == b_end || !find_middle(a_begin, a_end, b_begin, b_end, m)) {
            for (auto i = a_begin; i < a_end; ++i) removed_[a_.places[static_cast<std::size_t>(i)]] = true;
            for (auto j = b_begin; j < b_end; ++j) added_[b_.places[static_cast<std::size_t>(j)]] = true;
            return;
        }
        solve(a_begin, m.a, b_begin, m.b);
        solve(m.a, a_end, m.b, b_end);
    }

private:
    struct middle {
        number a = 0;
        number b = 0;
    };

    [[nodiscard]] bool same(number i, number j) const {
        return a_.values[static_cast<std::size_t>(i)] == b_.values[static_cast<std::size_t>(j)];
    }

    /// A point on a shortest path that is neither corner of the box. Both sides are not empty and differ at both ends.
    /// False when the steps are used up.
    bool find_middle(number a_begin, number a_end, number b_begin, number b_end, middle& found) {
        // Diagonal k holds the points with a - b = k. Each array keeps the furthest `a` reached on it, from its end.
        const auto forward_start = a_begin - b_begin;
        const auto backward_start = a_end - b_end;
        const bool odd = ((forward_start - backward_start) & 1) != 0;
        const auto lowest = a_begin - b_end;
        const auto highest = a_end - b_begin;
        auto& f = forward_;
        auto& r = backward_;
        const auto at = [this](number k) { return static_cast<std::size_t>(k + origin_); };
        f[at(forward_start)] = a_begin;
        r[at(backward_start)] = a_end;
        auto f_low = forward_start;
        auto f_high = forward_start;
        auto r_low = backward_start;
        auto r_high = backward_start;
        for (;;) {
            // Grow each side by one edit, staying inside of the box.
            if (f_low > lowest)
                f[at(--f_low - 1)] = -1;
            else
                ++f_low;
            if (f_high < highest)
                f[at(++f_high + 1)] = -1;
            else
                --f_high;
            for (auto k = f_high; k >= f_low; k -= 2) {
                const auto below = f[at(k - 1)];
                const auto above = f[at(k + 1)];
                auto i = below < above ? above : below + 1;
                while (i < a_end && i - k < b_end && same(i, i - k)) ++i, --steps_;
                f[at(k)] = i;
                if (odd && r_low <= k && k <= r_high && r[at(k)] <= i) {
                    found = {i, i - k};
                    return true;
                }
            }
            constexpr auto unreached = std::numeric_limits<number>::max();
            if (r_low > lowest)
                r[at(--r_low - 1)] = unreached;
            else
                ++r_low;
            if (r_high < highest)
                r[at(++r_high + 1)] = unreached;
            else
                --r_high;
            for (auto k = r_high; k >= r_low; k -= 2) {
                const auto below = r[at(k - 1)];
                const auto above = r[at(k + 1)];
                auto i = below < above ? below : above - 1;
                while (i > a_begin && i - k > b_begin && same(i - 1, i - k - 1)) --i, --steps_;
                r[at(k)] = i;
                if (!odd && f_low <= k && k <= f_high && i <= f[at(k)]) {
                    found = {i, i - k};
                    return true;
                }
            }
            steps_ -= (f_high - f_low + r_high - r_low) / 2 + 2;
            if (steps_ < 0) return false;
        }
    }

    const side& a_;
    const side& b_;
    std::vector<bool>& removed_;
    std::vector<bool>& added_;
    std::vector<number> forward_;
    std::vector<number> backward_;
    number origin_ = 0;
    number steps_ = 20'000'000;
};

}  // namespace

line_diff compare_lines(std::string_view before, std::string_view after) {
    line_diff out{split(before), split(after), {}, {}};
    // Lines that occur on one side only cannot have a partner; the search is over the others.
    struct line {
        std::uint32_t value;
        bool in_before;
        bool in_after;
    };
    std::unordered_map<std::string_view, line> known;
    const auto note = [&](const std::vector<std::string_view>& lines, bool line::*present) {
        for (const auto text : lines) {
            auto& entry =
                known.try_emplace(text, line{static_cast<std::uint32_t>(known.size()), false, false}).first->second;
            entry.*present = true;
        }
    };
    note(out.before, &line::in_before);
    note(out.after, &line::in_after);
    const auto keep_common = [&](const std::vector<std::string_view>& lines, std::vector<bool>& changed) {
        side kept;
        changed.resize(lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto& entry = known.find(lines[i])->second;
            if (entry.in_before && entry.in_after) {
                kept.values.push_back(entry.value);
                kept.places.push_back(i);
            } else {
                changed[i] = true;
            }
        }
        return kept;
    };
    const auto a = keep_common(out.before, out.removed);
    const auto b = keep_common(out.after, out.added);
    comparison{a, b, out.removed, out.added}.solve(0, static_cast<number>(a.values.size()), 0,
                                                   static_cast<number>(b.values.size()));
    return out;
}

}  // namespace hakit::text
