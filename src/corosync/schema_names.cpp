#include "corosync/schema_names.hpp"

#include <hakit/corosync/schema.hpp>

#include <algorithm>
#include <span>

namespace hakit::corosync {
namespace {

struct home {
    std::string_view name;
    std::string_view section;
    friend auto operator<=>(const home&, const home&) = default;
};

struct names {
    std::vector<home> keys;
    std::vector<home> sections;

    void collect(const section& s) {
        for (const auto& k : s.keys) keys.push_back({k.name, s.path});
        for (const auto* child : s.sections) {
            sections.push_back({child->name, s.path});
            collect(*child);
        }
    }
    names() {
        collect(root_section());
        std::ranges::sort(keys);
        std::ranges::sort(sections);
    }
};

const names& all() {
    static const names instance;
    return instance;
}

/// The homes of a name, which stand together. A plain span: clang 14 cannot walk what std::ranges::equal_range gives.
std::span<const home> range_of(const std::vector<home>& list, std::string_view name) {
    const auto first = std::ranges::lower_bound(list, name, {}, &home::name);
    const auto last = std::ranges::upper_bound(list, name, {}, &home::name);
    return {first, last};
}

std::vector<std::string_view> sections_of(const std::vector<home>& list, std::string_view name) {
    std::vector<std::string_view> found;
    for (const auto& h : range_of(list, name)) found.push_back(h.section);
    return found;
}

}  // namespace

bool is_known_key(std::string_view name) noexcept { return !range_of(all().keys, name).empty(); }
bool is_known_section(std::string_view name) noexcept { return !range_of(all().sections, name).empty(); }
std::vector<std::string_view> sections_with_key(std::string_view name) { return sections_of(all().keys, name); }
std::vector<std::string_view> sections_with_section(std::string_view name) { return sections_of(all().sections, name); }

}  // namespace hakit::corosync
