#include "keepalived/expansion/expander.hpp"

#include "keepalived/character_class.hpp"
#include "keepalived/codes/text_codes.hpp"
#include "keepalived/directive.hpp"
#include "keepalived/expansion/sequence.hpp"
#include "keepalived/values/words.hpp"

#include <cstring>

namespace hakit::keepalived {
namespace {

constexpr std::size_t line_buffer = 1023;     // MAXBUF less the terminator
constexpr unsigned most_substitutions = 128;  // of one line, before it counts as endless
constexpr unsigned most_replays = 32;         // definitions within definitions

bool is_blank(char c) { return class_of(c) == character::blank; }

std::size_t skip_blanks(std::string_view s, std::size_t at) {
    while (at < s.size() && is_blank(s[at])) ++at;
    return at;
}

/// Splits a file into lines as fgets does with keepalived's buffer.
class file_lines : public line_source {
public:
    file_lines(text::file_id file, std::string_view bytes, const release& version)
        : file_{file}, bytes_{bytes}, splits_{version < v2_3} {}

    std::optional<traced_line> next() override {
        while (at_ < bytes_.size()) {
            const auto begin = at_;
            auto end = bytes_.find('\n', begin);
            const bool complete = end != bytes_.npos && end - begin < line_buffer;
            if (end == bytes_.npos) end = bytes_.size();
            if (end - begin > line_buffer) end = begin + line_buffer;
            at_ = complete ? end + 1 : end;
            if (!complete && at_ != bytes_.size() && !splits_) continue;  // "line too long - ignoring"
            auto bytes = bytes_.substr(begin, end - begin);
            if (const auto nul = bytes.find('\0'); nul != bytes.npos) {
                if (!splits_) continue;
                bytes = bytes.substr(0, nul);
            }
            return traced_line{file_, static_cast<std::uint32_t>(begin), bytes};
        }
        return std::nullopt;
    }

private:
    text::file_id file_;
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool splits_;
};

class stored_lines : public line_source {
public:
    explicit stored_lines(std::vector<traced_line> lines) : lines_{std::move(lines)} {}
    std::optional<traced_line> next() override {
        if (at_ == lines_.size()) return std::nullopt;
        return std::move(lines_[at_++]);
    }

private:
    std::vector<traced_line> lines_;
    std::size_t at_ = 0;
};

}  // namespace

traced_line without_comment(const traced_line& line) {
    const auto text = line.text();
    const auto begin = skip_blanks(text, 0);
    auto end = begin;
    bool quoted = false;
    std::size_t i = begin;
    for (; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (!quoted && class_of(text[i]) == character::comment) break;
        if (!is_blank(text[i])) end = i + 1;
    }
    // "\#" loses its backslash in the first reading and starts a comment in the second.
    if (i < text.size() && end == i && end > begin && text[end - 1] == '\\') {
        --end;
        while (end > begin && is_blank(text[end - 1])) --end;
    }
    auto kept = line.substr(begin, end);
    // Blanks before a final backslash go, so that outside a definition it sticks to the word before it.
    if (end > begin && text[end - 1] == '\\') {
        auto word_end = end - 1;
        while (word_end > begin && is_blank(text[word_end - 1])) --word_end;
        kept = line.substr(begin, word_end);
        kept.append(line.substr(end - 1, end));
        return kept;
    }
    // A comment that ends with a backslash leaves it behind, so that a definition can go on.
    if (i < text.size() && text.ends_with('\\')) kept.append(line.substr(text.size() - 1, text.size()));
    return kept;
}

text::location expander::where(const traced_line& line) const { return where(line, 0, line.size()); }

text::location expander::where(const traced_line& line, std::size_t begin, std::size_t end) const {
    if (begin >= end) return {};
    const auto from = line.reference(begin, end, no_definition);
    return {from.file, {from.begin, from.end}};
}

bool expander::spend(std::size_t bytes, text::location where) {
    if (stopped_) return false;
    spent_ += bytes + 16;
    if (spent_ <= files_.bounds().expansion_bytes) return true;
    stopped_ = true;
    diagnostics_.add(
        text_code.expansion_too_large, where,
        "the expansion passes " + std::to_string(files_.bounds().expansion_bytes) + " bytes; the rest is left out");
    return false;
}

void expander::run_top(text::file_id file) {
    including_.push_back(files_.file(file).name());
    run_file(file);
}

void expander::run_file(text::file_id file) {
    file_lines lines{file, files_.file(file).text(), options_.for_target.version};
    run(lines);
}

void expander::run(line_source& lines) {
    while (!stopped_) {
        auto line = lines.next();
        if (!line) return;
        process(std::move(*line), lines);
    }
}

void expander::process(traced_line written, line_source& lines) {
    if (written.empty() || !spend(written.size(), where(written))) return;
    auto line = without_comment(written);
    for (unsigned round = 0;; ++round) {
        if (line.empty()) return;
        const auto* first = line.text().data();
        const auto head = find_directive(first, first + line.size());
        const auto head_end = head.head_end == nullptr ? 0 : static_cast<std::size_t>(head.head_end - first);
        switch (head.kind) {
            case directive_kind::include: return include(line, head_end);
            case directive_kind::definition: return define(line, head_end, lines);
            case directive_kind::sequence: return repeat(line, head_end, lines);
            case directive_kind::condition:
                if (!take_condition(line)) return;
                continue;
            case directive_kind::none: break;
        }
        if (line.text().find('$') == std::string_view::npos) break;
        auto replaced = substitute(line);
        if (replaced.empty()) {
            if (!refused_) report_undefined(line);
            break;
        }
        if (round == most_substitutions || replay_depth_ == most_replays) {
            diagnostics_.add(text_code.definition_loop, where(line), "the definitions used here never end");
            return;
        }
        if (replaced.size() > 1) {
            ++replay_depth_;
            stored_lines rest{std::move(replaced)};
            run(rest);
            --replay_depth_;
            return;
        }
        line = without_comment(replaced.front());
    }
    take_inner_conditions(line);
    learn_include_check(line.text());
    emit(line);
}

void expander::take_inner_conditions(traced_line& line) {
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const auto text = line.text();
        if (text[at] == '"') quoted = !quoted;
        if (quoted || (class_of(text[at]) != character::open && class_of(text[at]) != character::close)) continue;
        const auto next = skip_blanks(text, at + 1);
        if (next == text.size() || text[next] != '@') continue;
        auto kept = line.substr(0, at + 1);
        if (auto rest = line.substr(next, line.size()); take_condition(rest)) {
            kept.append(line.substr(at + 1, next));
            kept.append(rest);
        }
        line = std::move(kept);
        --at;  // a further condition may stand behind this one
    }
}

