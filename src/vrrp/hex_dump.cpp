#include <hakit/vrrp/hex_dump.hpp>

#include <optional>
#include <string>

namespace hakit::vrrp {
namespace {

using packet = std::vector<std::uint8_t>;

int digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trim(std::string_view s) noexcept {
    while (!s.empty() && blank(s.front())) s.remove_prefix(1);
    while (!s.empty() && blank(s.back())) s.remove_suffix(1);
    return s;
}

/// Takes "0x0010:" or "000010 " off the line; the number, or nullopt when the line has none.
std::optional<std::size_t> take_offset(std::string_view& line) noexcept {
    auto rest = line;
    const bool marked = rest.starts_with("0x");
    if (marked) rest.remove_prefix(2);
    std::size_t value = 0;
    std::size_t digits = 0;
    while (digits < rest.size() && digits < 8 && digit(rest[digits]) >= 0)
        value = value * 16 + static_cast<std::size_t>(digit(rest[digits++]));
    if (digits < 4 || digits >= rest.size()) return std::nullopt;
    // Four digits and a blank may as well be bytes, so a bare offset has six or eight, as od and text2pcap write it.
    const bool colon = rest[digits] == ':';
    if (!colon && (marked || digits < 6 || digits % 2 != 0 || !blank(rest[digits]))) return std::nullopt;
    line = trim(rest.substr(digits + 1));
    return value;
}

bool separator(char c) noexcept { return blank(c) || c == ':' || c == '-'; }

/// False when the line holds anything but bytes; with `dump` two blanks end them.
bool add_bytes(packet& out, std::string_view line, bool dump) {
    if (!dump && line.starts_with("0x")) line.remove_prefix(2);
    for (std::size_t i = 0; i < line.size();) {
        if (dump && i > 0 && line.substr(i).starts_with("  ")) return true;
        if (separator(line[i])) {
            ++i;
            continue;
        }
        if (i + 1 >= line.size() || digit(line[i]) < 0 || digit(line[i + 1]) < 0) return false;
        out.push_back(static_cast<std::uint8_t>(digit(line[i]) << 4 | digit(line[i + 1])));
        i += 2;
    }
    return true;
}

error bad(std::size_t line) {
    return {errc::syntax, "line " + std::to_string(line) + ": this is neither hexadecimal nor a dump of packets"};
}

}  // namespace

result<std::vector<packet>> read_hex_dump(std::string_view text) {
    std::vector<packet> all;
    bool in_dump = false;      // the last packet may go on
    std::size_t bad_line = 0;  // the first that says nothing; forgiven when the text is a dump
    bool any_dump = false;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        auto line = trim(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.empty() || line.front() == '#') {
            in_dump = false;
            continue;
        }
        packet bytes;
        if (const auto offset = take_offset(line)) {
            if (!add_bytes(bytes, line, true)) return bad(number);
            if (*offset != 0 && (!in_dump || all.back().size() != *offset)) return bad(number);
            if (*offset == 0) {
                all.push_back(std::move(bytes));
            } else {
                all.back().insert(all.back().end(), bytes.begin(), bytes.end());
            }
            in_dump = any_dump = true;
            continue;
        }
        in_dump = false;
        if (add_bytes(bytes, line, false)) {
            all.push_back(std::move(bytes));
        } else if (bad_line == 0) {
            bad_line = number;  // such as tcpdump's own line before the bytes
        }
    }
    if (bad_line != 0 && !any_dump) return bad(bad_line);
    if (all.empty()) return error{errc::syntax, "there is no packet in it"};
    return all;
}

}  // namespace hakit::vrrp
