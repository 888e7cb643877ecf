#include <hakit/io/file.hpp>
#include "io/descriptor.hpp"

#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace hakit::io {
namespace {

error failure(const std::string& path, std::string_view what) {
    const int code = errno;
    auto text = path + ": cannot " + std::string{what};
    if (code == ENOENT) return {errc::not_found, path + ": no such file", ENOENT};
    return error::system(code, text);
}

bool has_nul(std::string_view path) { return path.find('\0') != std::string_view::npos; }

result<std::string> read_all(int fd, std::string_view name, std::size_t expected, std::size_t max_bytes) {
    std::string text;
    text.resize(std::min(expected, max_bytes) + 1);  // one byte more shows the end without another round
    std::size_t used = 0;
    for (;;) {
        if (used == text.size()) text.resize(std::max<std::size_t>(text.size() * 2, 64 * 1024));
        const auto got = ::read(fd, text.data() + used, text.size() - used);
        if (got < 0) {
            if (errno == EINTR) continue;
            return failure(std::string{name}, "read");
        }
        if (got == 0) break;
        used += static_cast<std::size_t>(got);
        if (used > max_bytes)
            return error{errc::limit_exceeded,
                         std::string{name} + ": more than " + std::to_string(max_bytes) + " bytes"};
    }
    text.resize(used);
    return text;
}

/// The file that a chain of symbolic links ends in; it need not exist.
result<std::string> final_target(std::string path) {
    for (int hops = 0; hops < 40; ++hops) {
        struct stat info {};
        if (::lstat(path.c_str(), &info) != 0) {
            if (errno == ENOENT) return path;
            return failure(path, "examine");
        }
        if (!S_ISLNK(info.st_mode)) return path;
        std::string target(4096, '\0');
        const auto length = ::readlink(path.c_str(), target.data(), target.size());
        if (length < 0) return failure(path, "read the link");
        target.resize(static_cast<std::size_t>(length));
        const auto slash = path.rfind('/');
        if (target.starts_with('/') || slash == std::string::npos)
            path = std::move(target);
        else
            path = path.substr(0, slash + 1) + target;
    }
    return error::system(ELOOP, path + ": cannot follow the link");
}

result<void> write_all(int fd, const std::string& path, std::string_view content) {
    while (!content.empty()) {
        const auto put = ::write(fd, content.data(), content.size());
        if (put < 0) {
            if (errno == EINTR) continue;
            return failure(path, "write");
        }
        content.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

/// The rights a new file gets; the mask cannot be read without being set.
mode_t after_umask(std::uint32_t mode) {
    const auto mask = ::umask(077);
    ::umask(mask);
    return static_cast<mode_t>(mode & 07777u) & ~mask;
}

result<void> fill(int fd, const std::string& path, std::string_view content, const struct stat* old, mode_t mode) {
    if (auto done = write_all(fd, path, content); !done) return done;
    if (old != nullptr) {
        struct stat made {};
        if (::fstat(fd, &made) != 0) return failure(path, "examine");
        if ((made.st_uid != old->st_uid || made.st_gid != old->st_gid) && ::fchown(fd, old->st_uid, old->st_gid) != 0)
            return failure(path, "keep the owner");
    }
    if (::fchmod(fd, mode) != 0) return failure(path, "keep the mode");
    if (::fsync(fd) != 0) return failure(path, "flush");
    return {};
}

}  // namespace

result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
    if (path.empty() || has_nul(path)) return error{errc::invalid_argument, "not a file name"};
    // Without O_NONBLOCK the open of a FIFO would wait for a writer.
    const descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (!file) return failure(path, "open");
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) return failure(path, "examine");
    if (S_ISDIR(info.st_mode)) return error{errc::invalid_argument, path + ": is a directory"};
    if (!S_ISREG(info.st_mode)) return error{errc::invalid_argument, path + ": is not a regular file"};
    return read_all(file.get(), path, static_cast<std::size_t>(std::max<off_t>(info.st_size, 0)), max_bytes);
}

result<std::string> read_descriptor(int fd, std::string_view name, std::size_t max_bytes) {
    return read_all(fd, name, 64 * 1024, max_bytes);
}

result<void> write_file_atomic(const std::string& path, std::string_view content, const write_options& options) {
    if (path.empty() || path.ends_with('/') || has_nul(path)) return error{errc::invalid_argument, "not a file name"};
    const auto target = final_target(path);
    if (!target) return target.error();

    struct stat old {};
    const bool exists = ::lstat(target->c_str(), &old) == 0;
    if (!exists && errno != ENOENT) return failure(*target, "examine");
    if (exists && !S_ISREG(old.st_mode)) return error{errc::invalid_argument, *target + ": is not a regular file"};
    const auto taken = [&] { return error{errc::already_exists, *target + ": is there already", EEXIST}; };
    if (exists && options.only_new) return taken();

    const auto slash = target->rfind('/');
    const auto directory = slash == std::string::npos ? std::string{"."} : target->substr(0, slash + 1);
    auto temporary = slash == std::string::npos ? std::string{} : directory;
    // A name near NAME_MAX leaves no room for the random part: use its beginning only.
    const auto name_begin = slash == std::string::npos ? 0 : slash + 1;
    temporary += "." + target->substr(name_begin, 200) + ".XXXXXX";
    descriptor file{::mkostemp(temporary.data(), O_CLOEXEC)};
    if (!file) return failure(*target, "make a temporary file beside it");

    const auto mode = options.exact_mode ? static_cast<mode_t>(options.new_file_mode & 07777u)
                      : exists           ? (old.st_mode & 07777u)
                                         : after_umask(options.new_file_mode);
    auto done = fill(file.get(), *target, content, exists ? &old : nullptr, mode);
    if (done && ::close(file.release()) != 0) done = failure(*target, "close");
    if (done && options.only_new) {
        // A link fails where a rename would replace what came to be in the meantime.
        if (::link(temporary.c_str(), target->c_str()) != 0)
            done = errno == EEXIST ? taken() : failure(*target, "put in place");
        ::unlink(temporary.c_str());
    } else if (done && ::rename(temporary.c_str(), target->c_str()) != 0) {
        done = failure(*target, "replace");
    }
    if (!done) {
        ::unlink(temporary.c_str());
        return done;
    }
    const descriptor parent{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    // The content is in place; a directory that cannot be flushed (a file system without it) is no failure then.
    if (parent && ::fsync(parent.get()) != 0 && errno != EINVAL && errno != EBADF) return failure(directory, "flush");
    return {};
}

result<std::string> file_loader::read(const std::string& path) { return read_file(path, max_bytes_); }

result<std::vector<std::string>> file_loader::glob(const std::string& pattern) {
    if (has_nul(pattern)) return error{errc::invalid_argument, "not a pattern"};
    glob_t found{};
    const int status = ::glob(pattern.c_str(), GLOB_BRACE, nullptr, &found);
    std::vector<std::string> paths;
    if (status == 0) paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    ::globfree(&found);
    if (status == GLOB_NOSPACE) return error{errc::limit_exceeded, pattern + ": too many matches"};
    if (status == GLOB_ABORTED) return error{errc::system, pattern + ": cannot read a directory"};
    return paths;
}

}  // namespace hakit::io
