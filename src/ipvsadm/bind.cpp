#include <hakit/ipvsadm/bind.hpp>

#include "ipvsadm/codes/codes.hpp"
#include "ipvsadm/reader.hpp"
#include "ipvsadm/sequence.hpp"
#include "ipvsadm/shell_word.hpp"

#include <algorithm>
#include <array>

namespace hakit::ipvsadm {
namespace {

bool is_program(std::string_view text) {
    const auto slash = text.rfind('/');
    return text.substr(slash == text.npos ? 0 : slash + 1) == "ipvsadm";
}

/// `$IPVSADM` and the like, when the script does not say what it is.
bool is_program_variable(std::string_view written) {
    std::string name;
    for (const char c : written) {
        if (c == '$' || c == '{' || c == '}' || c == '"' || c == '_') continue;
        name += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return written.find('$') != written.npos && name.starts_with("ipvsadm");
}

class binder {
public:
    binder(const text::document& doc, const bind_options& options, script& out)
        : doc_{doc}, options_{options}, out_{out}, order_{options, out.diagnostics} {}

    void bind() {
        // A command is big: not one too many.
        std::size_t statements = 0;
        for (auto id = doc_.first_child(doc_.root()); id != text::no_node; id = doc_.next_sibling(id)) ++statements;
        if (options_.spoken == dialect::rules) out_.commands.reserve(statements);
        if (options_.spoken == dialect::rules) report_comments();
        for (auto id = doc_.first_child(doc_.root()); id != text::no_node; id = doc_.next_sibling(id)) {
            if (options_.spoken == dialect::rules) {
                bind_line(id);
            } else {
                bind_shell(id);
            }
        }
        out_.diagnostics.append(doc_.diagnostics());
        out_.diagnostics.sort();
    }

private:
    void report_comments() {
        for (const auto& t : doc_.tokens())
            if (t.kind() == text::token_kind::comment)
                out_.diagnostics.add(code.comment, {0, t.where()}, "ipvsadm -R stops here");
    }

    /// The words of a statement as written.
    template <class Add>
    void each_word(text::node_id id, Add add) {
        const auto& n = doc_.at(id);
        for (auto i = n.first_token; i < n.end_token; ++i)
            if (doc_.tokens()[i].kind() == text::token_kind::word)
                add(doc_.tokens()[i].where().of(doc_.text()), doc_.tokens()[i].where());
    }

    void bind_line(text::node_id id) {
        words_.clear();
        bool first = true;
        each_word(id, [&](std::string_view text, text::span where) {
            if (first && text == "ipvsadm") {
                first = false;
                return;
            }
            first = false;
            if (const auto quote = text.find_first_of("\"'"); quote != text.npos)
                out_.diagnostics.add(code.quote, {0, where}, "the quote becomes a part of the word");
            words_.push_back({std::string{text}, where, true, true});
        });
        if (words_.empty()) return;
        auto& c = read();
        if (!c.refused && !belongs_in_file(c.what))
            out_.diagnostics.add(code.not_in_file, {0, c.where}, std::string{to_string(c.what)} + " in a rule file");
    }

    static bool belongs_in_file(verb v) {
        return v != verb::help && v != verb::version && v != verb::restore && v != verb::save && v != verb::list;
    }

    void bind_shell(text::node_id id) {
        words_.clear();
        bool inside = false;
        bool wrapped = false;
        bool only_assignments = true;
        bool other = false;
        std::vector<std::pair<std::string, shell_value>> assigned;
        each_word(id, [&](std::string_view text, text::span where) {
            auto value = value_of(text, variables_);
            if (inside) {
                words_.push_back({std::move(value.text), where, value.known, value.verbatim});
                return;
            }
            if (other) return;
            if (is_program(value.text) || is_program_variable(text)) {
                // An assignment ends in the program's name, too: IPVSADM=/sbin/ipvsadm.
                if (assigned_name(text).empty()) {
                    inside = true;
                    return;
                }
            }
            if (const auto name = assigned_name(text); !name.empty()) {
                assigned.emplace_back(std::string{name}, value_of(text.substr(name.size() + 1), variables_));
                return;
            }
            only_assignments = only_assignments && text == "export";
            constexpr std::array<std::string_view, 9> reserved{"then",  "do",    "else", "elif", "if",
                                                               "while", "until", "!",    "{"};
            constexpr std::array<std::string_view, 10> wrappers{"sudo", "exec",    "command", "env",    "nice",
                                                                "ip",   "nsenter", "timeout", "chroot", "time"};
            if (std::find(wrappers.begin(), wrappers.end(), text) != wrappers.end()) wrapped = true;
            if (!wrapped && text != "export" && std::find(reserved.begin(), reserved.end(), text) == reserved.end())
                other = true;
        });
        if (inside) {
            if (!words_.empty()) read();
            return;
        }
        if (!only_assignments || other) return;
        for (auto& [name, value] : assigned) {
            if (value.known)
                variables_[name] = std::move(value.text);
            else
                variables_.erase(name);
        }
    }

    command& read() {
        out_.commands.push_back(reader{words_, options_.names, options_.table, out_.diagnostics}.read());
        order_.add(out_.commands.back());
        return out_.commands.back();
    }

    const text::document& doc_;
    const bind_options& options_;
    script& out_;
    sequence order_;
    variables variables_;
    std::vector<word> words_;
};

/// For a shell, when there is need.
std::string shell_quoted(const std::string& text) {
    if (!text.empty() && text.find_first_of(" \t\n\"'\\$`|&;<>()*?#~!{}") == text.npos) return text;
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return out + '\'';
}

constexpr std::string_view program = "ipvsadm";

}  // namespace

bool script::refused() const noexcept {
    return diagnostics.count(text::severity::error) + diagnostics.left_out(text::severity::error) != 0;
}

script bind(const text::document& doc, const bind_options& options) {
    script out;
    binder{doc, options, out}.bind();
    return out;
}

text::source source_of(const std::vector<std::string>& arguments) {
    std::string line{program};
    for (const auto& a : arguments) line += ' ' + shell_quoted(a);
    return text::source{"command line", line + '\n'};
}

script bind_arguments(const std::vector<std::string>& arguments, const bind_options& options) {
    std::vector<word> words;
    auto at = static_cast<std::uint32_t>(program.size());
    for (const auto& a : arguments) {
        const auto written = shell_quoted(a);
        const auto end = static_cast<std::uint32_t>(at + 1 + written.size());
        words.push_back({a, {at + 1, end}, true, written == a});
        at = end;
    }
    script out;
    out.commands.push_back(reader{words, options.names, options.table, out.diagnostics}.read());
    sequence{options, out.diagnostics}.add(out.commands.back());
    out.diagnostics.sort();
    return out;
}

result<std::vector<std::string>> service_arguments(std::string_view service) {
    using words = std::vector<std::string>;
    const auto colon = service.find(':');
    const auto kind = colon == service.npos ? std::string_view{} : service.substr(0, colon);
    std::string rest{service.substr(colon + 1)};
    if (kind == "tcp") return words{"-t", std::move(rest)};
    if (kind == "udp") return words{"-u", std::move(rest)};
    if (kind == "sctp") return words{"--sctp-service", std::move(rest)};
    if (kind == "fwmark") return words{"-f", std::move(rest)};
    if (kind == "fwmark6") return words{"-f", std::move(rest), "-6"};
    return error{errc::invalid_argument,
                 "'" + std::string{service} +
                     "' is no service: tcp:ADDRESS:PORT, udp:..., sctp:..., fwmark:NUMBER or fwmark6:NUMBER"};
}

}  // namespace hakit::ipvsadm
