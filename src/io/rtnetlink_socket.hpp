/// A socket for rtnetlink in the pace of an io_context: changes without waiting, and news of links and addresses.
#pragma once

#include "io/descriptor.hpp"
#include "io/rtnetlink.hpp"

#include <hakit/io/asio.hpp>

#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hakit::io {

class rtnetlink_socket {
public:
    struct callbacks {
        std::function<void(const rtnetlink::link&, bool there)> on_link;
        std::function<void(const rtnetlink::address&, bool there)> on_address;
        /// The kernel refused a change; `what` is what submit() was told.
        std::function<void(const std::string& what, int system_errno)> on_failure;
        /// News were lost: everything has to be read again.
        std::function<void()> on_overrun;
        /// All that flush() was to send is sent.
        std::function<void()> on_idle;
    };

    /// Opens both sockets in the present network namespace.
    [[nodiscard]] static result<std::unique_ptr<rtnetlink_socket>> open(const asio::any_io_executor& executor,
                                                                        callbacks c);
    ~rtnetlink_socket();
    rtnetlink_socket(const rtnetlink_socket&) = delete;
    rtnetlink_socket& operator=(const rtnetlink_socket&) = delete;

    /// Reads all links, then all addresses, and tells each; blocks for as long as the kernel takes.
    [[nodiscard]] result<void> read_all();
    /// Carries out one message and waits for the kernel's answer: for what others depend on. 0 or errno.
    [[nodiscard]] int execute(rtnetlink::message_writer& one);

    /// The message that comes next is built in here ...
    [[nodiscard]] rtnetlink::message_writer& writer() noexcept;
    /// ... and then told about: `what` for a failure, and the errno that is none.
    void expect(std::uint32_t sequence, std::string what, int harmless_errno = 0);
    /// Begins to send what was built: a few messages at a time, between which the executor does other work, since the
    /// kernel carries them out while it takes them.
    void flush();
    /// Nothing waits to be sent.
    [[nodiscard]] bool idle() const noexcept;
    /// Nothing is told any more.
    void close();

private:
    struct impl;
    explicit rtnetlink_socket(std::shared_ptr<impl> i) : impl_{std::move(i)} {}
    std::shared_ptr<impl> impl_;
};

}  // namespace hakit::io
