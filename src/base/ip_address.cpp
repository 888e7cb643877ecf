#include <hakit/base/ip_address.hpp>

#include <charconv>

namespace hakit {
namespace {

/// Reads a decimal number of at most `max_digits` digits without leading zeros.
std::optional<unsigned> decimal(std::string_view text, std::size_t max_digits) noexcept {
    if (text.empty() || text.size() > max_digits || (text.size() > 1 && text[0] == '0')) return std::nullopt;
    unsigned value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::array<std::uint8_t, 4>> parse_v4(std::string_view text) noexcept {
    std::array<std::uint8_t, 4> bytes{};
    const auto is = [&](std::size_t at, char low, char high) {
        return at < text.size() && text[at] >= low && text[at] <= high;
    };
    std::size_t at = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        if (i != 0 && !is(at++, '.', '.')) return std::nullopt;
        const auto first = at;
        unsigned octet = 0;
        for (; at - first < 3 && is(at, '0', '9'); ++at) octet = octet * 10 + static_cast<unsigned>(text[at] - '0');
        if (at == first || octet > 255 || (at - first > 1 && text[first] == '0')) return std::nullopt;
        bytes[i] = static_cast<std::uint8_t>(octet);
    }
    return at == text.size() ? std::optional{bytes} : std::nullopt;
}

std::optional<std::array<std::uint8_t, 16>> parse_v6(std::string_view text) noexcept {
    std::array<std::uint8_t, 16> bytes{};
    std::size_t filled = 0;
    std::optional<std::size_t> gap;  // where "::" stands
    if (text.starts_with("::")) {
        gap = 0;
        text.remove_prefix(2);
    } else if (text.starts_with(':')) {
        return std::nullopt;
    }
    while (!text.empty()) {
        const auto colon = text.find(':');
        const auto group = text.substr(0, colon);
        if (colon == text.npos && group.find('.') != group.npos) {
            const auto v4 = parse_v4(group);
            if (!v4 || filled > 12) return std::nullopt;
            for (const auto b : *v4) bytes[filled++] = b;
            break;
        }
        unsigned value = 0;
        if (group.empty() || group.size() > 4 || filled > 14) return std::nullopt;
        const auto [end, ec] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
        if (ec != std::errc{} || end != group.data() + group.size()) return std::nullopt;
        bytes[filled++] = static_cast<std::uint8_t>(value >> 8);
        bytes[filled++] = static_cast<std::uint8_t>(value & 0xff);
        if (colon == text.npos) break;
        text.remove_prefix(colon + 1);
        if (text.starts_with(':')) {
            if (gap) return std::nullopt;
            gap = filled;
            text.remove_prefix(1);
        } else if (text.empty()) {
            return std::nullopt;  // a single ':' at the end
        }
    }
    if (!gap) return filled == 16 ? std::optional{bytes} : std::nullopt;
    if (filled == 16) return std::nullopt;
    const auto tail = filled - *gap;
    for (std::size_t i = 0; i < tail; ++i) {
        bytes[15 - i] = bytes[filled - 1 - i];
        bytes[filled - 1 - i] = 0;
    }
    return bytes;
}

void append_hex(std::string& out, unsigned value) {
    char buffer[4];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, 16).ptr;
    out.append(buffer, end);
}

}  // namespace

std::optional<ip_address> ip_address::parse(std::string_view text) noexcept {
    if (text.find(':') != text.npos) {
        if (const auto bytes = parse_v6(text)) return ip_address{*bytes};
        return std::nullopt;
    }
    if (const auto bytes = parse_v4(text)) return ip_address{*bytes};
    return std::nullopt;
}

bool ip_address::is_multicast() const noexcept { return is_v4() ? (bytes_[0] & 0xf0) == 0xe0 : bytes_[0] == 0xff; }

bool ip_address::is_loopback() const noexcept {
    if (is_v4()) return bytes_[0] == 127;
    for (std::size_t i = 0; i < 15; ++i)
        if (bytes_[i] != 0) return false;
    return bytes_[15] == 1;
}

bool ip_address::is_link_local() const noexcept {
    return is_v4() ? bytes_[0] == 169 && bytes_[1] == 254 : bytes_[0] == 0xfe && (bytes_[1] & 0xc0) == 0x80;
}

bool ip_address::is_unspecified() const noexcept { return bytes_ == std::array<std::uint8_t, 16>{}; }

std::string ip_address::to_string() const {
    std::string out;
    if (is_v4()) {
        for (std::size_t i = 0; i < 4; ++i) {
            if (i != 0) out += '.';
            out += std::to_string(bytes_[i]);
        }
        return out;
    }
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < 8; ++i) groups[i] = static_cast<unsigned>(bytes_[2 * i] << 8 | bytes_[2 * i + 1]);

    // RFC 5952 section 4.2: the longest run of two or more zero groups becomes "::", the first one on a tie.
    std::size_t best_start = 8;
    std::size_t best_length = 1;
    for (std::size_t i = 0; i < 8;) {
        std::size_t end = i;
        while (end < 8 && groups[end] == 0) ++end;
        if (end - i > best_length) {
            best_start = i;
            best_length = end - i;
        }
        i = end > i ? end : i + 1;
    }
    // RFC 5952 section 5: IPv4-mapped addresses end in a dotted quad.
    const bool mapped = best_start == 0 && best_length == 5 && groups[5] == 0xffff;
    for (std::size_t i = 0; i < (mapped ? 6u : 8u);) {
        if (i == best_start) {
            out += "::";
            i += best_length;
            continue;
        }
        if (!out.empty() && out.back() != ':') out += ':';
        append_hex(out, groups[i++]);
    }
    if (mapped) {
        out += ':';
        out += ip_address{std::array<std::uint8_t, 4>{bytes_[12], bytes_[13], bytes_[14], bytes_[15]}}.to_string();
    }
    return out;
}

std::optional<ip_prefix> ip_prefix::parse(std::string_view text) noexcept {
    const auto slash = text.find('/');
    const auto address = ip_address::parse(text.substr(0, slash));
    if (!address) return std::nullopt;
    if (slash == text.npos) return ip_prefix{*address, static_cast<std::uint8_t>(address->bits())};
    const auto length = decimal(text.substr(slash + 1), 3);
    if (!length || *length > address->bits()) return std::nullopt;
    return ip_prefix{*address, static_cast<std::uint8_t>(*length)};
}

std::string ip_prefix::to_string() const { return address.to_string() + '/' + std::to_string(length); }

ip_address ip_prefix::network() const noexcept {
    auto bytes = address.bytes();
    for (std::size_t bit = length; bit < address.bits(); ++bit)
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] & ~(0x80u >> (bit % 8)));
    if (address.is_v6()) return ip_address{bytes};
    return ip_address{std::array<std::uint8_t, 4>{bytes[0], bytes[1], bytes[2], bytes[3]}};
}

}  // namespace hakit
