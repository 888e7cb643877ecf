// Values, as proc_dointvec() and its relatives in the kernel's kernel/sysctl.c read them.
#include "sysctl/check/findings.hpp"

#include "sysctl/character.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace hakit::sysctl {
namespace {

using text::applicability;
using text::span;

constexpr std::uint32_t offset_in(std::string_view whole, std::string_view part) {
    return static_cast<std::uint32_t>(part.data() - whole.data());
}

std::vector<std::string_view> words_of(std::string_view value) {
    std::vector<std::string_view> words;
    while (!(value = trimmed(value)).empty()) {
        const auto end = std::ranges::find_if(value, is_blank);
        words.push_back(value.substr(0, static_cast<std::size_t>(end - value.begin())));
        value.remove_prefix(words.back().size());
    }
    return words;
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Whether the value says on or off in words.
std::optional<char> switch_word(std::string_view word) {
    std::string lower{word};
    for (auto& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (lower == "yes" || lower == "true" || lower == "on" || lower == "enabled") return '1';
    if (lower == "no" || lower == "false" || lower == "off" || lower == "disabled") return '0';
    return std::nullopt;
}

std::string range_text(const key_info& k) { return std::to_string(k.min) + " to " + std::to_string(k.max); }

void check_number(const line_check& line, const key_info& k, std::string_view word) {
    const auto begin = line.parts.value.begin + offset_in(line.text(line.parts.value), word);
    const span where{begin, begin + static_cast<std::uint32_t>(word.size())};
    const auto number = kernel_number(word);
    if (!number) {
        auto& d = line.report(code.not_a_number, where, display_name(k) + " takes a number");
        if (const auto digit = switch_word(word))
            propose(d, std::string{"write "} + *digit, applicability::certain, {{where, std::string(1, *digit)}});
        return;
    }
    const auto digits = word.starts_with('-') ? word.substr(1) : word;
    if (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1]))
        line.report(code.octal, where, "the kernel reads this as " + std::to_string(*number));
    if (k.max == 0 && k.min == 0) return;
    if (*number >= k.min && *number <= k.max) {
        if (k.pattern == "net/ipv4/conf/*/arp_ignore" && *number >= 4 && *number < 8)
            line.report(code.no_meaning, where, "4 to 7 are reserved");
        if (k.pattern == "net/ipv4/conf/*/arp_ignore" && *number == 8)
            line.report(code.bad_arp_ignore, where, "with 8 the host answers no ARP request, for no address");
        std::int64_t fallback = 0;
        const auto* end = k.fallback.data() + k.fallback.size();
        if (k.limit && std::from_chars(k.fallback.data(), end, fallback).ptr == end && *number < fallback)
            line.report(code.below_default, where,
                        std::to_string(*number) + " is below the kernel's default of " + std::to_string(fallback));
        return;
    }
    constexpr std::int64_t int_max = std::numeric_limits<std::int32_t>::max();
    constexpr std::int64_t int_min = std::numeric_limits<std::int32_t>::min();
    const bool too_big = k.max <= int_max && (*number > int_max || *number < int_min);
    if (k.enforced || too_big) {
        line.report(code.out_of_range, where, display_name(k) + " takes " + range_text(k));
    } else {
        const bool is_switch = k.min == 0 && k.max == 1 && *number > 0;
        line.report(
            code.no_meaning, where,
            is_switch ? "the kernel takes any number but 0 as 1" : "the numbers " + range_text(k) + " have a meaning",
            is_switch ? std::optional{text::severity::hint} : std::nullopt);
    }
}

/// " # ..." behind the value; the value itself when there is none.
std::string_view without_comment(std::string_view value, bool is_number) {
    for (std::size_t i = 1; i < value.size(); ++i) {
        if (!is_blank(value[i - 1])) continue;
        if (value[i] == '#' || (is_number && (value[i] == ';' || value.substr(i).starts_with("//"))))
            return trimmed(value.substr(0, i));
    }
    return value;
}

void report_comment(const line_check& line, std::string_view value, bool is_number) {
    const auto at = line.parts.value.begin + static_cast<std::uint32_t>(value.size());
    const auto whole = line.doc.where(line.id);
    const auto text = line.text({at, line.parts.value.end});
    auto& d = line.report(code.inline_comment, {at, line.parts.value.end},
                          is_number ? "this is no comment; the kernel stops reading at the blank"
                                    : "this is no comment; it becomes a part of the value");
    const bool crlf = line.doc.text().substr(line.parts.value.end).starts_with("\r\n");
    std::string comment{trimmed(text)};
    if (!comment.starts_with('#') && !comment.starts_with(';')) comment.insert(0, "# ");
    propose(d, "put the comment on a line of its own", is_number ? applicability::certain : applicability::maybe,
            {{{whole.begin, whole.begin}, comment + (crlf ? "\r\n" : "\n")}, {{at, line.parts.value.end}, ""}});
}

}  // namespace

