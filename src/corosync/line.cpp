#include "corosync/line.hpp"

#include <cstring>

namespace hakit::corosync {
namespace {

const char* find(const char* first, const char* last, char c) noexcept {
    return first == last ? nullptr
                         : static_cast<const char*>(std::memchr(first, c, static_cast<std::size_t>(last - first)));
}

}  // namespace

line_parts look_at_line(const char* p, const char* last, const target& aim) noexcept {
    line_parts line;
    line.begin = p;
    const auto* feed = find(p, last, '\n');
    line.newline = feed != nullptr ? feed : last;
    line.next = feed != nullptr ? feed + 1 : last;
    line.too_long = static_cast<std::size_t>(line.newline - p) > longest_line;
    if (line.newline != p && line.newline[-1] == '\r') --line.newline;
    line.end = line.newline;
    line.nul = find(p, line.end, '\0');
    if (line.nul != nullptr) line.end = line.nul;

    line.first = p;
    while (line.first != line.end && is_blank(*line.first, aim)) ++line.first;
    const char* end = line.end;
    while (end != line.first && is_blank(end[-1], aim)) --end;
    if (line.first == end) return line;
    if (*line.first == '#') {
        line.kind = line_kind::comment;
        return line;
    }
    line.mark = find(line.first, end, '{');
    if (line.mark != nullptr) {
        line.kind = line_kind::open;
    } else if (line.mark = find(line.first, end, ':'); line.mark != nullptr) {
        line.kind = line_kind::setting;
    } else if (line.mark = find(line.first, end, '}'); line.mark != nullptr) {
        line.kind = line_kind::close;
    } else {
        line.kind = line_kind::other;
        line.name_end = end;
    }
    if (line.mark != nullptr) {
        // Blanks, and colons in front of a '{', do not belong to the name; its first byte always does.
        line.name_end = line.mark;
        while (line.name_end > line.first + 1 &&
               (is_blank(line.name_end[-1], aim) || (line.kind == line_kind::open && line.name_end[-1] == ':')))
            --line.name_end;
        line.value = line.mark + 1;
        while (line.value != end && is_blank(*line.value, aim)) ++line.value;
        line.value_end = end;
    }
    line.one_line = line.kind == line_kind::open && line.value != line.value_end && *line.value != '#' &&
                    find(line.value, line.value_end, '}') != nullptr;
    if (line.one_line) {
        // "key: {value}" was meant to be a key; its parts are those of one.
        const char* colon = find(line.first, line.mark, ':');
        if (colon != nullptr && colon != line.first) {
            line.colon = colon;
            line.name_end = colon;
            while (line.name_end > line.first + 1 && is_blank(line.name_end[-1], aim)) --line.name_end;
            line.value_of_key = colon + 1;
            while (line.value_of_key != line.value_end && is_blank(*line.value_of_key, aim)) ++line.value_of_key;
        }
    }
    const auto* space = line.first;
    while ((space = find(space, line.name_end, '\xC2')) != nullptr && !line.no_break_space) {
        line.no_break_space = space + 1 != line.name_end && space[1] == '\xA0';
        ++space;
    }
    return line;
}

}  // namespace hakit::corosync
