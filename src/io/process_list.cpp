#include "io/process_list.hpp"

#include "io/descriptor.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace hakit::io {
namespace {

constexpr std::size_t comm_size = 15;

std::string read_small(int folder, const std::string& name) {
    const descriptor fd{::openat(folder, name.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!fd) return {};
    std::string text(4096, '\0');
    const auto size = ::read(fd.get(), text.data(), text.size());
    text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return text;
}

std::vector<std::string> words_of(std::string_view cmdline) {
    std::vector<std::string> words;
    while (!cmdline.empty()) {
        const auto end = std::min(cmdline.find('\0'), cmdline.size());
        words.emplace_back(cmdline.substr(0, end));
        cmdline.remove_prefix(std::min(end + 1, cmdline.size()));
    }
    return words;
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

bool matches(const director::process_plan& plan, std::string_view comm, const std::vector<std::string>& command) {
    const auto& wanted = plan.process;
    if (!plan.full_command) return comm == last_part(wanted.path).substr(0, comm_size);
    if (command.empty()) return false;
    const bool same_program =
        wanted.path.find('/') == std::string::npos ? last_part(command[0]) == wanted.path : command[0] == wanted.path;
    if (!same_program) return false;
    const auto& have = wanted.arguments;
    const auto given = std::span{command}.subspan(1);
    if (!plan.match) return have.empty() || std::equal(have.begin(), have.end(), given.begin(), given.end());
    switch (*plan.match) {
        case keepalived::param_match::exact: return std::equal(have.begin(), have.end(), given.begin(), given.end());
        case keepalived::param_match::initial:
            return have.size() <= given.size() && std::equal(have.begin(), have.end(), given.begin());
        case keepalived::param_match::partial:
            // The last one need only begin as written.
            return !have.empty() && have.size() <= given.size() &&
                   std::equal(have.begin(), have.end() - 1, given.begin()) &&
                   given[have.size() - 1].starts_with(have.back());
    }
    return false;
}

std::vector<std::size_t> count_processes(const std::vector<director::process_plan>& plans) {
    std::vector<std::size_t> counts(plans.size());
    const bool commands = std::any_of(plans.begin(), plans.end(), [](const auto& p) { return p.full_command; });
    const std::unique_ptr<DIR, int (*)(DIR*)> folder{::opendir("/proc"), &::closedir};
    if (!folder) return counts;
    while (const auto* entry = ::readdir(folder.get())) {
        const std::string name{entry->d_name};
        if (name.empty() || name.find_first_not_of("0123456789") != name.npos) continue;
        // "PID (COMM) STATE ...": the name may hold anything, so its end is the last parenthesis.
        const auto stat = read_small(::dirfd(folder.get()), name + "/stat");
        const auto open = stat.find('(');
        const auto close = stat.rfind(')');
        if (open == stat.npos || close == stat.npos || close < open || close + 2 >= stat.size()) continue;
        if (stat[close + 2] == 'Z' || stat[close + 2] == 'X') continue;
        const std::string_view comm = std::string_view{stat}.substr(open + 1, close - open - 1);
        const auto words =
            commands ? words_of(read_small(::dirfd(folder.get()), name + "/cmdline")) : std::vector<std::string>{};
        for (std::size_t i = 0; i < plans.size(); ++i)
            if (matches(plans[i], comm, words)) ++counts[i];
    }
    return counts;
}

}  // namespace hakit::io
