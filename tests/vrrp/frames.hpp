/// Reads tests/data/vrrp/frames.txt, and bytes in hexadecimal.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace vrrp_test {

using bytes = std::vector<std::uint8_t>;

/// Digits with blanks anywhere between pairs.
inline bytes hex(std::string_view text) {
    bytes out;
    int high = -1;
    for (const char c : text) {
        if (c == ' ') continue;
        const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        if (high < 0) {
            high = digit;
        } else {
            out.push_back(static_cast<std::uint8_t>(high << 4 | digit));
            high = -1;
        }
    }
    return out;
}

inline std::string to_hex(const auto& data) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const std::uint8_t b : data) {
        out += digits[b >> 4];
        out += digits[b & 0xf];
    }
    return out;
}

struct captured_frame {
    std::string capture;
    std::string kind;
    std::map<std::string, std::string> fields;
    bytes data;
};

inline std::vector<captured_frame> captured_frames() {
    std::vector<captured_frame> frames;
    std::ifstream in{HAKIT_TEST_DATA "/vrrp/frames.txt"};
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("#")) continue;
        if (line.starts_with(" ")) {
            frames.back().data = hex(line);
            continue;
        }
        std::istringstream words{line};
        auto& frame = frames.emplace_back();
        words >> frame.capture >> frame.kind;
        for (std::string word; words >> word;) {
            const auto equals = word.find('=');
            frame.fields[word.substr(0, equals)] = word.substr(equals + 1);
        }
    }
    return frames;
}

}  // namespace vrrp_test
