#include "crm/recover.hpp"

#include <hakit/crm/schema.hpp>

#include "crm/codes/codes.hpp"

#include <algorithm>
#include <string>

namespace hakit::crm {
namespace {

std::uint32_t offset(std::size_t at) noexcept { return static_cast<std::uint32_t>(at); }

std::uint32_t line_begin(std::string_view text, std::uint32_t at) noexcept {
    const auto newline = at == 0 ? text.npos : text.rfind('\n', at - 1);
    return newline == text.npos ? 0 : offset(newline + 1);
}

/// Without the line ending.
std::uint32_t line_end(std::string_view text, std::uint32_t at) noexcept {
    auto end = std::min(text.find('\n', at), text.size());
    while (end > at && text[end - 1] == '\r') --end;
    return offset(end);
}

std::string_view newline_of(std::string_view text) noexcept {
    const auto first = text.find('\n');
    return first != text.npos && first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
}

std::string_view indentation(std::string_view text, std::uint32_t at) noexcept {
    const auto begin = line_begin(text, at);
    return text.substr(begin, std::min(text.find_first_not_of(" \t", begin), text.size()) - begin);
}

/// Whether a part of such statements starts with that word.
bool has_part(const statement& s, std::string_view word) noexcept {
    return std::ranges::any_of(s.words, [&](const auto& k) { return k.starts_part && same_word(k.name, word); });
}

class damage {
public:
    damage(std::string_view text, const syntax& tree, text::diagnostic_list& out)
        : text_{text}, tree_{tree}, out_{out} {}

    void run() {
        for (std::size_t i = 0; i < tree_.statements.size(); ++i) {
            const auto self = tree_.statements[i];
            if (tree_.parts[self].word == tree_.parts[self].end_word) continue;
            if (const auto* known = tree_.known[i]) {
                report_lost_continuation();
                root_ = self;
                kind_ = known;
                previous_ = self;
                unknown_ = nullptr;
                continue;
            }
            unknown(self);
        }
        report_lost_continuation();
    }

private:
    void unknown(std::uint32_t self) {
        const auto& first = tree_.word_of(self + 1);
        if (kind_ != nullptr && belongs_to_root(self)) {
            report_detached(self, first);
            previous_ = self;
            unknown_ = nullptr;
            return;
        }
        report_lost_continuation();
        if (const auto* command = find_shell_command(first.text)) {
            report_command(self, first, *command);
            unknown_ = nullptr;
        } else {
            report_unknown(first);
        }
        kind_ = nullptr;
    }

    /// The bytes between the last line of the statement under way and this one.
    [[nodiscard]] text::span gap_before(std::uint32_t self) const noexcept {
        return {tree_.where(previous_).end, tree_.where(self).begin};
    }

    /// Whether the statement under way ends with a '\' that joins nothing.
    [[nodiscard]] static bool dangles(std::string_view gap) noexcept {
        const auto last = gap.find_first_not_of(" \t\r");
        return last != gap.npos && gap[last] == '\\';
    }

    [[nodiscard]] bool belongs_to_root(std::uint32_t self) const {
        const auto gap = gap_before(self).of(text_);
        const auto& first = tree_.word_of(self + 1);
        if (gap.find("xml") != gap.npos) return false;
        if (has_part(*kind_, first.text)) return true;
        if (find_shell_command(first.text) != nullptr) return false;
        return first.has_value() && (dangles(gap) || !indentation(text_, first.where.begin).empty());
    }

    void report_detached(std::uint32_t self, const word& first) {
        const auto gap = gap_before(self);
        const auto written = gap.of(text_);
        const bool sure = has_part(*kind_, first.text) || dangles(written);
        std::string owner{tree_.text_of(root_ + 1)};
        if (const auto id = find_child(tree_, root_, part_kind::id)) owner += " " + std::string{tree_.text_of(id)};
        auto& d = out_.add(code.detached_line, {0, first.where},
                           "'" + std::string{first.has_value() ? first.left() : first.text} +
                               "' starts no statement; it belongs to " + owner);
        d.notes.push_back({"the statement ends here", text::location{0, {gap.begin, line_end(text_, gap.begin)}}});
        text::fix join{"join the lines", sure ? text::applicability::certain : text::applicability::maybe, {}};
        // Comments in between move in front of the statement.
        std::string comments;
        for (auto at = written.find('#'); at != written.npos; at = written.find('#', at)) {
            const auto end = line_end(text_, gap.begin + offset(at)) - gap.begin;
            comments.append(written.substr(at, end - at)).append(newline_of(text_));
            at = end;
        }
        const auto start = line_begin(text_, tree_.where(root_).begin);
        if (!comments.empty()) join.edits.push_back({{start, start}, comments});
        auto indent = indentation(text_, first.where.begin);
        if (indent.empty()) indent = root_indentation();
        join.edits.push_back({gap, " \\" + std::string{newline_of(text_)} + std::string{indent}});
        d.remedy = std::move(join);
    }

