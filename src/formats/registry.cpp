#include <hakit/formats/registry.hpp>

#include <algorithm>

namespace hakit::formats {

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
