#include "corosync/line.hpp"

#include "text/byte_set.hpp"

#include <cstring>
#include <string_view>

namespace hakit::corosync {
namespace {

/// The bytes that say what a line is. A NUL byte is one of them; it stands behind the text, too.
constexpr text::byte_set telling{std::string_view{"\0\n{:}\xC2", 6}};

/// The first of each on a line.
struct marks {
    const char* open = nullptr;
    const char* colon = nullptr;
    const char* close = nullptr;
    const char* nul = nullptr;
    const char* end = nullptr;       ///< the line feed, or the end of the text
    const char* no_break = nullptr;  ///< a byte that no-break spaces begin with
};

void note(const char*& first_one, const char* p) noexcept {
    if (first_one == nullptr) first_one = p;
}

/// The first telling byte from `p` on; four steps a turn, because this sees nearly every byte.
const char* next_telling(const char* p) noexcept {
    for (;; p += 4) {
        if (telling.contains(p[0])) return p;
        if (telling.contains(p[1])) return p + 1;
        if (telling.contains(p[2])) return p + 2;
        if (telling.contains(p[3])) return p + 3;
    }
}

/// Finds the marks of the line that goes on at `p`: each byte is looked at once.
marks find_marks(const char* p, const char* last) noexcept {
    marks found;
    for (;; ++p) {
        p = next_telling(p);
        if (*p == '\n' || p == last) {
            found.end = p;
            return found;
        }
        if (found.nul != nullptr) continue;  // corosync does not see what follows it
        switch (*p) {
            case '{': note(found.open, p); break;
            case ':': note(found.colon, p); break;
            case '}': note(found.close, p); break;
            case '\0': found.nul = p; break;
            default: note(found.no_break, p);
        }
    }
}

/// As skip_blanks(), eight spaces at a time: most blanks are indentation.
const char* skip_indentation(const char* p, const char* last, const target& aim) noexcept {
    constexpr std::string_view eight = "        ";
    while (last - p >= 8 && std::memcmp(p, eight.data(), eight.size()) == 0) p += eight.size();
    return skip_blanks(p, aim);
}

/// Where the name before the mark ends, without blanks; its first byte always belongs to it.
const char* end_of_name(const char* first, const char* mark, const target& aim) noexcept {
    while (mark > first + 1 && is_blank(mark[-1], aim)) --mark;
    return mark;
}

}  // namespace

line_parts look_at_line(const char* p, const char* last, const target& aim) noexcept {
    line_parts line;
    line.begin = p;
    line.first = skip_indentation(p, last, aim);
    const auto found = find_marks(line.first, last);
    line.newline = found.end;
    line.next = found.end == last ? last : found.end + 1;
    line.nul = found.nul;
    line.too_long = static_cast<std::size_t>(line.newline - p) > longest_line;
    if (line.newline != p && line.newline[-1] == '\r') --line.newline;
    const char* end = line.nul != nullptr ? line.nul : line.newline;
    if (line.first == end) return line;
    if (*line.first == '#') {
        line.kind = line_kind::comment;
        return line;
    }
    while (is_blank(end[-1], aim)) --end;
    if (found.open != nullptr) {
        line.kind = line_kind::open;
        line.mark = found.open;
    } else if (found.colon != nullptr) {
        line.kind = line_kind::setting;
        line.mark = found.colon;
    } else if (found.close != nullptr) {
        line.kind = line_kind::close;
        line.mark = found.close;
    } else {
        line.kind = line_kind::other;
        line.name_end = end;
    }
    if (line.mark != nullptr) {
        // Colons in front of a '{' do not belong to the name.
        line.name_end = end_of_name(line.first, line.mark, aim);
        while (line.kind == line_kind::open && line.name_end > line.first + 1 && line.name_end[-1] == ':')
            line.name_end = end_of_name(line.first, line.name_end - 1, aim);
        line.value = line.mark + 1 == end ? end : skip_blanks(line.mark + 1, aim);
        line.value_end = end;
    }
    line.one_line = line.kind == line_kind::open && line.value != end && *line.value != '#' &&
                    std::memchr(line.value, '}', static_cast<std::size_t>(end - line.value)) != nullptr;
    if (line.one_line && found.colon != nullptr && found.colon < line.mark && found.colon != line.first) {
        // "key: {value}" was meant to be a key.
        line.colon = found.colon;
        line.name_end = end_of_name(line.first, line.colon, aim);
    }
    line.no_break_space = found.no_break != nullptr && found.no_break < line.name_end &&
                          std::string_view{line.first, line.name_end}.find("\xC2\xA0") != std::string_view::npos;
    return line;
}

}  // namespace hakit::corosync
