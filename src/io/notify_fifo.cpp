#include "io/notify_fifo.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace hakit::io {

result<notify_fifo> notify_fifo::open(const std::string& path, const std::optional<credentials>& owner) {
    bool made = false;
    if (::mkfifo(path.c_str(), 0600) == 0) {
        made = true;
        if (owner && ::lchown(path.c_str(), owner->user, owner->group) != 0) {
            const int code = errno;
            ::unlink(path.c_str());
            return error::system(code, "give " + path + " to its user");
        }
    } else if (errno != EEXIST) {
        return error::system(errno, "make the pipe " + path);
    }
    // Open for both, so that it stays open without a reader, and a reader that leaves does no harm.
    descriptor fd{::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)};
    if (!fd) return error::system(errno, "open the pipe " + path);
    struct stat what {};
    if (::fstat(fd.get(), &what) != 0 || !S_ISFIFO(what.st_mode))
        return error{errc::invalid_argument, path + " is not a named pipe"};
    return notify_fifo{path, std::move(fd), made};
}

notify_fifo::~notify_fifo() {
    if (fd_ && made_) ::unlink(path_.c_str());
}

bool notify_fifo::write(std::string_view line) const noexcept {
    for (;;) {
        // Not longer than PIPE_BUF, so it is written whole or not at all.
        if (::write(fd_.get(), line.data(), line.size()) >= 0) return true;
        if (errno != EINTR) return false;
    }
}

}  // namespace hakit::io
