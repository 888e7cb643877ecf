#include <hakit/io/privileges.hpp>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace hakit::io {

result<void> keep_network_capabilities(bool scripts) {
    std::uint64_t wanted = std::uint64_t{1} << CAP_NET_ADMIN | std::uint64_t{1} << CAP_NET_RAW;
    if (scripts)
        wanted |= std::uint64_t{1} << CAP_SETUID | std::uint64_t{1} << CAP_SETGID | std::uint64_t{1} << CAP_KILL;
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct now[2]{};
    if (::syscall(SYS_capget, &header, now) != 0) return error::system(errno, "read the capabilities");
    // The bounding set first: that takes CAP_SETPCAP, which is given up after it. Without it there is nothing to bound.
    if ((now[0].effective & 1u << CAP_SETPCAP) != 0) {
        for (unsigned long c = 0; c < 64; ++c)
            if ((wanted >> c & 1) == 0) (void)::prctl(PR_CAPBSET_DROP, c, 0, 0, 0);
    }
    for (unsigned half = 0; half < 2; ++half) {
        const auto mask = static_cast<std::uint32_t>(wanted >> 32 * half);
        now[half].permitted &= mask;
        now[half].effective = now[half].permitted;
        now[half].inheritable = 0;
    }
    if (::syscall(SYS_capset, &header, now) != 0) return error::system(errno, "give up capabilities");
    return {};
}

}  // namespace hakit::io
