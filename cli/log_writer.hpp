/// Lines for standard output that nobody waits for: a thread of its own writes them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

namespace hakit::cli {

class log_writer {
public:
    log_writer() = default;
    /// Writes what is queued.
    ~log_writer();
    log_writer(const log_writer&) = delete;
    log_writer& operator=(const log_writer&) = delete;

    /// Queues a line, which ends in a newline; beyond a few megabytes it is dropped and counted.
    void write(std::string_view line);
    /// Begins to write. Lines may be queued before.
    void start();

private:
    void run();

    std::mutex guard_;
    std::condition_variable news_;
    std::string queue_;
    std::size_t dropped_ = 0;
    bool ends_ = false;
    std::thread thread_;
};

}  // namespace hakit::cli
