/// A named pipe that events are written to, a line each, never waiting for its reader.
#pragma once

#include "io/descriptor.hpp"

#include <hakit/base/result.hpp>
#include <hakit/io/attempt.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace hakit::io {

class notify_fifo {
public:
    /// Makes the pipe when it is not there, owned by `owner`; an existing one is used as it is. invalid_argument when
    /// the path is something else.
    [[nodiscard]] static result<notify_fifo> open(const std::string& path, const std::optional<credentials>& owner);
    /// Removes the pipe if it was made here.
    ~notify_fifo();
    notify_fifo(notify_fifo&&) noexcept = default;
    notify_fifo& operator=(notify_fifo&&) = delete;

    /// False when the pipe is full: nobody reads, and the line is lost.
    bool write(std::string_view line) const noexcept;
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    notify_fifo(std::string path, descriptor fd, bool made) : path_{std::move(path)}, fd_{std::move(fd)}, made_{made} {}
    std::string path_;
    descriptor fd_;
    bool made_;
};

}  // namespace hakit::io
