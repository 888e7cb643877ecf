#include "corosync/line_rules.hpp"

#include "corosync/codes/text_codes.hpp"

#include <algorithm>

namespace hakit::corosync {
namespace {

std::string quoted(const char* first, const char* last) {
    return quote({first, static_cast<std::size_t>(last - first)});
}

}  // namespace

text::diagnostic& line_rules::report(const text::code_info& code, const char* first, const char* last,
                                     std::string message, std::optional<text::severity> level) {
    if (!level) level = aim_.strict() ? code.default_severity : text::severity::warning;
    return out_.diagnostics().add(code, {0, {out_.offset(first), out_.offset(last)}}, std::move(message), level);
}

void line_rules::look_closely_at(const line_parts& line, const char* last) {
    // The mark becomes a part of the first line; where that opens a section, of the first key in it.
    if (mark_ != nullptr && line.begin == mark_ + 3 && line.kind != line_kind::open) report_mark(line.first);
    if (line.too_long) {
        const auto size = static_cast<std::size_t>(line.next - line.begin) - (line.next != line.newline ? 1u : 0u);
        report(text_code.line_too_long, line.begin + longest_line, line.newline,
               "the line has " + std::to_string(size) + " bytes; corosync reads " + std::to_string(longest_line));
    } else if (line.nul != nullptr) {
        // At the start of a line all of it is ignored; in the last line what follows is.
        const bool refused = line.nul != line.begin && line.next != last;
        report(text_code.nul_byte, line.nul, line.nul + 1,
               refused ? "a NUL byte; corosync takes the line for one that is too long"
                       : "a NUL byte; corosync ignores what follows it on the line",
               refused ? std::nullopt : std::optional{text::severity::warning});
    }
    if (line.no_break_space) {
        const auto name = out_.offset(line.first);
        auto& d = report(text_code.no_break_space, line.first, line.name_end,
                         "a no-break space, which corosync takes for a part of the name");
        std::string cleaned{line.first, line.name_end};
        for (auto at = cleaned.find("\xC2\xA0"); at != cleaned.npos; at = cleaned.find("\xC2\xA0", at))
            cleaned.replace(at, 2, " ");
        cleaned.erase(0, cleaned.find_first_not_of(' '));
        d.remedy = text::fix{
            "use blanks", text::applicability::certain, {{{name, out_.offset(line.name_end)}, std::move(cleaned)}}};
    }
}

void line_rules::report_mark(const char* stops) {
    const auto at = out_.offset(mark_);
    auto& d = report(text_code.byte_order_mark, mark_, mark_ + 3,
                     "the file begins with a byte order mark, which corosync takes for a part of the first name");
    if (stops != nullptr)
        d.notes.push_back({"corosync stops here", text::location{0, {out_.offset(stops), out_.offset(stops)}}});
    d.remedy = text::fix{"remove it", text::applicability::certain, {{{at, at + 3}, ""}}};
    mark_ = nullptr;
}

void line_rules::look_closely_at_key(const line_parts& line) {
    if (mark_ != nullptr) report_mark(line.first);
    auto& here = sections_.back();
    if (line.first == line.mark) {
        report(text_code.empty_key, line.first, line.mark + 1, "there is no key before the ':'",
               aim_.version < v3_1_10 && sections_.size() > 1 ? std::optional{text::severity::warning} : std::nullopt);
        return;
    }
    if (here.bad != nullptr && !here.reported && aim_.version >= v3_0) {
        here.reported = true;
        auto& d = report(text_code.bad_name, here.bad, here.bad_end,
                         "corosync cannot store keys of a section named " + quoted(here.bad, here.bad_end));
        d.notes.push_back({"corosync stops at the first key in it",
                           text::location{0, {out_.offset(line.first), out_.offset(line.name_end)}}});
    }
    const auto name = static_cast<std::size_t>(line.name_end - line.first);
    const auto path = here.path + (here.path != 0 ? 1 : 0) + name;
    const bool clean = may_be_stored({line.first, line.name_end});
    if (here.path + name + 1 > longest_path)
        report(text_code.path_too_long, line.first, line.name_end,
               "with the names of its sections the key has " + std::to_string(path) + " bytes; corosync stores " +
                   std::to_string(longest_path));
    else if (!line.no_break_space && (!clean || path < shortest_path))
        report(text_code.bad_name, line.first, line.name_end,
               "corosync cannot store a key named " + quoted(line.first, line.name_end) +
                   (clean ? ": at the top level it needs three letters" : ": only letters, digits and . _ - / : fit"));
}

void line_rules::opened(const line_parts& line) {
    const auto& around = sections_.back();
    scope inner = around;
    if (std::find(line.first, line.name_end, ':') != line.name_end)
        report(text_code.brace_in_value, line.mark, line.mark + 1,
               "a line with '{' opens a section, here one named " + quoted(line.first, line.name_end),
               text::severity::warning);
    const auto name = static_cast<std::size_t>(line.name_end - line.first);
    if (line.first == line.mark) {
        report(text_code.no_section_name, line.mark, line.mark + 1, "there is no name before the '{'");
    } else {
        if (around.path + name + 1 > longest_path)
            report(text_code.path_too_long, line.first, line.name_end,
                   "with the names of the sections around it the section has " +
                       std::to_string(around.path + name + 1) + " bytes; corosync stores " +
                       std::to_string(longest_path));
        else if (inner.bad == nullptr && !line.no_break_space && !may_be_stored({line.first, line.name_end})) {
            inner.bad = line.first;
            inner.bad_end = line.name_end;
        }
    }
    // A section without a name is reported; what its keys would be called is not.
    inner.path = std::max<std::size_t>(1, around.path + (around.path != 0 ? 1 : 0) + name);
    sections_.push_back(inner);
}

void line_rules::behind_open(const line_parts& line) {
    if (line.value == line.value_end) return;
    auto& d = report(text_code.behind_open, line.value, line.value_end,
                     quoted(line.value, line.value_end) + " stands behind '{', where nothing may stand");
    const auto from = out_.offset(line.mark + 1);
    const auto to = out_.offset(line.value_end);
    const std::string_view rest{line.value, static_cast<std::size_t>(line.value_end - line.value)};
    const std::string indent{line.begin, line.first};
    const std::string ending = line.next - line.newline == 2 ? "\r\n" : "\n";
    if (rest.starts_with('#')) {
        const auto above = out_.offset(line.begin);
        d.remedy = text::fix{"put the comment on a line of its own",
                             text::applicability::certain,
                             {{{above, above}, indent + std::string{rest} + ending}, {{from, to}, ""}}};
    } else if (rest.find_first_not_of("{ \t") == rest.npos) {
        d.remedy = text::fix{"remove it", text::applicability::maybe, {{{from, to}, ""}}};
    }
}

void line_rules::one_line(const line_parts& line) {
    if (line.first == line.mark || line.colon != nullptr) {
        report(text_code.brace_in_value, line.mark, line.value_end,
               "a line with '{' opens a section; no value can hold one", text::severity::error);
        return;
    }
    auto& d = report(text_code.behind_open, line.value, line.value_end,
                     "a section cannot stand on one line; corosync does not see its '}'", text::severity::error);
    std::string_view inner{line.value, static_cast<std::size_t>(line.value_end - line.value)};
    if (!inner.ends_with('}')) return;
    inner.remove_suffix(1);
    while (!inner.empty() && is_blank(inner.back(), aim_)) inner.remove_suffix(1);
    if (inner.find_first_of("{}") != inner.npos) return;
    const std::string indent{line.begin, line.first};
    const std::string ending = line.next - line.newline == 2 ? "\r\n" : "\n";
    auto lines = ending + indent;
    if (!inner.empty()) lines += "    " + std::string{inner} + ending + indent;
    const text::span rest{out_.offset(line.mark + 1), out_.offset(line.value_end)};
    d.remedy = text::fix{inner.empty() ? "put '}' on a line of its own" : "write it on three lines",
                         text::applicability::certain,
                         {{rest, lines + '}'}}};
}

void line_rules::brace_below(const line_parts& name, const line_parts& brace) {
    auto& d = report(text_code.brace_below, name.first, name.name_end,
                     "the '{' of " + quoted(name.first, name.name_end) + " stands on the next line");
    d.notes.push_back({"this one", text::location{0, {out_.offset(brace.mark), out_.offset(brace.mark + 1)}}});
    d.remedy = text::fix{"put it behind the name",
                         text::applicability::certain,
                         {{{out_.offset(name.name_end), out_.offset(brace.mark)}, " "}}};
}

void line_rules::close(const line_parts& line) {
    if (line.first == line.mark && line.value == line.value_end) return;
    const bool before = line.first != line.mark;
    const auto* first = before ? line.first : line.value;
    const auto* last = before ? line.mark : line.value_end;
    while (before && last != first && is_blank(last[-1], aim_)) --last;
    auto& d =
        report(text_code.beside_close, first, last,
               quoted(first, last) + " stands " + (before ? "before" : "behind") + " '}', where nothing may stand");
    if (before || *first != '#') return;
    const auto above = out_.offset(line.begin);
    const std::string ending = line.next - line.newline == 2 ? "\r\n" : "\n";
    d.remedy = text::fix{"put the comment on a line of its own",
                         text::applicability::certain,
                         {{{above, above}, std::string{line.begin, line.first} + std::string{first, last} + ending},
                          {{out_.offset(line.mark + 1), out_.offset(last)}, ""}}};
}

void line_rules::other(const line_parts& line) {
    auto& d = report(text_code.no_statement, line.first, line.name_end,
                     quoted(line.first, line.name_end) + " is no section, no key and no '}'");
    const std::string_view text{line.first, static_cast<std::size_t>(line.name_end - line.first)};
    if (text.starts_with(';') || text.starts_with("//")) {
        const auto at = out_.offset(line.first);
        d.message += "; comments begin with '#'";
        d.remedy =
            text::fix{"write '#'", text::applicability::certain, {{{at, at + (text.starts_with(';') ? 1u : 2u)}, "#"}}};
        return;
    }
    const auto equals = text.find('=');
    if (equals == text.npos || equals == 0) return;
    const auto at = out_.offset(line.first) + static_cast<std::uint32_t>(equals);
    auto blanks = at;
    while (out_.offset(line.first) < blanks && (line.first[blanks - out_.offset(line.first) - 1] == ' ')) --blanks;
    d.message += "; a ':' stands between key and value";
    d.remedy = text::fix{"write ':'", text::applicability::certain, {{{blanks, at + 1}, ":"}}};
}

}  // namespace hakit::corosync
