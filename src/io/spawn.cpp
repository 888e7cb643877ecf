#include "io/spawn.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <climits>

#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x00001000
#endif

namespace hakit::io {
namespace {

/// The child shares our memory and runs while this thread stands still, so it must not allocate, lock or throw, and it
/// may leave its error here.
struct shared_state {
    const char* path;
    char* const* argv;
    char* const* environment;
    const char* directory;
    const credentials* run_as;
    const gid_t* groups;
    bool inherit_output;
    const char* failed_step = nullptr;
    int failed_errno = 0;
};

/// glibc's own setresuid() would tell all threads of the parent, hence the bare system calls.
bool become(const shared_state& s) {
    const auto& who = *s.run_as;
    return ::syscall(SYS_setgroups, who.groups.size(), s.groups) == 0 &&
           ::syscall(SYS_setresgid, who.group, who.group, who.group) == 0 &&
           ::syscall(SYS_setresuid, who.user, who.user, who.user) == 0;
}

int child(void* argument) {
    auto& s = *static_cast<shared_state*>(argument);
    const auto fail = [&](const char* step) {
        s.failed_step = step;
        s.failed_errno = errno;
        ::_exit(127);
    };
    struct sigaction standard {};
    standard.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; ++signal) ::sigaction(signal, &standard, nullptr);
    if (::setpgid(0, 0) != 0) fail("make a process group for");
    const int null = ::open("/dev/null", O_RDWR);
    if (null < 0) fail("open /dev/null for");
    if (::dup2(null, 0) < 0) fail("redirect the input of");
    if (!s.inherit_output && (::dup2(null, 1) < 0 || ::dup2(null, 2) < 0)) fail("redirect the output of");
#ifdef SYS_close_range
    ::syscall(SYS_close_range, 3U, UINT_MAX, 0U);  // what is not close-on-exec; older kernels do without
#endif
    if (s.run_as != nullptr && !become(s)) fail("change the user of");
    if (::chdir(s.directory) != 0) fail("change the directory of");
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execve(s.path, s.argv, s.environment);
    fail("run");
    return 127;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> out;
    for (const auto& w : words) out.push_back(const_cast<char*>(w.c_str()));
    out.push_back(nullptr);
    return out;
}

/// Room for the child to stand on, with a page below that catches an overflow.
class child_stack {
public:
    child_stack() {
        void* at = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
        if (at == MAP_FAILED) return;
        base_ = static_cast<char*>(at);
        ::mprotect(base_, 4096, PROT_NONE);
    }
    child_stack(const child_stack&) = delete;
    child_stack& operator=(const child_stack&) = delete;
    ~child_stack() {
        if (base_ != nullptr) ::munmap(base_, size);
    }
    [[nodiscard]] void* top() const noexcept { return base_ == nullptr ? nullptr : base_ + size; }

private:
    static constexpr std::size_t size = 64 * 1024;
    char* base_ = nullptr;
};

}  // namespace

result<spawned> spawn(const spawn_request& request) {
    const auto argv = pointers(request.argv);
    const auto environment = pointers(request.environment);
    std::vector<gid_t> groups;
    if (request.run_as != nullptr) groups.assign(request.run_as->groups.begin(), request.run_as->groups.end());
    shared_state state{request.path.c_str(), argv.data(),   environment.data(),    request.directory.c_str(),
                       request.run_as,       groups.data(), request.inherit_output};
    const child_stack stack;
    if (stack.top() == nullptr) return error::system(errno, request.path + ": cannot start");

    // No handler of ours may run in the child, which still has our memory.
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    int pidfd = -1;
    const int pid = ::clone(child, stack.top(), CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &state, &pidfd);
    const int clone_errno = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);

    if (pid < 0) return error::system(clone_errno, request.path + ": cannot start");
    descriptor fd{pidfd};
    if (state.failed_step != nullptr) {
        int ignored = 0;
        while (::waitpid(pid, &ignored, 0) < 0 && errno == EINTR) {
        }
        const auto text = request.path + ": cannot " + state.failed_step + " it";
        if (state.failed_errno == ENOENT && std::string_view{state.failed_step} == "run")
            return error{errc::not_found, request.path + ": no such program", ENOENT};
        return error::system(state.failed_errno, text);
    }
    return spawned{pid, std::move(fd)};
}

}  // namespace hakit::io
