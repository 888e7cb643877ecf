#include <hakit/text/line_index.hpp>

#include <text/utf8.hpp>

#include <algorithm>
#include <cstring>

namespace hakit::text {

line_index::line_index(std::string_view text) : text_{text} {
    starts_.push_back(0);
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    for (const char* p = begin; p != end;) {
        const auto* newline = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p)));
        if (newline == nullptr || newline + 1 == end) break;
        p = newline + 1;
        starts_.push_back(static_cast<std::uint32_t>(p - begin));
    }
}

std::uint32_t line_index::line_of(std::uint32_t offset) const noexcept {
    return static_cast<std::uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin());
}

position line_index::position_of(std::uint32_t offset) const noexcept {
    const auto line = line_of(offset);
    const auto where = line_span(line);
    const auto last = std::min(offset, where.end);
    position at{line, 1};
    for (auto i = where.begin; i < last; ++at.column) {
        // A file may be a single long line: take ASCII eight at a time.
        std::uint64_t eight = 0;
        while (last - i >= sizeof eight) {
            std::memcpy(&eight, text_.data() + i, sizeof eight);
            if ((eight & 0x8080'8080'8080'8080u) != 0) break;
            i += sizeof eight;
            at.column += sizeof eight;
        }
        if (i == last) break;
        i += decode_utf8(text_.substr(i, where.end - i)).size;
        if (i > last) break;  // `offset` points into this code point
    }
    return at;
}

span line_index::line_span(std::uint32_t line) const noexcept {
    auto where = full_line_span(line);
    if (!where.empty() && text_[where.end - 1] == '\n') {
        --where.end;
        if (!where.empty() && text_[where.end - 1] == '\r') --where.end;
    }
    return where;
}

span line_index::full_line_span(std::uint32_t line) const noexcept {
    const auto index = std::clamp<std::uint32_t>(line, 1, line_count()) - 1;
    const auto end = index + 1 < line_count() ? starts_[index + 1] : static_cast<std::uint32_t>(text_.size());
    return {starts_[index], end};
}

}  // namespace hakit::text
