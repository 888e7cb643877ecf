/// The numbers in track_files: read when they change.
#pragma once

#include <hakit/director/vrrp_plan.hpp>
#include <hakit/io/asio.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hakit::io {

/// The number that a file begins with, within -254..254; 0 for a file that is not there or holds none.
[[nodiscard]] int read_tracked_number(const std::string& path);

/// Watches the folders of the files (inotify), so that a file may come, go, and be replaced.
class watched_files {
public:
    using handler = std::function<void(const std::string& name, int value)>;

    /// Writes what init_file asks for, then tells every number once from inside. Folders that are not there are looked
    /// for again once a second.
    watched_files(const asio::any_io_executor& executor, std::vector<director::file_plan> files, bool initialize,
                  handler on_value);
    ~watched_files();
    watched_files(const watched_files&) = delete;
    watched_files& operator=(const watched_files&) = delete;

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

}  // namespace hakit::io
