#include "io/watched_files.hpp"

#include "io/descriptor.hpp"

#include <hakit/io/file.hpp>

#include <boost/asio/posix/stream_descriptor.hpp>

#include <fcntl.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <map>

namespace hakit::io {
namespace {

constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_MODIFY;
constexpr int largest = 254;

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == path.npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

int read_tracked_number(const std::string& path) {
    const auto text = read_file(path, 4096);
    if (!text) return 0;
    const auto begin = text->find_first_not_of(" \t\r\n");
    if (begin == text->npos) return 0;
    auto from = text->data() + begin;
    const auto end = text->data() + text->size();
    if (*from == '+') ++from;
    std::int64_t value = 0;
    const auto [stop, ec] = std::from_chars(from, end, value);
    if (ec == std::errc::result_out_of_range) return *from == '-' ? -largest : largest;
    if (ec != std::errc{}) return 0;
    return static_cast<int>(std::clamp<std::int64_t>(value, -largest, largest));
}

struct watched_files::impl : std::enable_shared_from_this<impl> {
    impl(const asio::any_io_executor& e, std::vector<director::file_plan> f, handler h)
        : files{std::move(f)}, on_value{std::move(h)}, news{e}, retry{e} {}

    void open() {
        descriptor fd{::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)};
        if (fd) {
            error_code ignored;
            news.assign(fd.release(), ignored);
            watch();
        }
        add_watches();
    }

    void add_watches() {
        bool missing = false;
        for (const auto& f : files) {
            const auto folder = folder_of(f.path);
            if (folders.contains(folder)) continue;
            const int id = news.is_open() ? ::inotify_add_watch(news.native_handle(), folder.c_str(), events) : -1;
            if (id < 0) {
                missing = true;
            } else {
                folders[folder] = id;
            }
        }
        if (!missing) return;
        retry.expires_after(std::chrono::seconds{1});
        retry.async_wait([me = weak_from_this()](const error_code& ec) {
            const auto d = me.lock();
            if (ec || !d || d->closed) return;
            d->add_watches();
            d->tell_all();
        });
    }

    void watch() {
        news.async_wait(asio::posix::stream_descriptor::wait_read, [me = weak_from_this()](const error_code& ec) {
            const auto d = me.lock();
            if (ec || !d || d->closed) return;
            alignas(inotify_event) std::array<char, 16384> buffer;
            // Which file it was does not matter: there are few, and each is read in microseconds.
            while (::read(d->news.native_handle(), buffer.data(), buffer.size()) > 0) {
            }
            d->tell_all();
            if (!d->closed) d->watch();
        });
    }

    void tell_all() {
        for (std::size_t i = 0; i < files.size() && !closed; ++i)
            on_value(files[i].name, read_tracked_number(files[i].path));
    }

    std::vector<director::file_plan> files;
    handler on_value;
    asio::posix::stream_descriptor news;
    asio::steady_timer retry;
    std::map<std::string, int> folders;
    bool closed = false;
};

watched_files::watched_files(const asio::any_io_executor& executor, std::vector<director::file_plan> files,
                             bool initialize, handler on_value)
    : impl_{std::make_shared<impl>(executor, std::move(files), std::move(on_value))} {
    for (const auto& f : impl_->files) {
        if (!initialize || !f.initial || (!f.overwrite && ::access(f.path.c_str(), F_OK) == 0)) continue;
        (void)write_file_atomic(f.path, std::to_string(*f.initial) + "\n");
    }
    if (!impl_->files.empty()) impl_->open();
    impl_->tell_all();
}

watched_files::~watched_files() {
    impl_->closed = true;
    error_code ignored;
    impl_->news.close(ignored);
    impl_->retry.cancel();
}

}  // namespace hakit::io
