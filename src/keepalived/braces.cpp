#include "keepalived/braces.hpp"

#include "keepalived/codes/text_codes.hpp"
#include "keepalived/schema_table.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

using text::no_node;
using text::node_id;
using text::token_kind;

constexpr std::uint32_t none = 0xffff'ffff;
constexpr std::size_t deepest = 1000;  // blocks in one another before a pairing gives up

/// What a pairing may go by.
struct evidence {
    bool keywords = false;        ///< a block in a block that does not know it
    bool closing_column = false;  ///< a '}' that stands below another '{'
    bool line_column = false;     ///< a line that stands further left than its block allows
    bool too_early = false;       ///< a '}' that stands further right than its '{', or is followed by more of its block
    bool unopened = false;        ///< a keyword of a block without its '{', followed by what belongs into it
};

/// An open block; without a node a '{' that opens nothing.
struct scope {
    node_id node = no_node;
    const keyword* row = nullptr;              ///< null for unknown blocks
    std::optional<std::uint32_t> column = {};  ///< of its first word, at the beginning of a line
    bool indents = false;                      ///< its first line stands further right than itself
    bool empty = true;
    std::uint32_t strays = 0;  ///< '{' in it that open nothing; each takes a '}'

    /// Null for lists and unknown blocks.
    [[nodiscard]] const keyword_table* known() const noexcept { return row == nullptr ? nullptr : row->children; }
};

/// One way through the tape.
class pairing {
public:
    pairing(const tape& in, const column_finder& column, evidence by) : in_{in}, column_{column}, by_{by} {
        stack_.emplace_back().node = 0;
    }

    /// Gives up, with a surplus, when more is found than these are.
    mended_braces run(std::size_t most_missing, std::size_t most_surplus) {
        out_.parents.assign(in_.nodes.size(), no_node);
        node_id next = 1;
        for (std::uint32_t t = 0; t < in_.tokens.size(); ++t) {
            while (next < in_.nodes.size() && in_.nodes[next].first_token == t) start(next++);
            switch (in_.tokens[t].kind()) {
                case token_kind::blank:
                case token_kind::newline:
                case token_kind::comment: continue;
                case token_kind::open: open(t); break;
                case token_kind::close: close(t); break;
                default: break;
            }
            last_ = t;
            const auto too_many = out_.early.size() + out_.unopened.size();
            if (out_.missing.size() > most_missing || too_many > most_surplus || (found_ && depth() > deepest)) {
                out_.surplus.push_back(t);
                return std::move(out_);
            }
        }
        while (stack_.size() > 1) leave_open(static_cast<std::uint32_t>(in_.text.size()), {});
        return std::move(out_);
    }

    [[nodiscard]] bool found() const noexcept { return found_; }

private:
    [[nodiscard]] std::string_view first_word(node_id id) const {
        const auto& n = in_.nodes[id];
        return n.words == 0 ? std::string_view{} : text::unquoted(in_.tokens[n.first_token].where().of(in_.text));
    }
    [[nodiscard]] const keyword_table* known_in(std::size_t level) const {
        return level == 0 ? &schema::root : stack_[level].known();
    }
    [[nodiscard]] const keyword* row_in(std::size_t level, std::string_view name) const {
        const auto* known = known_in(level);
        return known == nullptr ? nullptr : known->find(name);
    }

    /// Where a '}' before token `t` belongs: behind the line before it.
    [[nodiscard]] std::uint32_t place_before(std::uint32_t t) const {
        const auto here = in_.tokens[t].begin;
        if (last_ == none) return here;
        const auto end = in_.text.find('\n', in_.tokens[last_].where().end);
        if (end == in_.text.npos || end >= here) return here;
        return static_cast<std::uint32_t>(end != 0 && in_.text[end - 1] == '\r' ? end - 1 : end);
    }

    [[nodiscard]] std::size_t depth() const noexcept { return stack_.size() - 1; }

    void leave_open(std::uint32_t place, std::string reason) {
        out_.missing.push_back({stack_.back().node, place, std::move(reason)});
        stack_.pop_back();
    }
    void leave_down_to(std::size_t depth_wanted, std::uint32_t t, const std::string& reason) {
        const auto place = place_before(t);
        found_ = true;
        while (depth() > depth_wanted) leave_open(place, reason);
    }

    void start(node_id id) {
        const auto name = first_word(id);
        const auto t = in_.nodes[id].first_token;
        const auto column = column_(in_.tokens[t].begin);
        if (by_.too_early) go_back(name, column);
        if (by_.line_column && column) leave_by_column(*column, name, t);
        if (by_.keywords && in_.nodes[id].has_block()) leave_by_keyword(name, t);
        auto& here = stack_.back();
        out_.parents[id] = here.node;
        if (here.empty) here.indents = column && here.column && *column > *here.column;
        here.empty = false;
        started_ = {.node = id, .row = row_in(depth(), name), .column = column};
        if (by_.unopened && lacks_its_open()) {
            found_ = true;
            out_.unopened.push_back(id);
            stack_.push_back(started_);
            stack_.back().column = std::nullopt;  // where it stands tells nothing of a '}' that was not written for it
        }
    }

