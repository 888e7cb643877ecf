#include <hakit/text/unified_diff.hpp>

#include <text/line_diff.hpp>
#include <text/redact.hpp>

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

/// Shows lines, without the secrets of both texts.
class line_printer {
public:
    line_printer(std::string_view before, std::string_view after, const diff_options& options)
        : texts_{before, after}, files_{both(before, after, options)}, hide_{files_, places(options)} {}

    /// `mark` is ' ' or '-' for a line of the old text, '+' for one of the new text.
    void append(std::string& out, char mark, std::string_view line) const {
        const bool ended = line.ends_with('\n');
        if (ended) line.remove_suffix(1);
        out += mark;
        if (files_.size() == 0) {
            out += line;
        } else {
            const file_id side = mark == '+' ? 1 : 0;
            const auto begin = static_cast<std::uint32_t>(line.data() - texts_[side].data());
            out += hide_.message(hide_.excerpt(side, {begin, begin + static_cast<std::uint32_t>(line.size())}));
        }
        out += ended ? "\n" : "\n\\ No newline at end of file\n";
    }

private:
    /// Both texts as files 0 and 1; none without secrets.
    static workspace both(std::string_view before, std::string_view after, const diff_options& options) {
        workspace files;
        if (options.before_secrets.empty() && options.after_secrets.empty()) return files;
        files.add({"before", std::string{before}});
        files.add({"after", std::string{after}});
        return files;
    }

    static std::vector<location> places(const diff_options& options) {
        std::vector<location> all;
        for (const auto where : options.before_secrets) all.push_back({0, where});
        for (const auto where : options.after_secrets) all.push_back({1, where});
        return all;
    }

    std::string_view texts_[2];
    workspace files_;
    redactor hide_;
};

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
    const line_printer lines{before, after, options};
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
            for (; at < changes[i].before_begin; ++at) lines.append(out, ' ', d.before[at]);
            for (; at < changes[i].before_end; ++at) lines.append(out, '-', d.before[at]);
            for (auto j = changes[i].after_begin; j < changes[i].after_end; ++j) lines.append(out, '+', d.after[j]);
        }
        for (; at < last.before_end + trail; ++at) lines.append(out, ' ', d.before[at]);
    }
    return out;
}

}  // namespace hakit::text
