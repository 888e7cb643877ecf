#include "corosync/mend.hpp"

#include "corosync/schema_names.hpp"
#include "corosync/schema_table.hpp"

#include <algorithm>
#include <compare>
#include <optional>
#include <tuple>
#include <unordered_map>

namespace hakit::corosync {
namespace {

using text::no_node;
using text::node_id;
using text::token_kind;

constexpr std::uint32_t none = 0xffff'ffff;
constexpr unsigned most_edits = 200;
constexpr std::size_t most_states = 48;

/// A line that matters: what opens, closes or stands in a section.
struct item {
    enum class kind : std::uint8_t { open, key, close };
    kind what;
    std::uint32_t token;  ///< of an open its '{', of a close its '}', of a key its first token
    std::uint32_t first;  ///< the first token of the line that counts
    node_id node = no_node;
    std::uint32_t column = none;  ///< none when something else stands before it on its line
    std::uint32_t line = 0;
    std::string_view name = {};
};

std::vector<item> items_of(const text::document& doc) {
    std::vector<item> items;
    const auto tokens = doc.tokens();
    const auto nodes = doc.nodes();
    node_id next = 1;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    for (std::uint32_t t = 0; t < tokens.size(); ++t) {
        const auto written = tokens[t].where().of(doc.text());
        while (next < nodes.size() && nodes[next].first_token == t) {
            const auto id = next++;
            const auto& n = nodes[id];
            if (n.has_block())
                items.push_back({item::kind::open, n.open_token, t, id, column, line, doc.word_text(id, 0)});
            else if (n.words != 0)
                items.push_back({item::kind::key, t, t, id, column, line, doc.word_text(id, 0)});
        }
        switch (tokens[t].kind()) {
            case token_kind::newline:
                ++line;
                column = 0;
                continue;
            case token_kind::blank:
                for (const char c : written)
                    if (column != none) column = c == '\t' ? (column / 8 + 1) * 8 : column + 1;
                continue;
            case token_kind::close: items.push_back({item::kind::close, t, t, no_node, column, line}); break;
            case token_kind::open:
                // One that is nested too deeply; it has its place among the others all the same.
                if (items.empty() || items.back().token != t)
                    items.push_back({item::kind::open, t, t, no_node, column, line});
                break;
            default: break;
        }
        column = none;
    }
    return items;
}

/// An open section. Stacks share their lower parts.
struct frame {
    std::uint32_t below = none;
    std::uint32_t item = none;  ///< none for the top level
    const section* known = nullptr;
    std::uint32_t depth = 0;
    std::uint64_t path = 0;  ///< a hash of the items that opened it and those around
};

/// What was done so far, the latest first.
struct step {
    std::uint32_t before;
    brace_edit edit;
    std::uint32_t line;
};

struct cost {
    unsigned edits = 0;
    unsigned violations = 0;
    unsigned layout = 0;
    unsigned runs = 0;
    friend auto operator<=>(const cost&, const cost&) = default;
};

struct state {
    std::uint32_t top = 0;  ///< frame
    cost spent;
    std::uint32_t last = none;    ///< step
    std::uint64_t structure = 0;  ///< a hash of where every key stands
    bool ambiguous = false;

    /// Ways that cannot be told apart by what they break.
    [[nodiscard]] auto rank() const noexcept { return std::tie(spent.edits, spent.violations, spent.layout); }
};

constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    a ^= b + 0x9e37'79b9'7f4a'7c15u + (a << 6) + (a >> 2);
    return a * 0xff51'afd7'ed55'8ccdu;
}

/// The search: all ways with the fewest edits at once, item by item; of ways that lead to the same open sections the
/// best one stays.
class search {
public:
    search(std::vector<item> items) : items_{std::move(items)} {
        measure();
        frames_.push_back({none, none, &schema::root, 0, 1});
    }

