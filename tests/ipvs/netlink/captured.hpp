/// The answers in tests/data/ipvs/answers.hex, by name.
#pragma once

#include "ipvs/netlink/message.hpp"

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace ipvs_test {

class captured {
public:
    explicit captured(const std::string& name) {
        std::ifstream in{HAKIT_TEST_DATA "/ipvs/answers.hex"};
        bool inside = false;
        for (std::string line; std::getline(in, line);) {
            if (line.starts_with("[")) {
                inside = line.starts_with("[" + name + "]");
            } else if (inside && !line.starts_with("#")) {
                for (std::size_t i = 0; i + 1 < line.size(); i += 2) {
                    bytes_.push_back(static_cast<std::byte>(std::stoul(line.substr(i, 2), nullptr, 16)));
                }
            }
        }
        if (bytes_.empty()) throw std::runtime_error{"no captured answer: " + name};
        hakit::ipvs::netlink::bytes rest{bytes_};
        while (const auto m = hakit::ipvs::netlink::next_message(rest)) messages_.push_back(*m);
    }
    captured(const captured&) = delete;
    captured& operator=(const captured&) = delete;

    [[nodiscard]] const std::vector<hakit::ipvs::netlink::message_view>& messages() const { return messages_; }

private:
    std::vector<std::byte> bytes_;
    std::vector<hakit::ipvs::netlink::message_view> messages_;
};

}  // namespace ipvs_test