    /// Whether the statement that starts should open a block, does not, and goes on as if it did.
    [[nodiscard]] bool lacks_its_open() const {
        const auto* row = started_.row;
        const auto next = started_.node + 1;
        if (row == nullptr || row->form == shape::value || in_.nodes[started_.node].has_block()) return false;
        if (next >= in_.nodes.size() || in_.nodes[next].parent != in_.nodes[started_.node].parent) return false;
        const auto name = first_word(next);
        if (row->children != nullptr && row->children->find(name) == nullptr) return false;
        if (row_in(depth(), name) == nullptr) return true;
        const auto column = column_(in_.tokens[in_.nodes[next].first_token].begin);
        return column && started_.column && *column > *started_.column;
    }

    /// A block goes on behind its '}' when what follows belongs in it and not here.
    void go_back(std::string_view name, std::optional<std::uint32_t> column) {
        if (closed_by_ == none || closed_by_ != last_ || row_in(depth(), name) != nullptr) return;
        const auto* known = closed_.known();
        if (known == nullptr || known->find(name) == nullptr) return;
        if (closed_.indents && column && *column <= *closed_.column) return;
        ignore(closed_by_, closed_.node);
        stack_.push_back(closed_);
    }

    void leave_by_column(std::uint32_t column, std::string_view name, std::uint32_t t) {
        auto wanted = depth();
        while (wanted > 0 && stack_[wanted].indents && *stack_[wanted].column >= column) --wanted;
        if (wanted == depth() || row_in(wanted, name) == nullptr) return;
        leave_down_to(wanted, t, "the next line stands further left");
    }

    void leave_by_keyword(std::string_view name, std::uint32_t t) {
        if (depth() == 0 || row_in(depth(), name) != nullptr) return;
        for (auto wanted = depth(); wanted-- > 0;) {
            const auto* row = row_in(wanted, name);
            if (row == nullptr || row->form == shape::value) continue;
            leave_down_to(wanted, t, quote(name) + " does not belong in it");
            return;
        }
    }

    void open(std::uint32_t t) {
        if (started_.node != no_node && in_.nodes[started_.node].open_token == t)
            stack_.push_back(started_);
        else
            ++stack_.back().strays;
    }

    void close(std::uint32_t t) {
        if (stack_.back().strays != 0) {
            --stack_.back().strays;
            return;
        }
        const auto column = column_(in_.tokens[t].begin);
        if (by_.closing_column && column && stack_.back().column && *column < *stack_.back().column) {
            auto wanted = depth();
            while (wanted > 0 && stack_[wanted].column != column) --wanted;
            if (wanted > 0) leave_down_to(wanted, t, "the next '}' stands further left");
        }
        if (depth() == 0) {
            out_.surplus.push_back(t);
            return;
        }
        if (by_.too_early && column && stack_.back().column && stack_.back().indents &&
            *column > *stack_.back().column) {
            ignore(t, stack_.back().node);
            return;
        }
        closed_ = stack_.back();
        closed_by_ = t;
        stack_.pop_back();
    }

    void ignore(std::uint32_t t, node_id closed) {
        found_ = true;
        out_.early.push_back({t, closed});
    }

    const tape& in_;
    const column_finder& column_;
    const evidence by_;
    mended_braces out_;
    std::vector<scope> stack_;  ///< the root first
    scope started_;
    scope closed_;                    ///< the last one that a '}' closed,
    std::uint32_t closed_by_ = none;  ///< that one
    std::uint32_t last_ = none;       ///< the last token that is no blank, line end or comment
    bool found_ = false;
};

std::string keyword_of(const tape& in, node_id id) {
    const auto& n = in.nodes[id];
    return quote(text::unquoted(in.tokens[n.first_token].where().of(in.text)));
}

std::string indentation(const tape& in, const column_finder& column, node_id id) {
    const auto at = in.tokens[in.nodes[id].first_token].begin;
    const auto line = at == 0 ? std::string_view::npos : in.text.rfind('\n', at - 1);
    const auto begin = line == in.text.npos ? 0 : line + 1;
    const auto blanks = in.text.substr(begin, at - begin);
    if (!blanks.empty() && blanks.find_first_not_of(" \t") == blanks.npos) return std::string{blanks};
    return std::string(column(at).value_or(0), ' ');
}

