#include "io/script_security.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <memory>

namespace hakit::io {

result<void> check_safe_for_root(const std::string& program) {
    const std::unique_ptr<char, decltype(&std::free)> real{::realpath(program.c_str(), nullptr), &std::free};
    if (!real) {
        const auto e = error::system(errno, "the script " + program);
        return e.system_errno() == ENOENT ? error{errc::not_found, e.message(), ENOENT} : e;
    }
    std::string path{real.get()};
    for (;;) {
        struct stat s {};
        if (::stat(path.c_str(), &s) != 0) return error::system(errno, "the script " + program);
        const bool sticky_directory = S_ISDIR(s.st_mode) && (s.st_mode & S_ISVTX) != 0 && path != real.get();
        const bool others_write = (s.st_mode & S_IWOTH) != 0 || ((s.st_mode & S_IWGRP) != 0 && s.st_gid != 0);
        if (s.st_uid != 0 || (others_write && !sticky_directory))
            return error{errc::refused, "root will not run " + program + ": others can change " + path};
        if (path == "/") return {};
        const auto slash = path.rfind('/');
        path.resize(slash == 0 ? 1 : slash);
    }
}

}  // namespace hakit::io
