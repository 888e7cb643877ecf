#include <hakit/realserver/registry.hpp>

#include <hakit/realserver/render.hpp>

#include <algorithm>

namespace hakit::realserver {
namespace {

std::string hex_byte(std::uint8_t byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    return {digits[byte >> 4], digits[byte & 15]};
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        if (end != at) words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string to_utf16(std::string_view text) {
    std::string out = "\xff\xfe";
    for (const char c : text) {
        out += c;
        out += '\0';
    }
    return out;
}

}  // namespace

std::vector<std::uint8_t> multi_sz(std::span<const std::string> texts) {
    std::vector<std::uint8_t> bytes;
    for (const auto& text : texts) {
        for (const char c : text) {
            bytes.push_back(static_cast<std::uint8_t>(c));
            bytes.push_back(0);
        }
        bytes.insert(bytes.end(), 2, 0);
    }
    bytes.insert(bytes.end(), 2, 0);
    return bytes;
}

std::string hex7(std::span<const std::uint8_t> value) {
    std::string out = "hex(7):";
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (i != 0) out += ',';
        out += hex_byte(value[i]);
    }
    return out;
}

std::string multi_sz_line(std::string_view name, std::span<const std::string> texts) {
    constexpr std::size_t width = 80;
    const auto bytes = multi_sz(texts);
    std::string out = "\"" + std::string{name} + "\"=hex(7):";
    std::size_t column = out.size();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool last = i + 1 == bytes.size();
        // A byte takes two columns, its comma one, and the backslash one.
        if (column + 2 + (last ? 0 : 2) > width) {
            out += "\\\r\n  ";
            column = 2;
        }
        out += hex_byte(bytes[i]);
        column += 2;
        if (!last) {
            out += ',';
            ++column;
        }
    }
    return out;
}

result<std::string> to_registry_file(const plan& p) {
    if (p.host.os != platform::windows) return error{errc::unsupported, "only Windows has a registry"};
    if (p.host.release > windows_release::server_2003_r2)
        return error{errc::unsupported,
                     "Windows Server 2008 and later keep addresses elsewhere: use netsh or PowerShell"};
    if (p.host.adapter_guid.empty()) return error{errc::invalid_argument, "the GUID of the loopback adapter is needed"};
    std::string text = "Windows Registry Editor Version 5.00\r\n";
    for (const auto& s : p.steps) {
        if (s.kind != step_kind::set_registry) continue;
        const auto addresses = words_of(s.value);
        const std::vector<std::string> masks(addresses.size(), "255.255.255.255");
        text += "\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces\\" +
                s.target + "]\r\n\"EnableDHCP\"=dword:00000000\r\n";
        text += multi_sz_line("IPAddress", addresses) + "\r\n" + multi_sz_line("SubnetMask", masks) + "\r\n" +
                multi_sz_line("DefaultGateway", {}) + "\r\n";
        text +=
            "\"InterfaceMetric\"=dword:000000fe\r\n\"RegistrationEnabled\"=dword:00000000\r\n"
            "\"DisableDynamicUpdate\"=dword:00000001\r\n";
    }
    return to_utf16(text);
}

}  // namespace hakit::realserver
