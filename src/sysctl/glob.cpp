#include "sysctl/glob.hpp"

#include <cstddef>
#include <optional>

namespace hakit::sysctl {
namespace {

/// The set that starts at `pattern[at]`, a '['. `at` moves behind its ']'; nullopt when there is none: then '[' is
/// itself.
std::optional<bool> set_matches(std::string_view pattern, std::size_t& at, char c) noexcept {
    auto i = at + 1;
    const bool inverted = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
    if (inverted) ++i;
    bool found = false;
    for (bool first = true; i < pattern.size(); first = false) {
        if (pattern[i] == ']' && !first) {
            at = i + 1;
            return found != inverted;
        }
        if (pattern[i] == '/') return std::nullopt;
        const auto low = static_cast<unsigned char>(pattern[i]);
        auto high = low;
        if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
            high = static_cast<unsigned char>(pattern[i + 2]);
            i += 2;
        }
        const auto byte = static_cast<unsigned char>(c);
        if (low <= byte && byte <= high) found = true;
        ++i;
    }
    return std::nullopt;
}

/// One name, without slashes.
bool name_matches(std::string_view pattern, std::string_view name) noexcept {
    if (name.starts_with('.') && !pattern.starts_with('.')) return false;
    std::size_t p = 0;
    std::size_t n = 0;
    std::optional<std::size_t> star;  // behind the last '*' ...
    std::size_t retry = 0;            // ... and where what follows it was tried last
    while (n < name.size()) {
        bool same = false;
        auto next = p + 1;
        if (p < pattern.size()) {
            if (pattern[p] == '*') {
                star = ++p;
                retry = n;
                continue;
            }
            if (pattern[p] == '[') {
                next = p;
                const auto in_set = set_matches(pattern, next, name[n]);
                same = in_set ? *in_set : name[n] == '[';
                if (!in_set) next = p + 1;
            } else {
                same = pattern[p] == '?' || pattern[p] == name[n];
            }
        }
        if (same) {
            p = next;
            ++n;
        } else if (star) {
            p = *star;
            n = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) noexcept {
    for (;;) {
        const auto p = pattern.find('/');
        const auto n = path.find('/');
        if ((p == pattern.npos) != (n == path.npos)) return false;
        if (!name_matches(pattern.substr(0, p), path.substr(0, n))) return false;
        if (p == pattern.npos) return true;
        pattern.remove_prefix(p + 1);
        path.remove_prefix(n + 1);
    }
}

}  // namespace hakit::sysctl
