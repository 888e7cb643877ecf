#include "log_writer.hpp"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace hakit::cli {
namespace {

constexpr std::size_t most_bytes = std::size_t{4} << 20;

void write_all(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto done = ::write(STDOUT_FILENO, text.data() + at, text.size() - at);
        if (done < 0 && errno != EINTR) return;
        if (done > 0) at += static_cast<std::size_t>(done);
    }
}

}  // namespace

log_writer::~log_writer() {
    {
        const std::lock_guard lock{guard_};
        ends_ = true;
    }
    news_.notify_one();
    if (thread_.joinable()) thread_.join();
    write_all(queue_);
}

void log_writer::write(std::string_view line) {
    {
        const std::lock_guard lock{guard_};
        if (queue_.size() + line.size() > most_bytes) {
            ++dropped_;
            return;
        }
        queue_ += line;
    }
    news_.notify_one();
}

void log_writer::start() {
    if (!thread_.joinable()) thread_ = std::thread{[this] { run(); }};
}

void log_writer::run() {
    std::unique_lock lock{guard_};
    for (;;) {
        news_.wait(lock, [this] { return ends_ || !queue_.empty(); });
        if (queue_.empty()) return;
        auto text = std::exchange(queue_, {});
        if (const auto lost = std::exchange(dropped_, 0); lost != 0)
            text += std::to_string(lost) + " lines were dropped\n";
        lock.unlock();
        write_all(text);
        lock.lock();
    }
}

}  // namespace hakit::cli
