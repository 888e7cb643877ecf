/// A network namespace of a test's own, with an empty IPVS table and nothing that lasts.
#pragma once

#include <hakit/ipvs/network_namespace.hpp>

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fcntl.h>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>

/// Its loopback interface is up unless said otherwise.
inline hakit::ipvs::network_namespace fresh_namespace(bool with_loopback = true) {
    int fd = -1;
    std::string trouble;
    std::thread inside{[&] {
        if (::unshare(CLONE_NEWNET) != 0) {
            trouble = std::string{"unshare: "} + std::strerror(errno);
            return;
        }
        fd = ::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
        if (!with_loopback) return;
        const int s = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        ifreq request{};
        std::strcpy(request.ifr_name, "lo");
        request.ifr_flags = IFF_UP;
        if (::ioctl(s, SIOCSIFFLAGS, &request) != 0) trouble = std::string{"lo: "} + std::strerror(errno);
        ::close(s);
    }};
    inside.join();
    if (!trouble.empty()) throw std::runtime_error{trouble};
    auto where = hakit::ipvs::network_namespace::of_descriptor(fd);
    ::close(fd);
    return *where;
}
