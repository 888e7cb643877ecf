/// Files of the disk: whole reads with a bound, writes that nobody sees half done, and a loader for text::workspace.
/// No Asio here; every call blocks, so none of them belongs on a thread that runs timers.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/text/workspace.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::io {

/// What a configuration file may measure unless the caller says otherwise; text::limits::file_bytes is the same.
inline constexpr std::size_t default_file_limit = std::size_t{64} << 20;

/// The whole content of a regular file; symbolic links are followed. Errors name the file: not_found, system (with
/// errno), invalid_argument for what is no regular file (a directory, a FIFO, a device: they are not opened for long
/// enough to wait), limit_exceeded for more than `max_bytes`.
[[nodiscard]] result<std::string> read_file(const std::string& path, std::size_t max_bytes = default_file_limit);

/// Reads an open descriptor to its end: standard input, a pipe. `name` is for errors. The descriptor stays open.
[[nodiscard]] result<std::string> read_descriptor(int descriptor, std::string_view name,
                                                  std::size_t max_bytes = default_file_limit);

/// How write_file_atomic() makes a file that is not there yet.
struct write_options {
    std::uint32_t new_file_mode = 0644;  ///< permission bits, before the umask
    bool exact_mode = false;  ///< the file has new_file_mode afterwards, whatever the umask and an old file say
    bool only_new = false;    ///< already_exists, rather than to replace a file
};

/// Replaces the content of `path` in one step: a temporary file in the same directory is written, flushed to the disk
/// and renamed over it, then the directory is flushed. A reader sees the old bytes or the new ones, also after a crash.
/// Mode and owner of an existing file are kept (a failure to do so is an error and leaves the file as it was), extended
/// attributes and hard links are not. A symbolic link stays, the file it points to is replaced.
result<void> write_file_atomic(const std::string& path, std::string_view content, const write_options& options = {});

/// Reads included files from the disk. Relative paths are relative to the working directory of the process.
class file_loader final : public text::loader {
public:
    explicit file_loader(std::size_t max_bytes = default_file_limit) : max_bytes_{max_bytes} {}

    [[nodiscard]] result<std::string> read(const std::string& path) override;
    /// glob(3) with GLOB_BRACE. Directories that cannot be read match nothing.
    [[nodiscard]] result<std::vector<std::string>> glob(const std::string& pattern) override;

private:
    std::size_t max_bytes_;
};

}  // namespace hakit::io
