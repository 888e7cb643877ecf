/// Diagnostics: what is wrong with a text, where, why, and how to mend it.
#pragma once

#include <hakit/text/span.hpp>
#include <hakit/text/text_edit.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::text {

enum class severity : std::uint8_t {
    error,    ///< the real tool refuses the file or drops the statement
    warning,  ///< the real tool silently does something else than the text says
    hint,     ///< accepted as it stands, but suspicious
};

[[nodiscard]] std::string_view to_string(severity s) noexcept;

/// One row of a grammar's table of diagnostics. Codes are stable and never reused.
struct code_info {
    std::string_view id;        ///< "KA0107"
    severity default_severity;  ///< a single diagnostic may differ
    std::string_view title;     ///< what the code means in general, one line
    std::string_view help;      ///< what to do about it, one or more sentences
};

/// How sure a fix is.
enum class applicability : std::uint8_t {
    certain,  ///< `hakit fix` applies it
    maybe,    ///< probably what was meant; a person should look
};

[[nodiscard]] std::string_view to_string(applicability a) noexcept;

/// Edits that mend the cause of a diagnostic, all in the file of its location.
struct fix {
    std::string title;  ///< imperative: "replace 'nb_get_retry' by 'retry'"
    applicability confidence = applicability::maybe;
    std::vector<text_edit> edits;
};

/// A second place that explains the first one.
struct note {
    std::string message;
    std::optional<location> where;
};

/// One finding.
struct diagnostic {
    const code_info* code = nullptr;  ///< never null; static storage
    severity level = severity::error;
    location where;
    std::string message;
    std::vector<note> notes;
    std::optional<fix> remedy;
};

/// Collects diagnostics up to a limit a file: the worst ones, and of those the ones that stand first. Remembers how
/// many it had to leave out.
class diagnostic_list {
public:
    diagnostic_list() = default;
    explicit diagnostic_list(std::uint32_t per_file_limit) : limit_{per_file_limit} {}

    /// Adds one, with the code's default severity unless `level` is given; it decides here whether it is kept, so do
    /// not change it later. The reference is valid until the next call; of one that does not fit it is a scratch object
    /// that is thrown away.
    diagnostic& add(const code_info& code, location where, std::string message,
                    std::optional<severity> level = std::nullopt);
    /// One without a code gets HK0000.
    void add(diagnostic d);
    /// Adds those of `other`, and counts the ones it had left out already.
    void append(const diagnostic_list& other);
    /// The same for the diagnostics of a lone document, whose locations all name file 0: they move to `file`.
    void append(const diagnostic_list& other, file_id file);
    /// Counts the ones that `other` had left out, not those that it has.
    void count_left_out(const diagnostic_list& other) noexcept;

    /// In the order of adding as long as the limit is not reached.
    [[nodiscard]] const std::vector<diagnostic>& items() const noexcept { return items_; }
    [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
    /// How many of one file are kept.
    [[nodiscard]] std::uint32_t per_file_limit() const noexcept { return limit_; }
    /// How many did not fit.
    [[nodiscard]] std::uint32_t left_out() const noexcept;
    [[nodiscard]] std::uint32_t left_out(severity level) const noexcept;
    [[nodiscard]] std::size_t count(severity level) const noexcept;
    /// Orders by file, place, code and message, so equal inputs give equal outputs. Of equal ones the worst stays.
    void sort();

private:
    /// The diagnostics of one file.
    struct file_share {
        std::vector<std::uint32_t> kept;       ///< positions in items_
        std::optional<std::uint32_t> mildest;  ///< the position of the first to give way; none when unknown
    };

    file_share& share(file_id file);
    /// Keeps `d` when it fits or is worse than another one; gives its place, or null.
    diagnostic* keep(diagnostic d);
    void leave_out(const diagnostic& d) noexcept;

    std::uint32_t limit_ = 100;
    std::uint32_t left_out_[3] = {};  ///< by severity
    std::vector<diagnostic> items_;
    std::vector<file_share> per_file_;
    diagnostic scratch_;
};

/// The keyword of `known` nearest to `word`: at most two edits away (one for words of up to four letters),
/// letter case ignored first. Empty when there is none.
[[nodiscard]] std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace hakit::text
