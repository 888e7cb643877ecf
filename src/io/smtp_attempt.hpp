/// SMTP_CHECK: greeting, HELO, QUIT (RFC 5321 sections 3.1, 3.2, 3.8).
#pragma once

#include "io/tcp_attempt.hpp"

#include <array>
#include <string>

namespace hakit::io {

class smtp_attempt final : public tcp_attempt {
public:
    using tcp_attempt::tcp_attempt;

private:
    enum class step { greeting, helo, quit };

    void on_connected() override;
    [[nodiscard]] health::outcome partial() const override {
        health::outcome o;
        o.bytes = received_;
        return o;
    }
    void read_reply();
    /// Judges the last line of a reply, or reads on when it is not there yet.
    void take();
    void on_reply(const std::string& line);
    void send(std::string command, step next);

    step step_ = step::greeting;
    std::string unread_;
    std::string command_;
    std::uint64_t received_ = 0;
    std::array<char, 512> buffer_;
};

}  // namespace hakit::io
