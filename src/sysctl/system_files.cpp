#include <hakit/sysctl/system_files.hpp>

#include <hakit/sysctl/bind.hpp>
#include <hakit/sysctl/parse.hpp>

#include <array>
#include <map>

namespace hakit::sysctl {
namespace {

constexpr std::array folders = {"/etc/sysctl.d", "/run/sysctl.d", "/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d",
                                "/lib/sysctl.d"};

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// The path as a pattern that matches it alone.
std::string literal(std::string_view path) {
    std::string out;
    for (const char c : path) {
        if (std::string_view{"*?[]{}\\~"}.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

/// What is no plain file sets nothing.
result<void> open_one(text::workspace& files, system_file& f) {
    auto opened = files.open(f.path);
    if (opened) {
        f.file = *opened;
    } else if (opened.error().code() == errc::invalid_argument) {
        f.masked = true;
        f.file = files.add({f.path, ""});
    } else {
        return opened.error();
    }
    return {};
}

}  // namespace

result<std::vector<system_file>> open_system(text::workspace& files, const system_options& options) {
    std::map<std::string, system_file> by_name;
    for (const auto* folder : folders) {
        // glob(7) leaves out hidden files; procps reads them.
        for (const auto* names : {"/*.conf", "/.?*.conf"}) {
            if (names[1] == '.' && options.by == tool::systemd) continue;
            auto found = files.glob(literal(options.root + folder) + names);
            if (!found) return found.error();
            for (auto& path : *found) {
                auto& entry = by_name[name_of(path)];
                if (entry.path.empty())
                    entry.path = std::move(path);
                else
                    entry.masks.push_back(std::move(path));
            }
        }
    }
    std::vector<system_file> out;
    for (auto& [name, f] : by_name) {
        if (auto opened = open_one(files, f); !opened) return opened.error();
        out.push_back(std::move(f));
    }
    if (options.by == tool::procps) {
        system_file last{options.root + "/etc/sysctl.conf", 0, {}, false};
        const auto opened = open_one(files, last);
        if (!opened && opened.error().code() != errc::not_found) return opened.error();
        if (opened) out.push_back(std::move(last));
    }
    return out;
}

effective_settings settle(const text::workspace& files, const std::vector<system_file>& from, tool by) {
    effective_settings all{by};
    for (const auto& f : from) all.add(bind(parse(files.file(f.file), files.bounds()), by), f.file);
    return all;
}

}  // namespace hakit::sysctl
