#include "ipvs/kernel_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace hakit::ipvs {

namespace {

const std::string folder = "/proc/sys/net/ipv4/vs/";

/// The whole file; what it says depends on the namespace of the thread that opens it.
result<std::string> read_whole(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return error::system(errno, path);
    std::string text;
    std::array<char, 65536> piece{};
    for (;;) {
        const auto n = ::read(fd, piece.data(), piece.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            const auto code = errno;
            ::close(fd);
            return error::system(code, path);
        }
        if (n == 0) break;
        text.append(piece.data(), static_cast<std::size_t>(n));
    }
    ::close(fd);
    return text;
}

std::string without_newline(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

bool is_name(const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// Runs `work` in the namespace and hands its result back.
template <class T, class Work>
result<T> inside(const network_namespace& where, Work work) {
    result<T> outcome = error{errc::internal, "not run"};
    if (auto entered = where.run([&] { outcome = work(); }); entered.has_error()) return entered.error();
    return outcome;
}

result<void> write_whole(const std::string& path, const std::string& name, const std::string& value) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        const auto e = error::system(errno, "set net.ipv4.vs." + name);
        return e.system_errno() == ENOENT ? error{errc::not_found, e.message(), ENOENT} : e;
    }
    const auto n = ::write(fd, value.data(), value.size());
    const auto code = n < 0 ? errno : 0;
    ::close(fd);
    if (code == 0) return {};
    const auto e = error::system(code, "set net.ipv4.vs." + name + " to '" + value + "'");
    return code == EINVAL || code == ERANGE ? error{errc::invalid_argument, e.message(), code} : e;
}

}  // namespace

result<std::vector<connection>> read_connections(const network_namespace& where) {
    const auto text = inside<std::string>(where, [] { return read_whole("/proc/thread-self/net/ip_vs_conn"); });
    if (text.has_error()) return text.error();
    return parse_connections(*text);
}

result<std::map<std::string, std::string>> read_settings(const network_namespace& where) {
    using settings = std::map<std::string, std::string>;
    return inside<settings>(where, []() -> result<settings> {
        settings all;
        std::error_code code;
        for (std::filesystem::directory_iterator at{folder, code}, end; !code && at != end; at.increment(code)) {
            auto text = read_whole(at->path().string());
            if (text.has_error()) continue;  // some can only be written
            all.emplace(at->path().filename().string(), without_newline(std::move(*text)));
        }
        if (code) return error::system(code.value(), folder);
        return all;
    });
}

result<void> write_setting(const network_namespace& where, const std::string& name, const std::string& value) {
    if (!is_name(name)) return error{errc::not_found, "no setting of net.ipv4.vs: '" + name + "'"};
    return inside<void>(where, [&] { return write_whole(folder + name, name, value); });
}

}  // namespace hakit::ipvs
