/// What changes between two CIBs: in meaning, and as a patch for Pacemaker's tools.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/cib/model.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hakit::cib {

/// One difference.
struct change {
    enum class kind : std::uint8_t { added, removed, changed };

    kind what = kind::changed;
    std::string path;    ///< as edit.hpp has them: "primitive[ip].params.ip"
    std::string before;  ///< the old value; empty for whole elements
    std::string after;   ///< the new value; empty for whole elements

    friend bool operator==(const change&, const change&) = default;
};

struct diff_options {
    bool secrets = false;  ///< show secrets; otherwise they read "********"
};

/// The differences of the configuration sections and of the schema, in the order of the first CIB. Objects are matched
/// by id (nodes by uname, operations by name and interval, fencing levels by target and index), options by their name.
/// The order counts for the members of groups, of resource sets and of tags, and for nothing else; ids of sets,
/// options, operations and rules do not count, nor do comments, counters such as `epoch`, and the status section. A
/// resource that moves into a group or out of it is "changed".
[[nodiscard]] std::vector<change> diff(const config& before, const config& after, const diff_options& options = {});

/// One line a change: "~ primitive[ip].params.ip: 192.0.2.1 -> 192.0.2.2".
[[nodiscard]] std::string to_text(std::span<const change> changes);

/// The patch (format 2) that makes `after` of `before`, as `crm_diff --patch` and `cibadmin --patch` take it. Both must
/// be whole CIBs. The version goes up by one epoch unless that of `after` is higher already. Comments and the status
/// section are left alone. invalid_argument when one is no <cib> or holds what XML cannot.
[[nodiscard]] result<std::string> make_patch(const config& before, const config& after);

}  // namespace hakit::cib
