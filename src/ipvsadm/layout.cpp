#include <hakit/ipvsadm/layout.hpp>

#include <hakit/ipvsadm/parse.hpp>

namespace hakit::ipvsadm {

std::string layout(const text::document& doc) {
    const auto bytes = doc.text();
    if (detect(bytes) != dialect::rules || bytes.find('\0') != bytes.npos) return std::string{bytes};
    const auto first = bytes.find('\n');
    const std::string_view ending = first != bytes.npos && first != 0 && bytes[first - 1] == '\r' ? "\r\n" : "\n";
    std::string out;
    std::string line;
    bool empty_line = false;
    const auto end_line = [&] {
        if (line.empty()) {
            empty_line = !out.empty();
            return;
        }
        if (empty_line) out += ending;
        empty_line = false;
        out.append(line).append(ending);
        line.clear();
    };
    for (const auto& t : doc.tokens()) {
        if (t.kind() == text::token_kind::newline) {
            end_line();
            continue;
        }
        if (t.kind() == text::token_kind::blank) continue;
        auto written = t.where().of(bytes);
        while (!written.empty() && (written.back() == ' ' || written.back() == '\t' || written.back() == '\r'))
            written.remove_suffix(1);
        if (!line.empty() && !written.empty()) line += ' ';
        line += written;
    }
    if (!line.empty()) end_line();
    return out;
}

}  // namespace hakit::ipvsadm
