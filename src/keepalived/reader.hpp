/// The words of one statement, handed to the value types one after the other. Internal.
#pragma once

#include <hakit/keepalived/expand.hpp>
#include <hakit/keepalived/schema.hpp>
#include <hakit/keepalived/target.hpp>
#include <hakit/text/diagnostic.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hakit::keepalived {

/// A word without its quotes, and where it stands in the expanded text (with them).
struct word {
    std::string_view text;
    text::span where;
};

/// Reads words from left to right. Reports go to the place where the bytes were written.
class reader {
public:
    reader(const expansion& view, const target& aim, text::diagnostic_list& out)
        : view_{view}, target_{aim}, out_{out} {}

    /// Starts on a statement: its words behind the keyword, and the bytes of the keyword itself.
    void begin(std::span<const word> words, text::span keyword_where) {
        words_ = words;
        next_ = 0;
        keyword_ = keyword_where;
        worst_ = text::severity::error;
    }
    /// From here to the end of the statement nothing is reported as worse than `level`.
    void soften(text::severity level) noexcept { worst_ = level; }

    [[nodiscard]] bool done() const noexcept { return next_ == words_.size(); }
    [[nodiscard]] std::size_t left() const noexcept { return words_.size() - next_; }
    /// The next word without taking it; only when not done().
    [[nodiscard]] const word& peek() const noexcept { return words_[next_]; }
    [[nodiscard]] const word& peek(std::size_t ahead) const noexcept { return words_[next_ + ahead]; }
    const word& take() noexcept { return words_[next_++]; }
    /// The next word when it is exactly `text`.
    bool take_if(std::string_view text) noexcept {
        if (done() || words_[next_].text != text) return false;
        ++next_;
        return true;
    }
    void take_all() noexcept { next_ = words_.size(); }

    /// From the keyword to the last word of the statement; of a line in a block, from its first word.
    [[nodiscard]] text::span where() const noexcept {
        if (words_.empty()) return keyword_;
        return {keyword_.empty() ? words_.front().where.begin : keyword_.begin, words_.back().where.end};
    }
    [[nodiscard]] text::span keyword_where() const noexcept { return keyword_; }
    /// The bytes between the keyword and the end of the words as written, for values with quoting rules of their own.
    [[nodiscard]] std::string_view raw() const noexcept;
    [[nodiscard]] std::string_view source_text() const noexcept { return view_.document().text(); }

    [[nodiscard]] const target& aim() const noexcept { return target_; }
    [[nodiscard]] const expansion& view() const noexcept { return view_; }

    /// A diagnostic about a span of the expanded text, reported where it was written; see report_at_origin().
    text::diagnostic& report(const text::code_info& code, text::span where, std::string message,
                             std::optional<text::severity> level = std::nullopt);
    /// A span of the expanded text as the edit place of a fix; nullopt when the bytes come out of a definition.
    [[nodiscard]] std::optional<text::span> editable(text::span where) const;

private:
    const expansion& view_;
    const target& target_;
    text::diagnostic_list& out_;
    std::span<const word> words_;
    std::size_t next_ = 0;
    text::span keyword_;
    text::severity worst_ = text::severity::error;
    text::diagnostic unsaid_;
};

/// Reports about a span of the expanded text where it was written. A finding that only comes from an unresolved
/// reference is not reported, but makes that one as bad; `unsaid` stands for it then.
text::diagnostic& report_at_origin(const expansion& view, text::diagnostic_list& out, text::diagnostic& unsaid,
                                   const text::code_info& code, text::span where, std::string message,
                                   std::optional<text::severity> level);

}  // namespace hakit::keepalived
