/// Keeps passwords and keys out of what is shown. Internal.
#pragma once

#include <hakit/text/diagnostic.hpp>
#include <hakit/text/workspace.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::text {

inline constexpr std::string_view redaction = "********";

/// Knows the secrets of one rendering: where they stand and what they are.
class redactor {
public:
    redactor(const workspace& files, const std::vector<location>& secrets);

    /// `text` with each secret in it replaced.
    [[nodiscard]] std::string message(std::string_view text) const;
    /// Whether the edits of a fix in `file` would show a secret.
    [[nodiscard]] bool hides(const fix& f, file_id file) const;
    /// The secrets that touch `where`, in order, not overlapping.
    [[nodiscard]] std::vector<span> inside(file_id file, span where) const;
    /// The bytes of `where` with each secret in it replaced.
    [[nodiscard]] std::string excerpt(file_id file, span where) const;

private:
    [[nodiscard]] bool occurs_in(std::string_view text) const;

    const workspace& files_;
    std::vector<location> places_;          // sorted, disjoint
    std::vector<std::string_view> values_;  // longest first, without quotes
};

}  // namespace hakit::text
