#include <text/source_line.hpp>

#include <text/printable.hpp>

#include <algorithm>

namespace hakit::text {
namespace {

/// What one code point, escape, tab or secret looks like.
struct cell {
    span bytes;
    std::string shown;
    unsigned column;  // from 0
    unsigned width;
};

/// Bytes around the place that are looked at at all; a line can be as long as the file.
span neighbourhood(std::string_view text, span line, std::uint32_t begin, std::uint32_t reach) {
    span near{line.begin, line.end};
    if (begin > line.begin + reach) {
        near.begin = begin - reach;
        while (near.begin < begin && (static_cast<unsigned char>(text[near.begin]) & 0xc0) == 0x80) ++near.begin;
    }
    near.end = std::min(line.end, begin + reach);
    return near;
}

std::vector<cell> cells_of(std::string_view text, span near, unsigned tab, const std::vector<span>& secrets) {
    std::vector<cell> cells;
    unsigned column = 0;
    auto secret = secrets.begin();
    for (auto at = near.begin; at < near.end;) {
        cell c{{at, at}, {}, column, 0};
        while (secret != secrets.end() && secret->end <= at) ++secret;
        if (secret != secrets.end() && secret->begin <= at) {
            c.bytes.end = std::min(secret->end, near.end);
            c.shown = redaction;
            c.width = static_cast<unsigned>(redaction.size());
        } else if (text[at] == '\t') {
            c.bytes.end = at + 1;
            c.width = tab - column % tab;
            c.shown.assign(c.width, ' ');
        } else {
            const auto rest = text.substr(at, near.end - at);
            const auto step = decode_utf8(rest);
            c.bytes.end = at + step.size;
            c.width = append_printable(c.shown, rest, step);
        }
        at = c.bytes.end;
        column += c.width;
        cells.push_back(std::move(c));
    }
    return cells;
}

void drop_trailing_blanks(std::string& text) { text.erase(text.find_last_not_of(' ') + 1); }

}  // namespace

source_excerpt excerpt_of(const workspace& files, location place, const render_options& options,
                          const redactor& secrets) {
    constexpr std::string_view ellipsis = "...";
    const auto text = files.file(place.file).text();
    const auto& lines = files.lines(place.file);
    const auto limit = std::clamp(options.max_line, 40u, 10'000u);
    const auto size = static_cast<std::uint32_t>(text.size());
    const span where{std::min(place.where.begin, size),
                     std::clamp(place.where.end, std::min(place.where.begin, size), size)};

    source_excerpt out;
    out.line = lines.line_of(where.begin);
    out.last_line = where.empty() ? out.line : std::max(out.line, lines.line_of(where.end - 1));
    const auto line = lines.line_span(out.line);
    // Several bytes a column at most: reaching 8 times as far as the window shows enough on both sides.
    const auto near = neighbourhood(text, line, std::min(where.begin, line.end), 8 * limit);
    const auto cells = cells_of(text, near, std::clamp(options.tab_width, 1u, 16u), secrets.inside(place.file, near));
    const auto width = cells.empty() ? 0u : cells.back().column + cells.back().width;

    // The columns of the place.
    auto first = width;
    auto last = 0u;
    for (const auto& c : cells) {
        if (c.bytes.end > where.begin) first = std::min(first, c.column);
        if (c.bytes.begin < where.end && c.bytes.end > where.begin) last = c.column + c.width;
    }
    last = std::max(last, first + 1);

    // The window of columns that is shown.
    const bool cut_left_bytes = near.begin > line.begin;
    const bool cut_right_bytes = near.end < line.end;
    auto from = 0u;
    if (width > limit && first > limit / 2) from = std::min(first - limit / 3, width - std::min(width, limit));
    const auto to = from + limit;
    const bool cut_left = cut_left_bytes || from > 0;
    const bool cut_right = cut_right_bytes || width > to;
    auto shift = 0u;  // columns before the first shown cell
    auto start = 0u;  // column of the first shown cell
    bool started = false;
    if (cut_left) {
        out.text = ellipsis;
        shift = static_cast<unsigned>(ellipsis.size());
    }
    for (const auto& c : cells) {
        if (c.column < from || c.column + c.width > to) continue;
        if (!started) start = c.column;
        started = true;
        out.text += c.shown;
    }
    if (cut_right) out.text += ellipsis;
    drop_trailing_blanks(out.text);
    first = std::clamp(first, start, to) - start + shift;
    last = std::clamp(last, start, to) - start + shift;
    out.indent.assign(first, ' ');
    out.marks.assign(std::max(last, first + 1) - first, '^');
    return out;
}

}  // namespace hakit::text