    mending run(std::uint32_t end_token) {
        mending result;
        if (needed(0, 0) > most_edits) return result;
        fewest_ = needed(0, 0);
        std::vector<state> states{state{}};
        for (std::size_t i = 0; i < items_.size(); ++i) {
            next_.clear();
            index_.clear();
            for (const auto& s : states) advance(s, i);
            states = next_;
            if (states.size() > most_states) {
                std::nth_element(states.begin(), states.begin() + most_states, states.end(),
                                 [&](const auto& a, const auto& b) { return better(a, b); });
                states.resize(most_states);
            }
        }
        const state* best = nullptr;
        next_.clear();
        index_.clear();
        for (auto s : states) {
            while (frames_[s.top].depth != 0) s = closed(s, items_.size(), end_token);
            add(s);
        }
        for (const auto& s : next_)
            if (best == nullptr || better(s, *best)) best = &s;
        if (best == nullptr || best->spent.edits != fewest_) return result;
        result.found = true;
        result.certain = !best->ambiguous && best->spent.violations == 0;
        for (auto at = best->last; at != none; at = steps_[at].before) result.edits.push_back(steps_[at].edit);
        std::reverse(result.edits.begin(), result.edits.end());
        return result;
    }

private:
    /// For each place the lowest depth that the rest reaches and the one it ends with, from 0.
    void measure() {
        lowest_.assign(items_.size() + 1, 0);
        total_.assign(items_.size() + 1, 0);
        for (auto i = items_.size(); i-- > 0;) {
            const int change = items_[i].what == item::kind::open ? 1 : items_[i].what == item::kind::close ? -1 : 0;
            total_[i] = total_[i + 1] + change;
            lowest_[i] = std::min(0, lowest_[i + 1] + change);
        }
    }
    /// The fewest edits that the items from `i` on need at a depth.
    [[nodiscard]] unsigned needed(std::size_t i, unsigned depth) const {
        const int start = static_cast<int>(depth);
        const int surplus = std::max(0, -(start + lowest_[i]));
        return static_cast<unsigned>(surplus + start + total_[i] + surplus);
    }

    /// Whether `a` is the way to take. Of equal ones the one whose edits come later: corosync complains late, too.
    [[nodiscard]] bool better(const state& a, const state& b) const {
        if (a.spent != b.spent) return a.spent < b.spent;
        auto x = a.last;
        auto y = b.last;
        for (; x != none && y != none; x = steps_[x].before, y = steps_[y].before)
            if (steps_[x].line != steps_[y].line) return steps_[x].line > steps_[y].line;
        return x == none && y != none;
    }

    void add(const state& s) {
        const auto [at, fresh] = index_.try_emplace(merge_key(s.top), next_.size());
        if (fresh) {
            next_.push_back(s);
            return;
        }
        auto& there = next_[at->second];
        const bool tie = there.rank() == s.rank() && there.structure != s.structure;
        const bool ambiguous = tie || (there.rank() == s.rank() && (there.ambiguous || s.ambiguous));
        if (better(s, there)) there = s;
        if (ambiguous) there.ambiguous = true;
    }
    /// Stacks that allow the same from here on.
    [[nodiscard]] std::uint64_t merge_key(std::uint32_t top) const {
        std::uint64_t key = 7;
        for (auto f = top; f != none; f = frames_[f].below) {
            const auto& frame = frames_[f];
            key = mix(key, reinterpret_cast<std::uintptr_t>(frame.known));
            key = mix(key, frame.item == none ? none : items_[frame.item].column);
        }
        return key;
    }