void report_missing(const tape& in, const column_finder& column, const mended_braces& m, text::diagnostic_list& out) {
    for (std::size_t first = 0, last = 0; first < m.missing.size(); first = last) {
        const auto& gap = m.missing[first];
        while (last < m.missing.size() && m.missing[last].place == gap.place) ++last;
        const auto brace = [&](std::size_t i) { return in.tokens[in.nodes[m.missing[i].block].open_token].where(); };
        const auto more = last - first - 1;
        auto message = "this '{' of " + keyword_of(in, gap.block) + " is missing its '}'";
        if (more != 0) message += ", and so are " + std::to_string(more) + " around it";
        auto& d = out.add(text_code.missing_close, {0, brace(first)}, std::move(message));
        if (!gap.reason.empty())
            d.notes.push_back({"the '}' was expected here: " + gap.reason, text::location{0, {gap.place, gap.place}}});
        for (auto i = first + 1; i < last && i < first + 5; ++i)
            d.notes.push_back({"around it " + keyword_of(in, m.missing[i].block), text::location{0, brace(i)}});
        if (!m.explained) continue;
        const bool crlf = in.text.substr(gap.place).starts_with("\r\n") || in.text.ends_with("\r\n");
        const std::string newline = crlf ? "\r\n" : "\n";
        const bool at_line_start = gap.place == 0 || in.text[gap.place - 1] == '\n';
        std::string closing;
        for (auto i = first; i < last; ++i) {
            if (!at_line_start) closing += newline;
            closing += indentation(in, column, m.missing[i].block) + '}';
            if (at_line_start) closing += newline;
        }
        d.remedy = text::fix{more == 0 ? "insert '}'" : "insert " + std::to_string(more + 1) + " '}'",
                             text::applicability::maybe,
                             {{{gap.place, gap.place}, std::move(closing)}}};
    }
}

void report_unopened(const tape& in, const mended_braces& m, text::diagnostic_list& out) {
    const auto first = m.surplus.size() - m.unopened.size();
    for (std::size_t i = 0; i < m.unopened.size(); ++i) {
        const auto& n = in.nodes[m.unopened[i]];
        auto& d = out.add(text_code.missing_open, {0, in.tokens[n.first_token].where()},
                          keyword_of(in, m.unopened[i]) + " is missing its '{'");
        d.notes.push_back({"so this '}' closes nothing", text::location{0, in.tokens[m.surplus[first + i]].where()}});
        auto last = n.first_token;
        for (auto t = last; t != n.end_token; ++t)
            if (in.tokens[t].kind() == token_kind::word || in.tokens[t].kind() == token_kind::quoted) last = t;
        const auto end = in.tokens[last].where().end;
        d.remedy = text::fix{"insert '{'", text::applicability::maybe, {{{end, end}, " {"}}};
    }
}

void report_surplus(const tape& in, const mended_braces& m, text::diagnostic_list& out) {
    for (std::size_t i = 0; i < m.surplus.size() - m.unopened.size(); ++i) {
        auto& d = out.add(text_code.surplus_close, {0, in.tokens[m.surplus[i]].where()}, "'}' closes nothing");
        if (m.early.empty()) continue;
        const auto culprit = in.tokens[m.early[i].token].where();
        d.notes.push_back({"perhaps this one is too many: it closes " + keyword_of(in, m.early[i].closes) +
                               ", and what follows looks like more of that block",
                           text::location{0, culprit}});
        d.remedy = text::fix{"remove the earlier '}'", text::applicability::maybe, {{culprit, ""}}};
    }
}

}  // namespace

std::optional<std::uint32_t> column_of(std::string_view text, std::uint32_t offset) {
    const auto line = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    std::uint32_t column = 0;
    for (auto at = line == text.npos ? 0 : line + 1; at < offset; ++at) {
        if (text[at] == '\t')
            column = (column / 8 + 1) * 8;
        else if (text[at] == ' ')
            ++column;
        else
            return std::nullopt;
    }
    return column;
}

mended_braces mend_braces(const tape& in, const column_finder& column) {
    auto counted = pairing{in, column, {}}.run(none, none);
    if (counted.missing.empty() && counted.surplus.empty()) return {};
    // From all that may be told to the plainest sign; the first that accounts for every brace is taken.
    static constexpr evidence ways[] = {
        {.keywords = true, .closing_column = true, .line_column = true},
        {.keywords = true, .closing_column = true},
        {.closing_column = true, .line_column = true},
        {.keywords = true},
        {.closing_column = true},
    };
    bool any = false;
    for (const bool unopened : {true, false}) {
        if (unopened && counted.surplus.empty()) continue;
        for (auto by : ways) {
            if (counted.missing.empty()) by = {};
            by.too_early = !counted.surplus.empty();
            by.unopened = unopened;
            pairing way{in, column, by};
            auto mended = way.run(counted.missing.size(), counted.surplus.size());
            any = any || way.found();
            const auto explained = mended.early.size() + mended.unopened.size();
            // Of several '}' too many, those of blocks that were never opened are told apart even from ones without
            // an explanation.
            const bool enough =
                mended.surplus.empty()
                    ? explained == counted.surplus.size()
                    : unopened && mended.early.empty() && explained + mended.surplus.size() == counted.surplus.size();
            if (way.found() && enough && mended.missing.size() == counted.missing.size()) {
                std::stable_partition(counted.surplus.begin(), counted.surplus.end(),
                                      [&](auto t) { return std::ranges::binary_search(mended.surplus, t); });
                mended.surplus = std::move(counted.surplus);
                return mended;
            }
            if (counted.missing.empty()) break;
        }
    }
    counted.explained = !any;
    return counted;
}

void report_braces(const tape& in, const column_finder& column, text::diagnostic_list& out) {
    const auto mended = mend_braces(in, column);
    report_missing(in, column, mended, out);
    report_surplus(in, mended, out);
    report_unopened(in, mended, out);
}

}  // namespace hakit::keepalived
