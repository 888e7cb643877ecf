#include <hakit/corosync/format.hpp>

#include "corosync/line.hpp"

#include <algorithm>

namespace hakit::corosync {

std::string format(const text::document& doc) {
    using text::token_kind;
    const auto text = doc.text();
    if (!doc.diagnostics().empty()) return std::string{text};
    const auto feed = text.find('\n');
    const std::string_view ending = feed != text.npos && feed != 0 && text[feed - 1] == '\r' ? "\r\n" : "\n";
    std::string out;
    std::string line;
    std::size_t depth = 0;
    std::size_t newlines = 1;
    bool after_open = true;  // no blank line there
    const auto end_line = [&] {
        if (line.empty()) return;
        out += line;
        out += ending;
        line.clear();
    };
    const auto begin_line = [&](std::size_t level) {
        if (newlines > 1 && !after_open) out += ending;
        newlines = 0;
        after_open = false;
        line.assign(4 * level, ' ');
    };
    for (const auto& t : doc.tokens()) {
        const auto written = t.where().of(text);
        // A carriage return at the end of a value would become a part of the line ending.
        if (t.kind() == token_kind::word && written.find('\r') != written.npos) return std::string{text};
        switch (t.kind()) {
            case token_kind::blank: break;
            case token_kind::newline:
                end_line();
                ++newlines;
                break;
            case token_kind::comment: {
                begin_line(depth);
                const auto last = written.find_last_not_of(" \t");
                line += written.substr(0, last + 1);
                break;
            }
            case token_kind::word:
                if (line.empty())
                    begin_line(depth);
                else
                    line += ' ';
                line += written;
                break;
            case token_kind::open:
                line += " {";
                ++depth;
                end_line();
                newlines = 0;
                after_open = true;
                break;
            case token_kind::close:
                newlines = 0;
                --depth;
                begin_line(depth);
                line += '}';
                break;
            default:
                // The ':' behind a key; in front of a '{' it means nothing.
                if (written == ":") line += ':';
                break;
        }
    }
    end_line();
    // Indentation can make a line too long for corosync, and a ':' before '{' goes.
    std::size_t begin = 0;
    for (auto end = out.find('\n'); end != out.npos; begin = end + 1, end = out.find('\n', begin))
        if (end - begin > longest_line) return std::string{text};
    return out;
}

}  // namespace hakit::corosync
