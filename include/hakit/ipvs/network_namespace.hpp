/// Which network namespace a kernel table belongs to.
#pragma once

#include <hakit/base/result.hpp>

#include <functional>
#include <memory>
#include <string>

namespace hakit::ipvs {

/// A handle on a network namespace of Linux; copies share it. It keeps the namespace alive. Default constructed it is
/// that of the thread which uses it.
class network_namespace {
public:
    network_namespace() = default;
    /// By a file such as /run/netns/NAME or /proc/PID/ns/net; not_found or system.
    [[nodiscard]] static result<network_namespace> at(const std::string& path);
    /// By the name that ip-netns(8) gave it.
    [[nodiscard]] static result<network_namespace> named(const std::string& name);
    /// That of a process, by its number.
    [[nodiscard]] static result<network_namespace> of_process(int pid);
    /// By an open descriptor of such a file; it is duplicated. invalid_argument when it is no network namespace.
    [[nodiscard]] static result<network_namespace> of_descriptor(int descriptor);

    [[nodiscard]] bool is_current() const noexcept { return !handle_; }

    /// Calls `work` inside the namespace: directly in the current one, else on a thread of its own that ends before
    /// this returns, so that the caller's thread never changes its namespace. Entering another one needs CAP_SYS_ADMIN;
    /// fails with errc::system when that is refused, and `work` was not called.
    result<void> run(const std::function<void()>& work) const;

private:
    struct handle;
    std::shared_ptr<const handle> handle_;
};

}  // namespace hakit::ipvs
