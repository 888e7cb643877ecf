#include <hakit/ipvs/network_namespace.hpp>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <thread>

namespace hakit::ipvs {

struct network_namespace::handle {
    explicit handle(int descriptor) noexcept : fd{descriptor} {}
    handle(const handle&) = delete;
    handle& operator=(const handle&) = delete;
    ~handle() { ::close(fd); }
    int fd;
};

namespace {

error cannot_open(int code, const std::string& what) {
    auto e = error::system(code, what);
    return code == ENOENT ? error{errc::not_found, e.message(), code} : e;
}

}  // namespace

result<network_namespace> network_namespace::at(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return cannot_open(errno, "network namespace " + path);
    network_namespace ns;
    ns.handle_ = std::make_shared<handle>(fd);
    return ns;
}

result<network_namespace> network_namespace::named(const std::string& name) {
    if (name.empty() || name.find('/') != std::string::npos || name == "." || name == "..") {
        return error{errc::invalid_argument, "no name of a network namespace: '" + name + "'"};
    }
    return at("/run/netns/" + name);
}

result<network_namespace> network_namespace::of_process(int pid) {
    return at("/proc/" + std::to_string(pid) + "/ns/net");
}

result<network_namespace> network_namespace::of_descriptor(int descriptor) {
    const int fd = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    if (fd < 0) return error{errc::invalid_argument, "no descriptor: " + std::to_string(descriptor), errno};
    network_namespace ns;
    ns.handle_ = std::make_shared<handle>(fd);
    return ns;
}

result<void> network_namespace::run(const std::function<void()>& work) const {
    if (is_current()) {
        work();
        return {};
    }
    int refused = 0;
    try {
        std::thread inside{[&] {
            if (::setns(handle_->fd, CLONE_NEWNET) != 0) {
                refused = errno;
                return;
            }
            work();
        }};
        inside.join();
    } catch (const std::system_error& e) {
        return error::system(e.code().value(), "a thread for another network namespace");
    }
    if (refused == EINVAL || refused == EBADF) {
        return error{errc::invalid_argument, "the file is no network namespace", refused};
    }
    if (refused != 0) return error::system(refused, "enter the network namespace");
    return {};
}

}  // namespace hakit::ipvs
