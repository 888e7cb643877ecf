#include "corosync/json_text.hpp"

#include "text/utf8.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace hakit::corosync {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

}  // namespace

nlohmann::ordered_json json_text(std::string_view in) {
    if (text::is_utf8(in)) return std::string{in};
    std::string hex;
    for (const char c : in) {
        const auto byte = static_cast<unsigned char>(c);
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return {{"bytes", std::move(hex)}};
}

std::optional<std::string> text_from_json(const nlohmann::ordered_json& in) {
    if (in.is_string()) return in.get<std::string>();
    if (!in.is_object() || in.size() != 1 || !in.contains("bytes") || !in["bytes"].is_string()) return std::nullopt;
    const auto hex = in["bytes"].get<std::string>();
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        unsigned byte = 0;
        const auto [end, ec] = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        if (ec != std::errc{} || end != hex.data() + i + 2) return std::nullopt;
        out += static_cast<char>(byte);
    }
    return out;
}

}  // namespace hakit::corosync
