#include <hakit/io/process.hpp>

#include "io/spawn.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

namespace hakit::io {
namespace {

constexpr std::string_view default_path = "/usr/sbin:/usr/bin:/sbin:/bin";

std::optional<std::uint32_t> as_number(const std::string& text) {
    std::uint32_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Calls a *_r function of the user database with a buffer that is large enough.
template <class Record, class Call>
result<Record> look_up(const std::string& name, std::string_view kind, std::vector<char>& buffer, Call call) {
    buffer.resize(1024);
    for (;;) {
        Record record{};
        Record* found = nullptr;
        const int code = call(&record, buffer.data(), buffer.size(), &found);
        if (code == ERANGE && buffer.size() < (std::size_t{1} << 20)) {
            buffer.resize(buffer.size() * 2);
            continue;
        }
        if (code != 0 && code != ENOENT && code != ESRCH)
            return error::system(code, "cannot look up " + std::string{kind} + " " + name);
        if (found == nullptr) return error{errc::not_found, "no " + std::string{kind} + " " + name};
        return record;
    }
}

std::string find_program(const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    std::string_view rest = default_path;
    while (!rest.empty()) {
        const auto colon = rest.find(':');
        auto candidate = std::string{rest.substr(0, colon)} + "/" + name;
        if (::access(candidate.c_str(), X_OK) == 0) return candidate;
        rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
    }
    return "/usr/bin/" + name;
}

class process_impl final : public process, public std::enable_shared_from_this<process_impl> {
public:
    process_impl(const asio::any_io_executor& executor, spawned child, const process_options& options, handler on_exit)
        : pid_{child.pid}, grace_{options.grace}, watched_{executor}, timer_{executor}, handler_{std::move(on_exit)} {
        error_code ignored;
        watched_.assign(child.pidfd.release(), ignored);
    }

    /// The io_context has gone before the program: nobody else would ever reap it.
    ~process_impl() override {
        if (reaped_) return;
        ::kill(-pid_, SIGKILL);
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    process_impl(const process_impl&) = delete;
    process_impl& operator=(const process_impl&) = delete;

    void watch(const std::optional<std::chrono::nanoseconds>& timeout) {
        watched_.async_wait(asio::posix::stream_descriptor::wait_read,
                            [me = shared_from_this()](const error_code& ec) { me->on_end(ec); });
        if (!timeout) return;
        timer_.expires_after(std::chrono::duration_cast<std::chrono::steady_clock::duration>(*timeout));
        timer_.async_wait([me = shared_from_this()](const error_code& ec) {
            if (ec) return;
            me->timed_out_ = true;
            me->terminate();
        });
    }

    [[nodiscard]] int pid() const noexcept override { return pid_; }

    void terminate() override {
        if (reaped_ || terminating_) return;
        terminating_ = true;
        ::kill(-pid_, SIGTERM);
        timer_.expires_after(std::chrono::duration_cast<std::chrono::steady_clock::duration>(grace_));
        timer_.async_wait([me = shared_from_this()](const error_code& ec) {
            if (!ec && !me->reaped_) ::kill(-me->pid_, SIGKILL);
        });
    }

    void abandon() override {
        handler_ = nullptr;
        terminate();
    }

private:
    void on_end(const error_code& ec) {
        process_exit end;
        if (ec) {
            end.lost = error::system(ec.value(), "cannot watch the program");
        } else {
            // Until it is reaped the number of its group belongs to nobody else.
            if (terminating_) ::kill(-pid_, SIGKILL);
            reap(end);
        }
        reaped_ = true;
        end.timed_out = timed_out_;
        timer_.cancel();
        error_code ignored;
        watched_.close(ignored);
        if (auto h = std::exchange(handler_, nullptr)) h(std::move(end));
    }

    void reap(process_exit& end) {
        siginfo_t info{};
        int code = 0;
        do {
            code =
                ::waitid(static_cast<idtype_t>(P_PIDFD), static_cast<id_t>(watched_.native_handle()), &info, WEXITED);
        } while (code != 0 && errno == EINTR);
        if (code != 0) {
            end.lost = error::system(errno, "cannot tell how the program ended");
        } else if (info.si_code == CLD_EXITED) {
            end.status = info.si_status;
        } else {
            end.signal = info.si_status;
        }
    }

    int pid_;
    std::chrono::nanoseconds grace_;
    asio::posix::stream_descriptor watched_;
    asio::steady_timer timer_;
    handler handler_;
    bool timed_out_ = false;
    bool terminating_ = false;
    bool reaped_ = false;
};

}  // namespace

result<credentials> find_credentials(const std::string& user, const std::string& group) {
    credentials who;
    std::vector<char> buffer;
    const auto number = as_number(user);
    auto entry = look_up<passwd>(user, "user", buffer, [&](passwd* p, char* b, std::size_t n, passwd** found) {
        return number ? ::getpwuid_r(*number, p, b, n, found) : ::getpwnam_r(user.c_str(), p, b, n, found);
    });
    if (entry.has_value()) {
        who.user = entry->pw_uid;
        who.group = entry->pw_gid;
    } else if (number && !group.empty()) {
        who.user = *number;  // a number without an entry works when the group is named
    } else {
        return entry.error();
    }
    if (!group.empty()) {
        if (const auto group_number = as_number(group)) {
            who.group = *group_number;
        } else {
            std::vector<char> group_buffer;
            const auto found =
                look_up<::group>(group, "group", group_buffer, [&](::group* g, char* b, std::size_t n, ::group** at) {
                    return ::getgrnam_r(group.c_str(), g, b, n, at);
                });
            if (found.has_error()) return found.error();
            who.group = found->gr_gid;
        }
        return who;
    }
    int count = 64;
    std::vector<gid_t> groups(static_cast<std::size_t>(count));
    while (::getgrouplist(entry->pw_name, who.group, groups.data(), &count) < 0 && count <= 65536)
        groups.resize(static_cast<std::size_t>(std::max(count, static_cast<int>(groups.size()) * 2)));
    groups.resize(static_cast<std::size_t>(std::clamp(count, 0, static_cast<int>(groups.size()))));
    who.groups.assign(groups.begin(), groups.end());
    return who;
}

std::string process_exit::to_string() const {
    if (lost) return lost->message();
    if (timed_out) return "timed out";
    if (signal != 0) return "killed by signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
    return "exit status " + std::to_string(status);
}

result<std::shared_ptr<process>> process::start(const asio::any_io_executor& executor, const process_options& options,
                                                handler on_exit) {
    if (options.argv.empty() || options.argv.front().empty()) return error{errc::invalid_argument, "no program"};
    spawn_request request;
    request.path = find_program(options.argv.front());
    request.argv = options.argv;
    request.environment = options.environment;
    const auto is_path = [](const std::string& e) { return e.starts_with("PATH="); };
    if (std::none_of(request.environment.begin(), request.environment.end(), is_path))
        request.environment.push_back("PATH=" + std::string{default_path});
    request.directory = options.directory;
    request.inherit_output = options.inherit_output;
    if (options.run_as) request.run_as = &*options.run_as;
    auto child = spawn(request);
    if (child.has_error()) return child.error();
    auto made = std::make_shared<process_impl>(executor, std::move(*child), options, std::move(on_exit));
    made->watch(options.timeout);
    return std::shared_ptr<process>{std::move(made)};
}

}  // namespace hakit::io
