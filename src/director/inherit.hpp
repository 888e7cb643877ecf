/// The first setting of a chain that holds a value: checker <- real server <- virtual server <- default.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/director/check.hpp>
#include <hakit/keepalived/script.hpp>
#include <hakit/keepalived/setting.hpp>

#include <optional>
#include <string>

namespace hakit::director {

template <class T, class... Rest>
[[nodiscard]] std::optional<T> first_of(const keepalived::setting<T>& a, const Rest&... rest) {
    if (a.has_value()) return *a;
    if constexpr (sizeof...(rest) == 0) {
        return std::nullopt;
    } else {
        return first_of<T>(rest...);
    }
}

/// A script of the configuration; one without a user gets `default_user`.
[[nodiscard]] inline command to_command(const keepalived::script& s, const command& default_user) {
    command c;
    c.argv = s.argv;
    c.user = s.user.empty() ? default_user.user : s.user;
    c.group = s.user.empty() ? default_user.group : s.group;
    return c;
}

}  // namespace hakit::director
