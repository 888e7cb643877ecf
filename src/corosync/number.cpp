#include "corosync/number.hpp"

#include <charconv>
#include <limits>

namespace hakit::corosync {
namespace {

std::string_view without_blanks(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(" \t\n\v\f\r");
    return first == text.npos ? std::string_view{} : text.substr(first);
}

std::uint64_t largest(value_type type) noexcept {
    switch (type) {
        case value_type::u8: return 0xff;
        case value_type::u16: return 0xffff;
        case value_type::u32: return 0xffff'ffff;
        case value_type::i32: return 0x7fff'ffff;
        default: return std::numeric_limits<std::uint64_t>::max();
    }
}

}  // namespace

std::optional<read_number> number_from(std::string_view text, value_type type) noexcept {
    auto digits = without_blanks(text);
    const bool negative = digits.starts_with('-');
    if (negative || digits.starts_with('+')) digits.remove_prefix(1);
    if (digits.empty() || digits[0] < '0' || digits[0] > '9') return std::nullopt;
    read_number read;
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), read.value);
    if (end != digits.data() + digits.size()) return std::nullopt;
    read.outside_of_type = ec != std::errc{} || read.value > largest(type);
    if (negative && read.value != 0) {
        if (type == value_type::u64) {
            read.wrapped = true;
        } else if (type == value_type::i32) {
            read.outside_of_type = ec != std::errc{} || read.value > 0x8000'0000u;
        } else {
            read.outside_of_type = true;
        }
        read.value = ~read.value + 1;
    }
    return read;
}

std::uint64_t leading_number(std::string_view text) noexcept {
    auto digits = without_blanks(text);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::string_view range_text(value_type type) noexcept {
    switch (type) {
        case value_type::u8: return "0..255";
        case value_type::u16: return "0..65535";
        case value_type::u32: return "0..4294967295";
        case value_type::i32: return "-2147483648..2147483647";
        default: return "0..18446744073709551615";
    }
}

}  // namespace hakit::corosync
