#include <hakit/sysctl/schema.hpp>

#include "sysctl/schema/tables.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace hakit::sysctl {
namespace {

struct index {
    index() {
        for (const auto rows : {ipv4_conf_keys(), ipv6_conf_keys(), ipvs_keys(), network_keys(), host_keys()})
            all.insert(all.end(), rows.begin(), rows.end());
        std::ranges::sort(all, {}, &key_info::pattern);
        for (const auto& row : all) by_pattern.emplace(row.pattern, &row);
    }
    std::vector<key_info> all;
    std::unordered_map<std::string_view, const key_info*> by_pattern;
};

const index& table() {
    static const index all;
    return all;
}

/// Folders with a folder for each interface.
constexpr std::array<std::string_view, 4> interface_folders = {"net/ipv4/conf/", "net/ipv6/conf/", "net/ipv4/neigh/",
                                                               "net/ipv6/neigh/"};

/// The path with '*' for the interface.
std::string general(const key& k) {
    for (const auto folder : interface_folders) {
        if (!k.path().starts_with(folder)) continue;
        const auto end = k.path().find('/', folder.size());
        if (end == std::string::npos) break;
        return std::string{folder} + '*' + k.path().substr(end);
    }
    return k.path();
}

}  // namespace

std::span<const key_info> known_keys() noexcept { return table().all; }

const key_info* find(const key& k) {
    const auto found = table().by_pattern.find(general(k));
    return found == table().by_pattern.end() ? nullptr : found->second;
}

bool is_closed_folder(const key& k) {
    const auto path = general(k);
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return false;
    const auto folder = std::string_view{path}.substr(0, slash);
    return folder == "net/ipv4/vs" || folder == "net/ipv4/conf/*" || folder == "net/ipv6/conf/*";
}

bool is_folder(const key& k) {
    const auto path = general(k) + '/';
    for (const auto folder : interface_folders)
        if (path.starts_with(folder) && std::ranges::count(path.substr(folder.size()), '/') == 1) return true;
    return std::ranges::any_of(table().all, [&](const key_info& row) { return row.pattern.starts_with(path); });
}

std::vector<std::string_view> names_beside(const key& k) {
    const auto path = general(k);
    const auto folder = std::string_view{path}.substr(0, path.rfind('/') + 1);
    std::vector<std::string_view> names;
    for (const auto& row : table().all) {
        const auto name = row.pattern.substr(row.pattern.rfind('/') + 1);
        if (row.pattern.substr(0, row.pattern.size() - name.size()) == folder) names.push_back(name);
    }
    return names;
}

std::string describe_values(const key_info& k) {
    if (k.read_only) return "read only";
    if (k.kind == value_kind::text) return "text";
    auto range = std::to_string(k.min) + ".." + std::to_string(k.max);
    if (!k.unit.empty()) range += ' ' + std::string{k.unit};
    return k.kind == value_kind::numbers ? std::to_string(k.count) + " numbers " + range : range;
}

std::string display_name(const key_info& k) {
    std::string name{k.pattern};
    std::ranges::replace(name, '/', '.');
    return name;
}

void for_each_keyword(void (*visit)(std::string_view name, const key_info& k, void* user), void* user) {
    for (const auto& row : table().all) visit(display_name(row), row, user);
}

}  // namespace hakit::sysctl
