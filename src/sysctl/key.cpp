#include <hakit/sysctl/key.hpp>

#include "sysctl/glob.hpp"

#include <algorithm>

namespace hakit::sysctl {
namespace {

void swap_separators(std::string& text) {
    for (auto& c : text) c = c == '.' ? '/' : c == '/' ? '.' : c;
}

}  // namespace

key key::from_path(std::string_view path) {
    key k;
    k.path_.reserve(path.size());
    for (const char c : path)
        if (c != '/' || !(k.path_.empty() || k.path_.ends_with('/'))) k.path_ += c;
    return k;
}

key key::parse(std::string_view written) {
    const auto first = written.find_first_of("./");
    if (first == written.npos || written[first] == '/') return from_path(written);
    std::string path{written};
    swap_separators(path);
    return from_path(path);
}

std::string key::to_string() const {
    // A dot in the first name can only be written in the other form.
    if (path_.find('.') < path_.find('/')) return '/' + path_;
    auto text = path_;
    swap_separators(text);
    return text;
}

std::vector<std::string_view> key::segments() const {
    std::vector<std::string_view> all;
    for (std::string_view rest = path_; !rest.empty();) {
        const auto end = rest.find('/');
        all.push_back(rest.substr(0, end));
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    }
    return all;
}

key key::without_end_separator() const {
    key k = *this;
    if (k.path_.ends_with('/')) k.path_.pop_back();
    return k;
}

bool key::is_pattern() const noexcept { return path_.find_first_of("*?[") != path_.npos; }

bool key::matches(const key& other) const noexcept {
    return is_pattern() ? glob_matches(path_, other.path_) : path_ == other.path_;
}

std::string_view to_string(tool t) noexcept { return t == tool::procps ? "procps" : "systemd"; }

}  // namespace hakit::sysctl
