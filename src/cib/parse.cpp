#include <hakit/cib/parse.hpp>

#include <hakit/cib/read.hpp>

#include "text/builder.hpp"

#include <string_view>

namespace hakit::cib {
namespace {

using text::token_kind;

bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
bool is_space(char c) noexcept { return is_blank(c) || c == '\n' || c == '\r'; }

/// Cuts XML into tokens. It knows tags, quotes and comments, and takes whatever else there is; whether it is XML is for
/// read() to say.
class scanner {
public:
    scanner(std::string_view xml, text::builder& out) : at_{xml.data()}, end_{xml.data() + xml.size()}, out_{out} {}

    void run() {
        while (at_ != end_) {
            if (*at_ != '<') {
                content();
            } else if (starts("<!--")) {
                out_.add_token(token_kind::comment, at_, past("-->"));
                out_.end_line();
                at_ = past("-->");
            } else if (starts("<![CDATA[")) {
                plain(token_kind::raw, past("]]>"));
            } else if (starts("<?")) {
                plain(token_kind::directive, past("?>"));
            } else if (starts("<!")) {
                plain(token_kind::directive, past(">"));
            } else if (starts("</")) {
                closing();
            } else {
                tag();
            }
        }
        while (out_.depth() > 0) out_.abandon_block();
    }

private:
    [[nodiscard]] bool starts(std::string_view mark) const noexcept {
        return std::string_view{at_, static_cast<std::size_t>(end_ - at_)}.starts_with(mark);
    }
    [[nodiscard]] const char* past(std::string_view mark) const noexcept {
        const std::string_view rest{at_, static_cast<std::size_t>(end_ - at_)};
        const std::size_t found = rest.find(mark);
        return found == rest.npos ? end_ : at_ + found + mark.size();
    }
    void plain(token_kind kind, const char* to) {
        out_.add_token(kind, at_, to);
        out_.end_line();
        at_ = to;
    }

    void space(bool inside) {
        const char* from = at_;
        if (is_blank(*at_)) {
            while (at_ != end_ && is_blank(*at_)) ++at_;
            emit(token_kind::blank, from, inside);
        } else {
            if (*at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n') ++at_;
            ++at_;
            emit(token_kind::newline, from, inside);
        }
    }
    void emit(token_kind kind, const char* from, bool inside) {
        if (inside)
            out_.add_word(kind, from, at_);
        else
            out_.add_token(kind, from, at_);
    }

    /// Between tags.
    void content() {
        if (is_space(*at_)) return space(false);
        const char* from = at_;
        while (at_ != end_ && *at_ != '<' && *at_ != '\n' && *at_ != '\r') ++at_;
        out_.add_token(token_kind::raw, from, at_);
    }

    void closing() {
        const char* end = past(">");
        if (end[-1] != '>' || end - at_ < 3) return plain(token_kind::raw, end);
        out_.add_token(token_kind::raw, at_, end - 1);
        if (out_.has_stray_open() || out_.depth() == 0)
            out_.add_stray_close(end - 1);
        else
            out_.close_block(end - 1);
        at_ = end;
    }

    void tag() {
        out_.end_line();
        const char* from = at_++;
        out_.add_word(token_kind::directive, from, at_);
        name(token_kind::word);
        while (at_ != end_ && *at_ != '>' && *at_ != '<') {
            if (is_space(*at_)) {
                space(true);
            } else if (*at_ == '"' || *at_ == '\'') {
                value();
            } else if (starts("/>")) {
                at_ += 2;
                out_.add_word(token_kind::raw, at_ - 2, at_);
                out_.end_line();
                return;
            } else {
                name(token_kind::directive);
            }
        }
        if (at_ == end_ || *at_ == '<') return out_.end_line();
        if (out_.can_open() && !out_.too_deep())
            out_.open_block(at_);
        else
            out_.add_stray_open(at_);
        ++at_;
    }

    /// A name with the "=" behind it; at least one byte.
    void name(token_kind kind) {
        const char* from = at_;
        while (at_ != end_ && !is_space(*at_) && *at_ != '>' && *at_ != '<' && *at_ != '"' && *at_ != '\'' &&
               !(starts("/>"))) {
            if (*at_++ == '=') break;
        }
        if (at_ != from) out_.add_word(kind, from, at_);
    }

    void value() {
        const char* from = at_;
        const char quote = *at_++;
        while (at_ != end_ && *at_ != quote) ++at_;
        if (at_ != end_) ++at_;
        out_.add_word(token_kind::quoted, from, at_);
    }

    const char* at_;
    const char* end_;
    text::builder& out_;
};

}  // namespace

text::document parse(text::source source, const text::limits& bounds) {
    text::builder out{source, bounds};
    text::diagnostic_list found{bounds.diagnostics_per_file};
    (void)read(source.text(), bounds, found);
    out.diagnostics().append(found);
    if (source.text().size() <= bounds.file_bytes) {
        scanner{source.text(), out}.run();
    } else if (!source.text().empty()) {
        out.add_token(token_kind::raw, source.text().data(), source.text().data() + source.text().size());
    }
    return out.finish();
}

}  // namespace hakit::cib
