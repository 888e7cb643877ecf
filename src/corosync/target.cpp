#include <hakit/corosync/target.hpp>

#include <charconv>

namespace hakit::corosync {

result<release> release::parse(std::string_view text) {
    const auto wrong = [&] {
        return error{errc::syntax, '\'' + std::string{text} + "' is not a release such as 3.1.7, 2.4 or head"};
    };
    if (text == "head" || text == "HEAD") return head;
    std::uint8_t parts[3] = {0, 0, 0};
    auto rest = text;
    for (auto& part : parts) {
        const auto [end, ec] = std::from_chars(rest.data(), rest.data() + rest.size(), part);
        if (ec != std::errc{}) return wrong();
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        if (rest.empty())
            return parts[0] == 0 || parts[0] > 3 ? wrong() : result<release>{{parts[0], parts[1], parts[2]}};
        if (rest[0] != '.') break;
        rest.remove_prefix(1);
    }
    return wrong();
}

std::string release::to_string() const {
    if (*this == head) return "head";
    return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

}  // namespace hakit::corosync
