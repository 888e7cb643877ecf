/// Exchanges with the kernel, free of I/O: each says what to send next and takes the answers. A driver sends what
/// fill() wrote as one datagram, hands over every message received while waiting() holds, and goes on until fill()
/// writes nothing. The kernel works a request off while it is sent, so the answers are there when send() returns, and
/// nobody has to wait: an empty socket means that no answer will come.
#pragma once

#include "ipvs/netlink/message.hpp"

#include <hakit/base/result.hpp>
#include <hakit/ipvs/types.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hakit::ipvs::netlink {

class operation {
public:
    operation() = default;
    operation(const operation&) = delete;
    operation& operator=(const operation&) = delete;
    virtual ~operation() = default;

    /// Appends the next messages, one send() for all. Nothing appended: the operation has ended.
    virtual void fill(message_writer& out) = 0;
    /// One received message; those that answer something else are ignored.
    virtual void take(const message_view& m) = 0;
    /// True while answers to what fill() wrote are missing.
    [[nodiscard]] virtual bool waiting() const noexcept = 0;
    /// No answer is left although waiting() holds. A command that ends with EINTR is not answered at all (Linux does so
    /// in netlink_rcv_skb()), and of IPVS's only DEL_DAEMON does.
    virtual void silence() = 0;
    /// Sending or receiving failed. What has no answer yet fails with it, and nothing more is sent.
    virtual void fail(const error& why) = 0;
};

/// What the kernel said to one request.
struct outcome {
    int system_errno = 0;
    std::string reason = {};         ///< the kernel's own words, rarely there
    std::optional<error> lost = {};  ///< why there is no answer; whether the request was carried out is unknown

    [[nodiscard]] bool ok() const noexcept { return system_errno == 0 && !lost; }
};

/// Any number of changes, packed into few sends. Only the last message of a send asks for an acknowledgement: errors
/// are answered without being asked for and carry the number of their request. So the answers to a send always fit into
/// the socket's buffer, and an error does not stop what follows it.
class write_operation final : public operation {
public:
    /// Writes request `index` and returns its sequence number.
    using encoder = std::function<std::uint32_t(message_writer& w, std::size_t index)>;
    /// The kernel keeps up to 278 unread errors in a socket's default buffer.
    static constexpr std::size_t messages_in_a_send = 128;
    /// Less than a third of the default send buffer, which a datagram must fit.
    static constexpr std::size_t bytes_in_a_send = std::size_t{64} * 1024;

    write_operation(std::size_t count, encoder encode);

    void fill(message_writer& out) override;
    void take(const message_view& m) override;
    void silence() override;
    [[nodiscard]] bool waiting() const noexcept override { return waiting_; }
    void fail(const error& why) override;

    /// One outcome a request, in their order; complete when the operation has ended.
    [[nodiscard]] const std::vector<outcome>& outcomes() const noexcept { return outcomes_; }

private:
    encoder encode_;
    std::vector<outcome> outcomes_;
    std::vector<std::uint32_t> sent_;  // sequence numbers of the present send
    std::size_t first_ = 0;            // the request that sent_[0] belongs to
    std::size_t next_ = 0;
    bool waiting_ = false;
};

/// One question, answered by one message or, as a dump, by any number.
class query_operation final : public operation {
public:
    using encoder = std::function<std::uint32_t(message_writer& w)>;
    using reader = std::function<result<void>(const message_view& m)>;

    query_operation(encoder write, reader read, bool is_dump);

    void fill(message_writer& out) override;
    void take(const message_view& m) override;
    void silence() override;
    [[nodiscard]] bool waiting() const noexcept override { return waiting_; }
    void fail(const error& why) override;

    [[nodiscard]] const outcome& answer() const noexcept { return outcome_; }

private:
    encoder write_;
    reader read_;
    outcome outcome_;
    std::uint32_t sequence_ = 0;
    bool is_dump_;
    bool asked_ = false;
    bool waiting_ = false;
};

}  // namespace hakit::ipvs::netlink
