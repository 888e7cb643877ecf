#include <hakit/text/text_edit.hpp>

#include <algorithm>
#include <limits>
#include <optional>

namespace hakit::text {
namespace {

std::string describe(span where) { return "bytes " + std::to_string(where.begin) + " to " + std::to_string(where.end); }

/// Orders the edits and says why they cannot be applied, if so. `size` becomes that of the new text.
std::optional<error> arrange(std::string_view text, std::vector<text_edit>& edits, std::size_t& size) {
    std::stable_sort(edits.begin(), edits.end(), [](const auto& a, const auto& b) { return a.where < b.where; });
    size = text.size();
    std::uint32_t done = 0;
    for (const auto& e : edits) {
        if (e.where.begin > e.where.end || e.where.end > text.size())
            return error{errc::invalid_argument, "edit of " + describe(e.where) + " lies outside the text of " +
                                                     std::to_string(text.size()) + " bytes"};
        if (e.where.begin < done)
            return error{errc::invalid_argument, "edit of " + describe(e.where) + " overlaps the one before it"};
        done = e.where.end;
        size += e.replacement.size();
        size -= e.where.size();
        if (size > std::numeric_limits<std::uint32_t>::max())
            return error{errc::invalid_argument, "the edited text would exceed 4 GiB"};
    }
    return std::nullopt;
}

}  // namespace

result<std::string> apply_edits(std::string_view text, std::vector<text_edit> edits) {
    std::size_t size = 0;
    if (auto problem = arrange(text, edits, size)) return *std::move(problem);
    std::string out;
    out.reserve(size);
    std::uint32_t done = 0;
    for (const auto& e : edits) {
        out += text.substr(done, e.where.begin - done);
        out += e.replacement;
        done = e.where.end;
    }
    out += text.substr(done);
    return out;
}

result<std::vector<text_edit>> invert_edits(std::string_view text, std::vector<text_edit> edits) {
    std::size_t size = 0;
    if (auto problem = arrange(text, edits, size)) return *std::move(problem);
    std::vector<text_edit> inverse;
    inverse.reserve(edits.size());
    std::uint32_t at = 0;    // in the new text
    std::uint32_t done = 0;  // in the old one
    for (const auto& e : edits) {
        at += e.where.begin - done;
        const auto end = at + static_cast<std::uint32_t>(e.replacement.size());
        inverse.push_back({{at, end}, std::string{e.where.of(text)}});
        at = end;
        done = e.where.end;
    }
    return inverse;
}

}  // namespace hakit::text
