// Settings, files and privileges; devices, addresses and routes are in kernel_links.cpp and kernel_routes.cpp.
#include <hakit/io/kernel_system.hpp>

#include <hakit/io/file.hpp>

#include "io/kernel_system_impl.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/netlink.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

namespace hakit::io {
namespace {

constexpr std::string_view folder = "/proc/sys/";

/// No path leads out of the folder.
bool is_inside(std::string_view path) {
    return !path.empty() && ("/" + std::string{path} + "/").find("/../") == std::string::npos &&
           path.find('\0') == path.npos;
}

std::string dotted(std::string path) {
    for (auto& c : path) c = c == '/' ? '.' : c == '.' ? '/' : c;
    return path;
}

error setting_error(int code, const std::string& path, std::string_view what) {
    const auto e = error::system(code, std::string{what} + " " + dotted(path));
    if (code == ENOENT || code == ENOTDIR) return {errc::not_found, e.message(), code};
    if (code == EINVAL || code == ERANGE) return {errc::invalid_argument, e.message(), code};
    return e;
}

result<std::string> read_here(const std::string& path) {
    const descriptor fd{::open((std::string{folder} + path).c_str(), O_RDONLY | O_CLOEXEC)};
    if (!fd) return setting_error(errno, path, "read");
    std::string value;
    std::array<char, 4096> piece{};
    for (;;) {
        const auto n = ::read(fd.get(), piece.data(), piece.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return setting_error(errno, path, "read");
        if (n == 0) break;
        value.append(piece.data(), static_cast<std::size_t>(n));
    }
    while (value.ends_with('\n')) value.pop_back();
    return value;
}

result<void> write_here(const std::string& path, const std::string& value) {
    const descriptor fd{::open((std::string{folder} + path).c_str(), O_WRONLY | O_CLOEXEC)};
    if (!fd) return setting_error(errno, path, "set");
    const auto line = value + '\n';
    if (::write(fd.get(), line.data(), line.size()) < 0) return setting_error(errno, path, "set");
    return {};
}

/// Whether this thread has the capability.
bool has_capability(unsigned number) {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> data{};
    if (::syscall(SYS_capget, &header, data.data()) != 0) return true;  // the kernel will tell
    return (data[number / 32].effective & (1u << (number % 32))) != 0;
}

error missing(std::string_view capability, std::string_view why) {
    return {errc::refused, std::string{capability} + " is missing: " + std::string{why} + "; nothing is changed",
            EPERM};
}

}  // namespace

kernel_system::kernel_system(std::unique_ptr<impl> i) : impl_{std::move(i)} {}
kernel_system::~kernel_system() = default;

result<std::unique_ptr<kernel_system>> kernel_system::open(kernel_system_options options) {
    auto socket = netlink_socket::open(NETLINK_ROUTE, options.where);
    if (!socket) {
        if (socket.error().system_errno() == EPERM)
            return missing("CAP_SYS_ADMIN", "another network namespace cannot be entered");
        return socket.error();
    }
    return std::unique_ptr<kernel_system>{
        new kernel_system{std::make_unique<impl>(std::move(options), std::move(*socket))}};
}

result<void> kernel_system::may_change() {
    if (!has_capability(CAP_NET_ADMIN))
        return missing("CAP_NET_ADMIN", "devices, addresses and settings of the network cannot be changed");
    result<void> outcome;
    const auto inside = impl_->options.where.run([&] {
        const descriptor fd{::open("/proc/sys/net/ipv4/conf/all/arp_ignore", O_WRONLY | O_CLOEXEC)};
        if (fd) return;
        if (errno == EROFS) {
            outcome = error{errc::refused, "/proc/sys is mounted read-only here; nothing is changed", EROFS};
        } else if (errno == EACCES || errno == EPERM) {
            outcome = missing("CAP_NET_ADMIN", "the settings of this network namespace cannot be changed");
        } else {
            outcome = error::system(errno, "/proc/sys/net/ipv4/conf/all/arp_ignore");
        }
    });
    if (!inside) return inside.error();
    return outcome;
}

result<std::string> kernel_system::read_sysctl(const std::string& path) {
    if (!is_inside(path)) return error{errc::invalid_argument, "no setting: " + path};
    result<std::string> value = error{errc::internal, "not run"};
    if (const auto inside = impl_->options.where.run([&] { value = read_here(path); }); !inside) return inside.error();
    return value;
}

result<void> kernel_system::write_sysctl(const std::string& path, const std::string& value) {
    if (!is_inside(path)) return error{errc::invalid_argument, "no setting: " + path};
    result<void> done;
    if (const auto inside = impl_->options.where.run([&] { done = write_here(path, value); }); !inside)
        return inside.error();
    return done;
}

result<std::optional<std::string>> kernel_system::read_file(const std::string& path) {
    auto content = io::read_file(impl_->options.root + path);
    if (content) return std::optional{std::move(*content)};
    if (content.error().code() == errc::not_found) return std::optional<std::string>{};
    return content.error();
}

result<void> kernel_system::write_file(const std::string& path, const std::string& content) {
    const auto whole = impl_->options.root + path;
    std::error_code code;
    std::filesystem::create_directories(std::filesystem::path{whole}.parent_path(), code);
    if (code) return error::system(code.value(), "make the folder of " + whole);
    return write_file_atomic(whole, content);
}

result<void> kernel_system::remove_file(const std::string& path) {
    const auto whole = impl_->options.root + path;
    if (::unlink(whole.c_str()) != 0 && errno != ENOENT) return error::system(errno, "remove " + whole);
    return {};
}

}  // namespace hakit::io