bool expander::take_condition(traced_line& line) {
    const auto text = line.text();
    std::size_t end = 1;
    while (end < text.size() && !is_blank(text[end])) ++end;
    auto id = text.substr(1, end - 1);
    const bool inverted = id.starts_with('^');
    if (inverted) id.remove_prefix(1);
    const auto rest = skip_blanks(text, end);
    if (rest == text.size()) {
        diagnostics_.add(text_code.condition_alone, where(line), "nothing stands behind " + quote(text));
        return false;
    }
    if ((id == options_.config_id) == inverted) return false;
    const auto* after = text.data() + rest;
    if (find_directive(after, text.data() + text.size()).kind == directive_kind::include)
        diagnostics_.add(text_code.include_condition, where(line),
                         "keepalived's main process does not see an include behind a condition");
    line = line.substr(rest, line.size());
    return true;
}

void expander::define(const traced_line& line, std::size_t name_end, line_source& lines) {
    const auto name = std::string{line.text().substr(1, name_end - 2)};
    definition made;
    made.place = origins.add_definition(where(line, 0, name_end - 1));
    auto value = line.substr(skip_blanks(line.text(), name_end), line.size());
    while (value.text().ends_with('\\')) {
        value.truncate(value.size() - 1);
        if (const auto last = value.text().find_last_not_of(" \t\v\f\r"); last == std::string_view::npos)
            value.truncate(0);
        else
            value.truncate(last + 1);
        if (!value.empty()) made.lines.push_back(std::move(value));
        value = {};
        auto more = lines.next();
        if (!more) break;
        value = without_comment(*more);
    }
    if (!value.empty() || made.lines.empty()) made.lines.push_back(std::move(value));
    definitions_[name] = std::move(made);
}

void expander::repeat(const traced_line& line, std::size_t head_end, line_source& lines) {
    auto head = line.substr(0, head_end);
    if (head.text().find('$') != std::string_view::npos)
        if (auto replaced = substitute(head); replaced.size() == 1) head = std::move(replaced.front());
    auto rounds = read_sequence(head.text(), 100'000);
    if (!rounds) {
        diagnostics_.add(text_code.bad_sequence, where(line, 0, head_end),
                         "cannot read this sequence: " + rounds.error().message());
        return;
    }
    if (replay_depth_ == most_replays) {
        diagnostics_.add(text_code.definition_loop, where(line), "the sequences used here never end");
        return;
    }
    const auto body = line.substr(skip_blanks(line.text(), head_end), line.size());
    const auto place = origins.add_definition(where(line, 0, head_end));
    const auto from = line.reference(0, head_end, place);
    ++replay_depth_;
    for (auto& row : rounds->rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            traced_line value;
            value.append(row[i], from);
            definitions_[rounds->variables[i]] = {{std::move(value)}, place};
        }
        process(body, lines);
        if (stopped_) break;
    }
    --replay_depth_;
}

const expander::definition* expander::find_definition(std::string_view name) const {
    const auto found = definitions_.find(name);
    return found == definitions_.end() ? nullptr : &found->second;
}

