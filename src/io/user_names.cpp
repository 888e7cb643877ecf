#include "io/user_names.hpp"

#include <unistd.h>

namespace hakit::io {

result<void> script_users::prepare(const director::command& c) {
    const names n{c.user, c.group};
    if (known_.contains(n)) return {};
    auto who = who_is(n);
    if (who.has_error())
        return error{who.error().code(), c.to_string() + ": " + who.error().message(), who.error().system_errno()};
    known_.emplace(n, std::move(*who));
    return {};
}

std::optional<credentials> script_users::find(const director::command& c) const {
    const auto found = known_.find({c.user, c.group});
    return found == known_.end() ? std::nullopt : found->second;
}

bool script_users::runs_as_root(const director::command& c) const {
    const auto who = find(c);
    return who ? who->user == 0 : ::geteuid() == 0;
}

result<std::optional<credentials>> script_users::who_is(const names& n) const {
    auto user = n.first;
    const bool root = ::geteuid() == 0;
    if (user.empty()) user = usual_;
    if (user.empty()) {
        if (!root) return std::optional<credentials>{};
        auto usual = find_credentials("keepalived_script");
        if (usual.has_error()) return std::optional<credentials>{};
        return std::optional<credentials>{*usual};
    }
    auto who = find_credentials(user, n.second);
    if (who.has_error()) return who.error();
    if (!root && who->user == ::geteuid()) return std::optional<credentials>{};
    if (!root) return error{errc::refused, "only root can run a program as " + user};
    return std::optional<credentials>{*who};
}

}  // namespace hakit::io
