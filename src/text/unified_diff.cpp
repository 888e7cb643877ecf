#include <hakit/text/unified_diff.hpp>

#include <text/line_diff.hpp>

#include <algorithm>

namespace hakit::text {
namespace {

void append_name(std::string& out, std::string_view name) {
    const auto awkward = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte >= 0x7f || c == '"' || c == '\\';
    };
    if (std::none_of(name.begin(), name.end(), awkward)) {
        out += name;
        // patch(1) ends a name at the first blank unless a tab follows.
        if (name.find(' ') != name.npos) out += '\t';
        return;
    }
    out += '"';
    for (const char c : name) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (awkward(c)) {
            const auto byte = static_cast<unsigned char>(c);
            out += '\\';
            for (int shift = 6; shift >= 0; shift -= 3) out += static_cast<char>('0' + ((byte >> shift) & 7));
        } else {
            out += c;
        }
    }
    out += '"';
}

void append_line(std::string& out, char mark, std::string_view line) {
    out += mark;
    out += line;
    if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

/// "12,3"; an empty range names the line before it.
void append_range(std::string& out, std::size_t begin, std::size_t end) {
    out += std::to_string(begin == end ? begin : begin + 1);
    if (end - begin != 1) out += ',' + std::to_string(end - begin);
}

/// A run of changed lines on either side.
struct change {
    std::size_t before_begin, before_end, after_begin, after_end;
};

std::vector<change> changes_of(const line_diff& d) {
    std::vector<change> all;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < d.removed.size() || j < d.added.size()) {
        change c{i, i, j, j};
        while (c.before_end < d.removed.size() && d.removed[c.before_end]) ++c.before_end;
        while (c.after_end < d.added.size() && d.added[c.after_end]) ++c.after_end;
        i = c.before_end;
        j = c.after_end;
        if (c.before_begin != i || c.after_begin != j) {
            all.push_back(c);
        } else {
            ++i;
            ++j;
        }
    }
    return all;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, const diff_options& options) {
    std::string out;
    if (before == after) return out;
    const auto d = compare_lines(before, after);
    const auto changes = changes_of(d);
    out += "--- ";
    append_name(out, options.old_name);
    out += "\n+++ ";
    append_name(out, options.new_name);
    out += '\n';
    const std::size_t context = options.context;
    for (std::size_t first = 0, next = 0; first < changes.size(); first = next) {
        // Changes whose contexts meet share a hunk.
        for (next = first + 1; next < changes.size(); ++next)
            if (changes[next].before_begin - changes[next - 1].before_end > 2 * context) break;
        const auto& head = changes[first];
        const auto& last = changes[next - 1];
        const auto lead = std::min(context, head.before_begin);
        const auto trail = std::min(context, d.before.size() - last.before_end);
        out += "@@ -";
        append_range(out, head.before_begin - lead, last.before_end + trail);
        out += " +";
        append_range(out, head.after_begin - lead, last.after_end + trail);
        out += " @@\n";
        auto at = head.before_begin - lead;
        for (auto i = first; i < next; ++i) {
            for (; at < changes[i].before_begin; ++at) append_line(out, ' ', d.before[at]);
            for (; at < changes[i].before_end; ++at) append_line(out, '-', d.before[at]);
            for (auto j = changes[i].after_begin; j < changes[i].after_end; ++j) append_line(out, '+', d.after[j]);
        }
        for (; at < last.before_end + trail; ++at) append_line(out, ' ', d.before[at]);
    }
    return out;
}

}  // namespace hakit::text