    /// How the second line of the statement under way is indented.
    [[nodiscard]] std::string_view root_indentation() const noexcept {
        const auto where = tree_.where(root_);
        const auto newline = where.of(text_).find('\n');
        if (newline == std::string_view::npos) return "  ";
        const auto found = indentation(text_, where.begin + offset(newline) + 1);
        return found.empty() ? std::string_view{"  "} : found;
    }

    void report_command(std::uint32_t self, const word& first, const shell_command& command) {
        auto& d = out_.add(code.shell_command, {0, first.where},
                           "'" + std::string{first.text} + "' is a command of the shell, not a definition");
        if (!command.harmless) return;
        const auto where = tree_.where(self);
        const auto begin = line_begin(text_, where.begin);
        const auto end = std::min(text_.find('\n', where.end), text_.size() - 1) + 1;
        d.remedy = {"remove the line", text::applicability::certain, {{{begin, offset(end)}, ""}}};
    }

    /// Lines that follow each other are one finding.
    void report_unknown(const word& first) {
        if (unknown_ != nullptr) {
            unknown_ = first.text.data();
            return;
        }
        std::vector<std::string_view> names;
        for (const auto& s : statements()) names.push_back(s.name);
        const auto close = text::nearest(first.text, names);
        auto& d = out_.add(code.unknown_statement, {0, first.where},
                           "'" + std::string{first.text} + "' starts no statement" +
                               (close.empty() ? "" : "; did you mean " + std::string{close} + "?"));
        if (!close.empty())
            d.remedy = {"replace it by '" + std::string{close} + "'",
                        text::applicability::maybe,
                        {{first.where, std::string{close}}}};
        else
            unknown_ = first.text.data();
    }

    void report_lost_continuation() {
        if (kind_ == nullptr) return;
        const auto end = tree_.where(previous_).end;
        const auto rest = text_.substr(end);
        if (!dangles(rest)) return;
        const auto slash = end + offset(rest.find('\\'));
        const auto behind = text_.find_first_not_of(" \t\r", text_.find_first_not_of('\\', slash));
        if (behind == text_.npos) return;  // at the end of the text it is harmless
        auto& d = out_.add(code.lost_continuation, {0, {slash, slash + 1}}, "nothing follows the '\\'");
        d.remedy = {"remove it", text::applicability::certain, {{{end, slash + 1}, ""}}};
    }

    std::string_view text_;
    const syntax& tree_;
    text::diagnostic_list& out_;
    std::uint32_t root_ = 0;           ///< the statement under way
    std::uint32_t previous_ = 0;       ///< it, or the last line that was cut off from it
    const statement* kind_ = nullptr;  ///< of root_; null when there is none
    const char* unknown_ = nullptr;    ///< the lines before were no statements either
};

}  // namespace

void report_comment(text::diagnostic_list& out, std::string_view text, const syntax& tree, std::uint32_t first) {
    const auto& w = tree.words[first];
    const auto begin = line_begin(text, w.where.begin);
    const auto end = line_end(text, w.where.begin);
    const auto before = text.substr(begin, w.where.begin - begin);
    const bool own_line = before.find_first_not_of(" \t") == before.npos;
    const auto statement = tree.where(tree.statements.back());
    const auto start = line_begin(text, statement.begin);
    auto& d = own_line
                  ? out.add(code.comment_inside, {0, {w.where.begin, end}}, "the comment ends the statement")
                  : out.add(code.comment_behind, {0, {w.where.begin, end}}, "no comment: its words are attributes");
    std::string line{text.substr(w.where.begin, end - w.where.begin)};
    while (!line.empty() && (line.back() == '\\' || line.back() == ' ' || line.back() == '\t')) line.pop_back();
    line += newline_of(text);
    text::fix move{"move the comment in front of the statement", text::applicability::certain, {}};
    if (own_line) {
        const auto next = std::min(text.find('\n', end), text.size() - 1) + 1;
        move.edits = {{{start, start}, line}, {{begin, offset(next)}, ""}};
    } else {
        auto blanks = w.where.begin;
        while (blanks > begin && (text[blanks - 1] == ' ' || text[blanks - 1] == '\t')) --blanks;
        move.edits = {{{start, start}, line}, {{blanks, end}, ""}};
    }
    d.remedy = std::move(move);
}

void report_damage(std::string_view text, const syntax& tree, text::diagnostic_list& out) {
    damage{text, tree, out}.run();
}

}  // namespace hakit::crm