std::optional<std::int64_t> kernel_number(std::string_view value) noexcept {
    value = trimmed(value);
    const auto end = std::ranges::find_if(value, is_blank);
    auto word = value.substr(0, static_cast<std::size_t>(end - value.begin()));
    const bool negative = word.starts_with('-');
    if (negative) word.remove_prefix(1);
    if (word.empty() || !is_digit(word[0])) return std::nullopt;
    int base = 10;
    if (word.size() > 2 && word[0] == '0' && (word[1] == 'x' || word[1] == 'X')) {
        base = 16;
        word.remove_prefix(2);
    } else if (word.size() > 1 && word[0] == '0') {
        base = 8;
    }
    std::uint64_t number = 0;
    const auto* last = word.data() + word.size();
    const auto read = std::from_chars(word.data(), last, number, base);
    if (read.ec != std::errc{} || read.ptr != last) return std::nullopt;
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (number > largest) return std::nullopt;
    return negative ? -static_cast<std::int64_t>(number) : static_cast<std::int64_t>(number);
}

void check_value(const line_check& line, const key_info* setting) {
    const auto value = line.text(line.parts.value);
    const auto where = line.parts.value;
    const bool is_number = setting != nullptr && setting->kind != value_kind::text;
    if (value.empty()) {
        if (is_number) line.report(code.no_value, line.doc.where(line.id), display_name(*setting) + " takes a number");
        return;
    }
    if (value.front() == '=') {
        auto& d = line.report(code.second_equals, {where.begin, where.begin + 1}, "this '=' is a part of the value");
        propose(d, "remove it", applicability::certain, {{{where.begin, where.begin + 1}, ""}});
        return;
    }
    if (value.back() == '\\') {
        line.report(code.continuation, {where.end - 1, where.end}, "the next line does not belong to this one");
        return;
    }
    const auto plain = without_comment(value, is_number);
    if (plain.size() >= 2 && (plain.front() == '"' || plain.front() == '\'') && plain.back() == plain.front()) {
        const auto inner = plain.substr(1, plain.size() - 2);
        const bool sure = is_number || kernel_number(inner).has_value();
        auto& d = line.report(code.quotes, {where.begin, where.begin + static_cast<std::uint32_t>(plain.size())},
                              "the quotes are written to the kernel with the value",
                              sure ? std::nullopt : std::optional{text::severity::warning});
        const auto end = where.begin + static_cast<std::uint32_t>(plain.size());
        propose(d, "remove the quotes", sure ? applicability::certain : applicability::maybe,
                {{{where.begin, where.begin + 1}, ""}, {{end - 1, end}, ""}});
        return;
    }
    if (plain.size() != value.size()) report_comment(line, plain, is_number);
    if (!is_number || setting->read_only) return;
    const auto words = words_of(plain);
    if (words.size() != setting->count) {
        line.report(code.wrong_count, where,
                    display_name(*setting) + " takes " + std::to_string(setting->count) +
                        (setting->count == 1 ? " number, here are " : " numbers, here are ") +
                        std::to_string(words.size()),
                    words.size() > setting->count ? std::optional{text::severity::warning} : std::nullopt);
    }
    for (std::size_t i = 0; i < words.size() && i < setting->count; ++i) check_number(line, *setting, words[i]);
}

}  // namespace hakit::sysctl