    void advance(const state& s, std::size_t i) {
        const auto& it = items_[i];
        switch (it.what) {
            case item::kind::close: {
                if (frames_[s.top].depth != 0) {
                    auto kept = s;
                    const auto& open = items_[frames_[s.top].item];
                    if (it.column != open.column && it.column != none && open.column != none) ++kept.spent.layout;
                    kept.top = frames_[s.top].below;
                    consider(kept, i + 1);
                }
                consider(with(s, {brace_edit::kind::remove_close, it.token, node_of(s.top)}, it.line), i + 1);
                return;
            }
            case item::kind::key: {
                for (auto here = s;; here = closed(here, i, it.first)) {
                    auto kept = here;
                    const bool astray = is_astray(frames_[here.top].known, it);
                    if (astray) ++kept.spent.violations;
                    const bool outside = hangs_out(here.top, it);
                    if (outside) ++kept.spent.layout;
                    kept.structure = mix(kept.structure, mix(frames_[here.top].path, i));
                    consider(kept, i + 1);
                    if (!may_close(here, i, astray || outside)) return;
                }
            }
            case item::kind::open: {
                for (auto here = s;; here = closed(here, i, it.first)) {
                    const bool astray = is_astray(frames_[here.top].known, it);
                    const bool outside = hangs_out(here.top, it);
                    auto opened = here;
                    if (astray) ++opened.spent.violations;
                    if (outside) ++opened.spent.layout;
                    const auto* around = frames_[here.top].known;
                    frames_.push_back({here.top, static_cast<std::uint32_t>(i),
                                       around == nullptr ? nullptr : around->find_section(it.name),
                                       frames_[here.top].depth + 1, mix(frames_[here.top].path, i + 1)});
                    opened.top = static_cast<std::uint32_t>(frames_.size() - 1);
                    consider(opened, i + 1);
                    if (astray)
                        consider(with(here, {brace_edit::kind::remove_open, it.token, it.node}, it.line), i + 1);
                    if (!may_close(here, i, astray || outside)) return;
                }
            }
        }
    }
    /// Whether it makes sense to close the section before item `i`.
    [[nodiscard]] bool may_close(const state& s, std::size_t i, bool reason) const {
        return reason && frames_[s.top].depth != 0 &&
               s.spent.edits + 1 + needed(i, frames_[s.top].depth - 1) <= fewest_;
    }

    void consider(const state& s, std::size_t next) {
        if (s.spent.edits + needed(next, frames_[s.top].depth) <= fewest_) add(s);
    }

    [[nodiscard]] node_id node_of(std::uint32_t top) const {
        return frames_[top].item == none ? no_node : items_[frames_[top].item].node;
    }

    [[nodiscard]] state with(state s, brace_edit edit, std::uint32_t line) {
        ++s.spent.edits;
        const bool joins = s.last != none && steps_[s.last].edit.what == edit.what &&
                           (steps_[s.last].line == line || steps_[s.last].line + 1 == line);
        if (!joins) ++s.spent.runs;
        steps_.push_back({s.last, edit, line});
        s.last = static_cast<std::uint32_t>(steps_.size() - 1);
        return s;
    }
    /// With a '}' put before item `i`.
    [[nodiscard]] state closed(const state& s, std::size_t i, std::uint32_t token) {
        const auto line = i < items_.size() ? items_[i].line : items_.empty() ? 0 : items_.back().line + 1;
        auto after = with(s, {brace_edit::kind::add_close, token, node_of(s.top)}, line);
        after.top = frames_[s.top].below;
        return after;
    }

    /// Whether the schema knows the name, but not here.
    [[nodiscard]] static bool is_astray(const section* here, const item& it) {
        if (it.what == item::kind::key)
            return here != nullptr && here->find_key(it.name) == nullptr && is_known_key(it.name);
        if (here == nullptr) return schema::root.find_section(it.name) != nullptr;
        return here->find_section(it.name) == nullptr && is_known_section(it.name);
    }
    /// Whether the line stands further left than its section allows, or further right than the top level does.
    [[nodiscard]] bool hangs_out(std::uint32_t top, const item& it) const {
        if (it.column == none) return false;
        if (frames_[top].item == none) return it.column > 0;
        const auto around = items_[frames_[top].item].column;
        return around != none && it.column <= around;
    }

    std::vector<item> items_;
    std::vector<int> lowest_;
    std::vector<int> total_;
    unsigned fewest_ = 0;
    std::vector<frame> frames_;
    std::vector<step> steps_;
    std::vector<state> next_;
    std::unordered_map<std::uint64_t, std::size_t> index_;
};

}  // namespace

bool braces_pair(const text::document& doc) noexcept {
    int depth = 0;
    for (const auto& t : doc.tokens()) {
        if (t.kind() == token_kind::open) ++depth;
        if (t.kind() == token_kind::close && --depth < 0) return false;
    }
    return depth == 0;
}

mending mend(const text::document& doc, const target&) {
    return search{items_of(doc)}.run(static_cast<std::uint32_t>(doc.tokens().size()));
}

}  // namespace hakit::corosync