std::vector<traced_line> expander::substitute(const traced_line& line) {
    const auto text = line.text();
    std::vector<traced_line> out(1);
    bool replaced = false;
    refused_ = false;
    std::size_t done = 0;
    for (auto at = text.find('$'); at != text.npos; at = text.find('$', at + 1)) {
        const auto* end_pointer = end_of_reference(text.data() + at, text.data() + text.size());
        const auto end = static_cast<std::size_t>(end_pointer - text.data());
        if (end == at + 1) continue;
        const bool braced = text[at + 1] == '{';
        auto name = braced ? text.substr(at + 2, end - at - 3) : text.substr(at + 1, end - at - 1);
        if (!braced && end != text.size() && !is_blank(text[end]) && text[end] != ',' && text[end] != ')') continue;
        const auto name_end = name.find_first_of(" \t");
        const auto arguments = name_end == name.npos ? std::string_view{} : name.substr(name_end);
        name = name.substr(0, name_end);

        const auto* found = find_definition(name);
        std::optional<std::string> known;
        if (found == nullptr) known = built_in(name, arguments, line.origin(at).file);
        if (found == nullptr && !known) continue;

        out.back().append(line.substr(done, at));
        const auto from = line.reference(at, end, found != nullptr ? found->place : no_definition);
        if (known) {
            out.back().append(*known, from);
        } else {
            for (std::size_t i = 0; i < found->lines.size(); ++i) {
                if (i != 0) out.emplace_back();
                out.back().append(found->lines[i].text(), from);
            }
        }
        done = end;
        at = end - 1;
        replaced = true;
    }
    if (!replaced) return {};
    out.back().append(line.substr(done, line.size()));
    for (const auto& result : out) {
        if (result.size() <= line_buffer) continue;
        diagnostics_.add(text_code.expanded_line_too_long, where(line),
                         "with its references the line has " + std::to_string(result.size()) +
                             " bytes; keepalived leaves it as it is");
        refused_ = true;
        return {};
    }
    return out;
}

std::optional<std::string> expander::built_in(std::string_view name, std::string_view arguments, text::file_id file) {
    if (name == "_PWD") {
        const auto& path = files_.file(file).name();
        const auto slash = path.rfind('/');
        return slash == path.npos ? "." : path.substr(0, slash);
    }
    if (name == "_INSTANCE") return options_.config_id;
    if (name == "_HASH") return "#";
    if (name == "_BANG") return "!";
    if (name == "_RANDOM") {
        long low = 0;
        long high = 32767;
        std::string words{arguments};
        char* rest = words.data();
        char* end = nullptr;
        if (const long value = std::strtol(rest, &end, 10); end != rest) {
            low = value;
            rest = end;
        }
        if (const long value = std::strtol(rest, &end, 10); end != rest) high = value;
        if (high < low) std::swap(low, high);
        const auto range = static_cast<unsigned long>(high) - static_cast<unsigned long>(low) + 1;
        return std::to_string(low + static_cast<long>(range == 0 ? random_() : random_() % range));
    }
    if (name == "_ENV" && options_.for_target.version >= v2_3) {
        const auto variable = arguments.substr(skip_blanks(arguments, 0));
        const auto found = options_.environment.find(std::string{variable});
        return found == options_.environment.end() ? std::string{} : found->second;
    }
    return std::nullopt;
}

void expander::report_undefined(const traced_line& line) {
    const auto text = line.text();
    bool quoted = false;
    bool first = true;
    // The line is emitted next.
    const auto say = [&](const text::code_info& code, std::size_t at, text::location where, std::string message) {
        if (first && unresolved.size() < damage::most_unresolved)
            unresolved.push_back({{static_cast<std::uint32_t>(output.size() + at),
                                   static_cast<std::uint32_t>(output.size() + text.size())},
                                  &code,
                                  where,
                                  message});
        first = false;
        diagnostics_.add(code, where, std::move(message));
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') quoted = !quoted;
        if (text[at] != '$' || quoted) continue;
        const auto* end_pointer = end_of_reference(text.data() + at, text.data() + text.size());
        const auto end = static_cast<std::size_t>(end_pointer - text.data());
        if (end == at + 1) continue;
        const bool braced = text[at + 1] == '{';
        const auto name = braced ? text.substr(at + 2, end - at - 3) : text.substr(at + 1, end - at - 1);
        if (name.starts_with("_ENV")) {
            say(text_code.unknown_builtin, at, where(line, at, end), "${_ENV} came with keepalived 2.3.0");
        } else if (!braced && find_definition(name) != nullptr) {
            say(text_code.definition_unused, at, where(line, at, end),
                quote(text.substr(at, end - at)) + " is not replaced here; write ${" + std::string{name} + '}');
        } else if (at == 0 && end < text.size() && is_blank(text[end]) && text[skip_blanks(text, end)] == '=') {
            say(text_code.definition_blank, at, where(line), "a definition has no blank before its '='");
        } else {
            say(text_code.undefined_reference, at, where(line, at, end),
                quote(text.substr(at, end - at)) + " is not defined before this line");
        }
        at = end - 1;
    }
}

void expander::emit(const traced_line& line) {
    for (std::size_t i = 0; i < line.size(); ++i) origins.append(1, line.origin(i));
    output += line.text();
    auto ending = line.origin(line.size() - 1);
    if (ending.verbatim()) {
        ++ending.begin;
        ++ending.end;
    }
    origins.append(1, ending);
    output += '\n';
}

}  // namespace hakit::keepalived
