// In `hakit` these subcommands are another program: loading OpenSSL takes as long as all else that the start of a short
// command does, and only they need it.
#include "hand_over.hpp"

#include "input.hpp"
#include "realserver.hpp"
#include "run_findings.hpp"
#include "vrrp.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <string>
#include <string_view>

namespace hakit::cli {
namespace {

char** arguments = nullptr;

/// "/usr/bin/" of "/usr/bin/hakit"; empty when the kernel does not tell.
std::string own_folder() {
    std::array<char, PATH_MAX> path{};
    const auto size = ::readlink("/proc/self/exe", path.data(), path.size());
    if (size <= 0) return {};
    const std::string_view whole{path.data(), static_cast<std::size_t>(size)};
    return std::string{whole.substr(0, whole.rfind('/') + 1)};
}

/// Becomes the other program, with the same arguments. Comes back with an exit code when that fails.
int hand_over() {
    const std::string name = "hakit-machinery";
    const auto folder = own_folder();
    std::string tried;
    // Beside it where it was built, in a prefix that was moved, and where it was installed.
    for (const auto& path :
         {folder + name, folder + "../libexec/hakit/" + name, std::string{HAKIT_LIBEXECDIR "/hakit/"} + name}) {
        ::execv(path.c_str(), arguments);
        if (errno != ENOENT) return fail(error::system(errno, path));
        tried += (tried.empty() ? "" : ", ") + path;
    }
    return fail({errc::not_found, name + ", which has this subcommand, is not installed; tried " + tried});
}

}  // namespace

void remember_arguments(char** argv) noexcept { arguments = argv; }

void begin_run_findings() { std::exit(hand_over()); }
void add_run_findings(const formats::reading&, text::diagnostic_list&) {}
int realserver_plan(const realserver_options&) { return hand_over(); }
int realserver_verify(const realserver_options&) { return hand_over(); }
int realserver_apply(const realserver_options&) { return hand_over(); }
int run(const run_options&) { return hand_over(); }
int vrrp_decode(const vrrp_decode_options&) { return hand_over(); }
int vrrp_watch(const vrrp_watch_options&) { return hand_over(); }
int simulate(const simulate_options&) { return hand_over(); }

}  // namespace hakit::cli
