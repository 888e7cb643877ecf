#include <hakit/formats/registry.hpp>

#include "formats/adaptors.hpp"

#include <algorithm>
#include <array>

namespace hakit::formats {

std::span<const format* const> all() noexcept {
    // One line a format.
    static const std::array formats{
        &keepalived_format(), &cib_format(), &crm_format(), &corosync_format(), &sysctl_format(), &ipvsadm_format(),
    };
    return formats;
}

const format* find(std::string_view name) noexcept {
    const auto found = std::ranges::find(all(), name, &format::name);
    return found == all().end() ? nullptr : *found;
}

const format* find(format_id id) noexcept {
    const auto found = std::ranges::find(all(), id, &format::id);
    return found == all().end() ? nullptr : *found;
}

result<const format*> guess(std::string_view file_name, std::string_view text) {
    const format* best = nullptr;
    unsigned likeness = 0;
    for (const auto* one : all()) {
        const auto found = one->likeness(file_name, text);
        if (found > likeness) {
            likeness = found;
            best = one;
        }
    }
    if (best) return best;
    std::string names;
    for (const auto* one : all()) names += (names.empty() ? "" : ", ") + std::string{one->name()};
    return error{errc::unsupported,
                 std::string{file_name} + ": neither name nor content tell the format; name one of: " + names};
}

}  // namespace hakit::formats
