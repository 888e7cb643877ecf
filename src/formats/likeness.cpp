#include "formats/likeness.hpp"

#include <algorithm>

namespace hakit::formats {

std::string_view base_name(std::string_view path) noexcept {
    const auto slash = path.rfind('/');
    return slash == path.npos ? path : path.substr(slash + 1);
}

std::vector<std::string_view> first_words(std::string_view text, std::size_t limit) {
    std::vector<std::string_view> words;
    while (!text.empty() && words.size() < limit) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
        if (line.empty() || line.front() == '#' || line.front() == '!' || line.front() == ';') continue;
        words.push_back(line.substr(0, line.find_first_of(" \t\r")));
    }
    return words;
}

}  // namespace hakit::formats
