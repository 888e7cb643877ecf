#include "keepalived/expansion/sequence.hpp"

#include "keepalived/character_class.hpp"

#include <charconv>
#include <cstdlib>
#include <optional>

namespace hakit::keepalived {
namespace {

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && class_of(s.front()) == character::blank) s.remove_prefix(1);
    while (!s.empty() && class_of(s.back()) == character::blank) s.remove_suffix(1);
    return s;
}

/// Splits at commas that stand outside braces.
std::vector<std::string_view> split(std::string_view s) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    bool inside = false;
    for (std::size_t i = 0; i <= s.size(); ++i) {
        if (i != s.size() && s[i] == '{') inside = true;
        if (i != s.size() && s[i] == '}') inside = false;
        if (i != s.size() && (s[i] != ',' || inside)) continue;
        parts.push_back(trimmed(s.substr(begin, i - begin)));
        begin = i + 1;
    }
    return parts;
}

bool is_name(std::string_view s) {
    if (s.empty() || !is_name_start(s[0])) return false;
    for (const char c : s)
        if (!is_name_part(c)) return false;
    return true;
}

/// As strtol with base 0: decimal, 0x hexadecimal, 0 octal, with a sign.
std::optional<long> number(std::string_view s) {
    const bool negative = s.starts_with('-');
    if (negative || s.starts_with('+')) s.remove_prefix(1);
    int base = 10;
    if (s.starts_with("0x") || s.starts_with("0X")) {
        base = 16;
        s.remove_prefix(2);
    } else if (s.size() > 1 && s[0] == '0') {
        base = 8;
    }
    long value = 0;
    const auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), value, base);
    if (ec != std::errc{} || end != s.data() + s.size() || s.starts_with('-')) return std::nullopt;
    return negative ? -value : value;
}

std::string to_text(long value, bool hex) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, hex ? 16 : 10).ptr;
    return {buffer, end};
}

error bad(std::string_view why) { return {errc::syntax, std::string{why}}; }

result<sequence> read_numbers(const std::vector<std::string_view>& parts, bool hex, std::size_t most) {
    if (parts.size() < 2 || parts.size() > 4 || !is_name(parts[0])) return bad("it must be (name,[start,[step,]]end)");
    std::vector<long> values;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto value = number(parts[i]);
        if (!value) return bad('\'' + std::string{parts[i]} + "' is not a number");
        if (hex && *value < 0) return bad("~SEQx takes no negative numbers");
        values.push_back(*value);
    }
    const long last = values.back();
    const long first = values.size() > 1 ? values[0] : 1;
    const long step = values.size() > 2 ? values[1] : (last >= first ? 1 : -1);
    if (step == 0 || (step > 0) != (last >= first)) return bad("the step never leads to the end");
    const auto distance = step > 0 ? static_cast<unsigned long>(last) - static_cast<unsigned long>(first)
                                   : static_cast<unsigned long>(first) - static_cast<unsigned long>(last);
    const auto stride = step > 0 ? static_cast<unsigned long>(step) : 0ul - static_cast<unsigned long>(step);
    const auto count = distance / stride + 1;
    if (count > most) return error{errc::limit_exceeded, "it has " + std::to_string(count) + " values"};
    sequence out{{std::string{parts[0]}}, {}};
    out.rows.reserve(count);
    for (unsigned long i = 0; i < count; ++i) out.rows.push_back({to_text(first + static_cast<long>(i) * step, hex)});
    return out;
}

std::vector<std::string> members(std::string_view group) {
    std::vector<std::string> out;
    if (group.size() >= 2 && group.front() == '{' && group.back() == '}') {
        for (const auto part : split(group.substr(1, group.size() - 2))) out.emplace_back(part);
    } else {
        out.emplace_back(group);
    }
    return out;
}

result<sequence> read_list(const std::vector<std::string_view>& parts, std::size_t most) {
    if (parts.size() < 2) return bad("it must be (name,value,...)");
    if (parts.size() > most) return error{errc::limit_exceeded, "it has " + std::to_string(parts.size()) + " values"};
    sequence out{members(parts[0]), {}};
    for (const auto& name : out.variables)
        if (!is_name(name)) return bad('\'' + name + "' is not a name");
    for (std::size_t i = 1; i < parts.size(); ++i) {
        auto row = members(parts[i]);
        if (row.size() > out.variables.size()) return bad("more values than names in '" + std::string{parts[i]} + '\'');
        row.resize(out.variables.size());  // missing values are empty
        out.rows.push_back(std::move(row));
    }
    return out;
}

}  // namespace

result<sequence> read_sequence(std::string_view head, std::size_t most) {
    const auto parenthesis = head.find('(');
    if (parenthesis == head.npos || !head.ends_with(')')) return bad("a ')' is missing");
    const auto name = trimmed(head.substr(0, parenthesis));
    const auto parts = split(head.substr(parenthesis + 1, head.size() - parenthesis - 2));
    return name == "~LST" ? read_list(parts, most) : read_numbers(parts, name == "~SEQx", most);
}

}  // namespace hakit::keepalived
