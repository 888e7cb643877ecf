#include <hakit/keepalived/format.hpp>

#include "keepalived/codes/text_codes.hpp"
#include "keepalived/directive.hpp"

#include <algorithm>
#include <string_view>

namespace hakit::keepalived {
namespace {

/// Writes tokens line by line.
class layout {
public:
    explicit layout(std::string_view ending) : ending_{ending} {}

    void begin_line_if_needed() {
        if (!line_.empty()) return;
        if (blank_pending_ && !out_.empty() && !after_open_) out_ += ending_;
        blank_pending_ = false;
        after_open_ = false;
        line_.assign(4 * depth_, ' ');
    }
    void word(std::string_view text) {
        begin_line_if_needed();
        if (line_.size() > 4 * depth_ && line_.back() != ' ' && !glued_) line_ += ' ';
        line_ += text;
        glued_ = false;
    }
    /// A token that the next one follows without a blank, such as "$NAME=".
    void glued_word(std::string_view text) {
        word(text);
        glued_ = true;
    }
    void comment(std::string_view text) {
        if (line_.empty()) {
            begin_line_if_needed();
        } else {
            line_ += "  ";
        }
        line_ += text;
        end_line();
    }
    void open() {
        begin_line_if_needed();
        if (line_.size() > 4 * depth_) line_ += ' ';
        line_ += '{';
        ++depth_;
        after_open_on_line_ = true;
    }
    void close() {
        if (!line_.empty()) end_line();
        blank_pending_ = false;
        if (depth_ != 0) --depth_;
        begin_line_if_needed();
        line_ += '}';
        end_line();
        after_close_ = true;
    }
    void end_line() {
        glued_ = false;
        if (line_.empty()) return;
        // Blanks behind a backslash keep a comment from going on on the next line.
        const auto last = line_.find_last_not_of(" \t");
        if (line_[last] != '\\') line_.resize(last + 1);
        out_ += line_;
        out_ += ending_;
        line_.clear();
        after_open_ = after_open_on_line_;
        after_open_on_line_ = false;
        after_close_ = false;
    }
    void blank_line() { blank_pending_ = true; }
    [[nodiscard]] bool line_open() const { return !line_.empty(); }
    [[nodiscard]] bool just_opened() const { return after_open_on_line_; }
    [[nodiscard]] bool just_closed() const { return after_close_ && line_.empty(); }
    /// Takes the line ending of the last '}' back, so that a comment can stand behind it.
    void reopen_line() {
        out_.resize(out_.size() - ending_.size());
        const auto begin = out_.rfind('\n');
        line_ = out_.substr(begin == out_.npos ? 0 : begin + 1);
        out_.resize(out_.size() - line_.size());
        after_close_ = false;
    }
    [[nodiscard]] std::string finish() {
        end_line();
        return std::move(out_);
    }

private:
    std::string out_;
    std::string line_;
    std::string_view ending_;
    std::size_t depth_ = 0;
    bool blank_pending_ = false;
    bool after_open_ = false;          ///< the last line ended with '{'
    bool after_open_on_line_ = false;  ///< this line does
    bool after_close_ = false;
    bool glued_ = false;
};

bool readable(const text::document& doc) {
    for (const auto& token : doc.tokens()) {
        const auto written = token.where().of(doc.text());
        if (token.kind() == text::token_kind::quoted && (written.size() < 2 || !written.ends_with('"'))) return false;
    }
    return std::ranges::all_of(doc.diagnostics().items(), [](const auto& d) {
        return d.code == &text_code.lost_escape || d.code == &text_code.line_too_long;
    });
}

/// Whether a word behind a brace would become a directive at the beginning of a line of its own.
bool hides_directive(const text::document& doc) {
    const auto text = doc.text();
    bool behind_brace = false;
    for (const auto& token : doc.tokens()) {
        switch (token.kind()) {
            case text::token_kind::open:
            case text::token_kind::close: behind_brace = true; break;
            case text::token_kind::blank: break;
            case text::token_kind::word:
                // "include#..." is no include, but would be one with a blank before its comment.
                if (is_include_keyword(token.where().of(text))) return true;
                if (behind_brace &&
                    find_directive(text.data() + token.begin, text.data() + text.size()).kind != directive_kind::none)
                    return true;
                [[fallthrough]];
            default: behind_brace = false;
        }
    }
    return false;
}

}  // namespace

std::string format(const text::document& doc) {
    using text::token_kind;
    const auto text = doc.text();
    if (!readable(doc) || hides_directive(doc)) return std::string{text};
    const auto first_newline = text.find('\n');
    const bool crlf = first_newline != text.npos && first_newline != 0 && text[first_newline - 1] == '\r';
    layout out{crlf ? "\r\n" : "\n"};

    const auto tokens = doc.tokens();
    const auto kind_at = [&](std::size_t i) { return i < tokens.size() ? tokens[i].kind() : token_kind::newline; };
    /// The next token that is neither blank nor newline nor comment.
    const auto next_solid = [&](std::size_t i) {
        while (i < tokens.size() && (tokens[i].kind() == token_kind::blank || tokens[i].kind() == token_kind::newline))
            ++i;
        return i;
    };
    int newlines = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto written = tokens[i].where().of(text);
        switch (tokens[i].kind()) {
            case token_kind::blank: continue;
            case token_kind::newline: {
                if (i != 0 && kind_at(i - 1) == token_kind::raw && tokens[i - 1].where().of(text).ends_with('\\')) {
                    // The lines of a definition belong together as they are.
                    out.end_line();
                    newlines = 1;  // a blank line would end the definition: it has to stay
                    continue;
                }
                if (++newlines > 1) out.blank_line();
                // A '{' on a line of its own moves up to its keyword.
                const auto next = next_solid(i);
                const bool brace_follows = kind_at(next) == token_kind::open && out.line_open() && !out.just_opened();
                if (!brace_follows) out.end_line();
                continue;
            }
            case token_kind::comment:
                if (newlines == 0 && out.just_closed()) out.reopen_line();
                out.comment(written);
                break;
            case token_kind::word:
            case token_kind::quoted:
                if (out.just_opened()) out.end_line();
                out.word(written);
                break;
            case token_kind::directive: {
                if (out.just_opened()) out.end_line();
                if (written.ends_with('='))
                    out.glued_word(written);
                else
                    out.word(written);
                break;
            }
            case token_kind::raw: out.word(written); break;
            case token_kind::open: out.open(); break;
            case token_kind::close: out.close(); break;
        }
        newlines = 0;
    }
    auto result = out.finish();
    return result;
}

}  // namespace hakit::keepalived
