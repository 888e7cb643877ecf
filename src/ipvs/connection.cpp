#include <hakit/ipvs/connection.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace hakit::ipvs {

namespace {

template <class Number>
std::optional<Number> number(std::string_view text, int base) {
    Number value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// "0A000001", or eight groups of four digits with colons, maybe in brackets.
std::optional<ip_address> address(std::string_view text) {
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
    if (text.find(':') != std::string_view::npos) return ip_address::parse(text);
    if (text.size() != 8) return std::nullopt;
    const auto bits = number<std::uint32_t>(text, 16);
    if (!bits) return std::nullopt;
    const auto part = [&](unsigned shift) { return static_cast<std::uint8_t>(*bits >> shift); };
    return ip_address{std::array<std::uint8_t, 4>{part(24), part(16), part(8), part(0)}};
}

/// "TCP", "UDP", "SCTP", or what the kernel prints for a template of a firewall mark, which counts as IP (0).
std::optional<protocol> protocol_of(std::string_view text) {
    if (text == "TCP") return protocol::tcp;
    if (text == "UDP") return protocol::udp;
    if (text == "SCTP") return protocol::sctp;
    if (text == "IP") return protocol{};
    if (text.starts_with("IP_")) {
        if (const auto n = number<std::uint16_t>(text.substr(3), 10)) return static_cast<protocol>(*n);
    }
    return std::nullopt;
}

std::string_view next_word(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const auto word = line.substr(0, line.find(' '));
    line.remove_prefix(word.size());
    return word;
}

std::optional<connection> read_line(std::string_view line) {
    connection c;
    const auto protocol = protocol_of(next_word(line));
    const auto client = address(next_word(line));
    const auto client_port = number<std::uint16_t>(next_word(line), 16);
    const auto target = address(next_word(line));
    const auto target_port = number<std::uint16_t>(next_word(line), 16);
    const auto destination = address(next_word(line));
    const auto destination_port = number<std::uint16_t>(next_word(line), 16);
    c.state = next_word(line);
    const auto expires = number<std::uint32_t>(next_word(line), 10);
    if (!protocol || !client || !client_port || !target || !target_port || !destination || !destination_port ||
        c.state.empty() || !expires) {
        return std::nullopt;
    }
    c.protocol = *protocol;
    c.client = *client;
    c.client_port = *client_port;
    c.virtual_address = *target;
    c.virtual_port = *target_port;
    c.destination = *destination;
    c.destination_port = *destination_port;
    c.expires = *expires;
    c.persistence_engine = next_word(line);
    if (!line.empty()) line.remove_prefix(1);
    c.engine_data = line;
    return c;
}

}  // namespace

result<std::vector<connection>> parse_connections(std::string_view text) {
    std::vector<connection> all;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.empty() || line.starts_with("Pro ")) continue;
        auto c = read_line(line);
        if (!c) return error{errc::syntax, "no line of ip_vs_conn: '" + std::string{line} + "'"};
        all.push_back(std::move(*c));
    }
    return all;
}

}  // namespace hakit::ipvs
