/// As whom scripts run: the user database, read when a configuration is loaded and not when a script is due.
#pragma once

#include <hakit/director/check.hpp>
#include <hakit/io/process.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace hakit::io {

class script_users {
public:
    /// Scripts without a user run as `usual`; "": as this process's user, or as keepalived_script where root asks and
    /// that user exists, as keepalived does.
    explicit script_users(std::string usual) : usual_{std::move(usual)} {}

    /// Looks the user of a script up. Those that were found before stay: scripts of an earlier plan may still run.
    [[nodiscard]] result<void> prepare(const director::command& c);
    /// nullopt: this process's user. prepare() must have succeeded.
    [[nodiscard]] std::optional<credentials> find(const director::command& c) const;
    /// Whether root will run it.
    [[nodiscard]] bool runs_as_root(const director::command& c) const;

private:
    using names = std::pair<std::string, std::string>;
    [[nodiscard]] result<std::optional<credentials>> who_is(const names& n) const;

    std::string usual_;
    std::map<names, std::optional<credentials>> known_;
};

}  // namespace hakit::io
