#include <hakit/ipvsadm/bind.hpp>

#include "ipvsadm/codes/codes.hpp"
#include "ipvsadm/reader.hpp"
#include "ipvsadm/rule_lines.hpp"
#include "ipvsadm/sequence.hpp"
#include "ipvsadm/shell_word.hpp"
#include "text/byte_set.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>

namespace hakit::ipvsadm {
namespace {

constexpr std::string_view program = "ipvsadm";
constexpr text::byte_set quotes{"\"'"};

bool is_program(std::string_view text) {
    const auto slash = text.rfind('/');
    return text.substr(slash == text.npos ? 0 : slash + 1) == program;
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
    binder(const bind_options& options, const std::function<void(command&&)>& take, replay& model,
           text::diagnostic_list& out)
        : options_{options}, take_{take}, out_{out}, order_{options, model, out} {}

    void bind(const text::document& doc) {
        if (options_.spoken == dialect::rules) {
            // A text that is too large has no words.
            if (doc.diagnostics().items().empty()) bind_rules(doc.text());
        } else {
            for (auto id = doc.first_child(doc.root()); id != text::no_node; id = doc.next_sibling(id))
                bind_shell(doc, id);
        }
        out_.append(doc.diagnostics());
    }

    /// For bind_rules() on an empty table that nobody else looks at.
    void keep_one_service(const text::source& source) {
        order_.keep_one_service([this, &source](replay& whole) {
            auto again = options_;
            again.in_sequence = false;
            text::diagnostic_list known;
            const std::function<void(command &&)> carry_out = [&](command&& c) {
                if (!c.refused && c.complete) (void)whole.add(c);
            };
            binder{again, carry_out, whole, known}.bind_rules(source.text().substr(0, words_.front().where.begin));
        });
    }

    void bind_rules(std::string_view text) {
        const auto where = [begin = text.data()](std::string_view part) {
            const auto at = static_cast<std::uint32_t>(part.data() - begin);
            return text::span{at, at + static_cast<std::uint32_t>(part.size())};
        };
        while (!text.empty()) {
            words_.clear();
            bool named = false;
            read_rule_line(
                text,
                [&](std::string_view written) {
                    if (!named && written == program) {
                        named = true;
                        return;
                    }
                    named = true;
                    if (quotes.find_in(written) != written.size())
                        out_.add(code.quote, {0, where(written)}, "the quote becomes a part of the word");
                    words_.push_back({written, where(written)});
                },
                [&](std::string_view written) {
                    out_.add(code.comment, {0, where(written)}, "ipvsadm -R stops here");
                });
            if (words_.empty()) continue;
            auto c = read();
            if (!c.refused && !belongs_in_file(c.what))
                out_.add(code.not_in_file, {0, c.where}, std::string{to_string(c.what)} + " in a rule file");
            take_(std::move(c));
        }
    }

private:
    static bool belongs_in_file(verb v) {
        return v != verb::help && v != verb::version && v != verb::restore && v != verb::save && v != verb::list;
    }

    /// The words of a statement as written.
    template <class Add>
    static void each_word(const text::document& doc, text::node_id id, Add add) {
        const auto& n = doc.at(id);
        for (auto i = n.first_token; i < n.end_token; ++i)
            if (doc.tokens()[i].kind() == text::token_kind::word)
                add(doc.tokens()[i].where().of(doc.text()), doc.tokens()[i].where());
    }

    void bind_shell(const text::document& doc, text::node_id id) {
        words_.clear();
        texts_.clear();
        bool inside = false;
        bool wrapped = false;
        bool only_assignments = true;
        bool other = false;
        std::vector<std::pair<std::string, shell_value>> assigned;
        each_word(doc, id, [&](std::string_view text, text::span where) {
            auto value = value_of(text, variables_);
            if (inside) {
                words_.push_back({texts_.emplace_back(std::move(value.text)), where, value.known, value.verbatim});
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
            if (!words_.empty()) take_(read());
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

    command read() {
        auto c = reader{words_, options_.names, options_.table, out_}.read();
        if (options_.in_sequence) order_.add(c);
        return c;
    }

    const bind_options& options_;
    const std::function<void(command&&)>& take_;
    text::diagnostic_list& out_;
    sequence order_;
    variables variables_;
    std::vector<word> words_;
    std::deque<std::string> texts_;  // of words that a shell made
};

/// For a shell, when there is need.
std::string shell_quoted(const std::string& text) {
    if (!text.empty() && text.find_first_of(" \t\n\"'\\$`|&;<>()*?#~!{}") == text.npos) return text;
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return out + '\'';
}

}  // namespace

bool script::refused() const noexcept {
    return diagnostics.count(text::severity::error) + diagnostics.left_out(text::severity::error) != 0;
}

namespace {

ipvs::state present(const bind_options& options) { return options.table == nullptr ? ipvs::state{} : *options.table; }

}  // namespace

script bind(const text::document& doc, const bind_options& options) {
    script out;
    // A command is big: not one too many.
    std::size_t statements = 0;
    for (auto id = doc.first_child(doc.root()); id != text::no_node; id = doc.next_sibling(id)) ++statements;
    if (options.spoken == dialect::rules) out.commands.reserve(statements);
    replay model{present(options)};
    const std::function<void(command &&)> keep = [&](command&& c) { out.commands.push_back(std::move(c)); };
    binder{options, keep, model, out.diagnostics}.bind(doc);
    out.diagnostics.sort();
    return out;
}

text::diagnostic_list bind_each(const text::source& source, const bind_options& options,
                                const std::function<void(command&&)>& take, replay* onto) {
    std::optional<replay> own;
    if (onto == nullptr) onto = &own.emplace(present(options));
    const text::limits bounds;
    text::diagnostic_list found;
    binder all{options, take, *onto, found};
    if (options.spoken == dialect::rules && source.text().size() <= bounds.file_bytes) {
        if (own && options.table == nullptr) all.keep_one_service(source);
        all.bind_rules(source.text());
    } else {
        all.bind(parse(source, options.spoken, bounds));
    }
    found.sort();
    return found;
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
    replay model{present(options)};
    out.commands.push_back(reader{words, options.names, options.table, out.diagnostics}.read());
    sequence{options, model, out.diagnostics}.add(out.commands.back());
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
