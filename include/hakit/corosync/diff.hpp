/// What changes in meaning between two configurations, and what a reload of corosync would do about it.
#pragma once

#include <hakit/corosync/config.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::corosync {

/// What `corosync-cfgtool -R` does about a change in a running cluster of corosync 3.
enum class reload_effect : std::uint8_t {
    live,     ///< taken over by all nodes
    nothing,  ///< corosync does not read it
    restart,  ///< stays as it is until corosync is started again
};

/// "live", "nothing", "restart".
[[nodiscard]] std::string_view to_string(reload_effect e) noexcept;

/// One difference.
struct change {
    enum class kind : std::uint8_t { added, removed, changed };

    kind what = kind::changed;
    std::string path;    ///< "totem.token"; "nodelist.node[2]" in the file that has it
    std::string before;  ///< "unset" when there was no value; empty for sections
    std::string after;   ///< "unset" when there is no value; empty for sections
    reload_effect effect = reload_effect::live;

    friend bool operator==(const change&, const change&) = default;
};

struct diff_options {
    bool secrets = false;  ///< show secrets; otherwise they read REDACTED
};

/// The differences, in the order of the schema. Nodes are matched by nodeid (else by name or their place), interface
/// sections by their link, logger_subsys and logging_daemon by name. Values are compared as written.
[[nodiscard]] std::vector<change> diff(const config& before, const config& after, const diff_options& options = {});

/// One line a change: "~ totem.token: 1000 -> 3000 (live)".
[[nodiscard]] std::string to_text(std::span<const change> changes);

}  // namespace hakit::corosync
