#include <hakit/io/authkey.hpp>

#include <hakit/io/file.hpp>

#include <sys/random.h>

#include <cerrno>

namespace hakit::io {

result<std::string> make_authkey(std::size_t bytes) {
    if (bytes < authkey_least || bytes > authkey_most)
        return error{errc::invalid_argument, "a key has " + std::to_string(authkey_least) + ".." +
                                                 std::to_string(authkey_most) + " bytes, not " + std::to_string(bytes)};
    std::string key(bytes, '\0');
    for (std::size_t have = 0; have < bytes;) {
        const auto got = ::getrandom(key.data() + have, bytes - have, 0);
        if (got > 0)
            have += static_cast<std::size_t>(got);
        else if (got < 0 && errno != EINTR)
            return error::system(errno, "cannot get random bytes");
    }
    return key;
}

result<void> write_authkey(const std::string& path, std::size_t bytes, bool replace) {
    const auto key = make_authkey(bytes);
    if (!key) return key.error();
    write_options how;
    how.new_file_mode = 0400;
    how.exact_mode = true;
    how.only_new = !replace;
    return write_file_atomic(path, *key, how);
}

}  // namespace hakit::io
