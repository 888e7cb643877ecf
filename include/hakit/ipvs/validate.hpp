/// Checks of services and destinations before they are sent: the kernel accepts nearly anything and explains nothing.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/step.hpp>
#include <hakit/ipvs/types.hpp>

#include <string>
#include <vector>

namespace hakit::ipvs {

/// One broken rule.
struct problem {
    std::string subject;  ///< "tcp 10.0.0.1:80" or "tcp 10.0.0.1:80: destination 10.0.0.2:80"
    std::string field;    ///< the member as written in types.hpp: "scheduler", "weight", "tunnel.port"
    std::string rule;     ///< what must hold, with the value found

    /// "SUBJECT: FIELD: RULE"
    [[nodiscard]] std::string to_string() const;
    friend bool operator==(const problem&, const problem&) = default;
};

/// All broken rules, in field order; empty when the service can work.
[[nodiscard]] std::vector<problem> validate(const service& s);
/// The rules of a destination depend on its service (family, port, forwarding).
[[nodiscard]] std::vector<problem> validate(const service& s, const destination& d);
/// Every service and destination, and keys that appear twice.
[[nodiscard]] std::vector<problem> validate(const state& table);
[[nodiscard]] std::vector<problem> validate(const sync_daemon& daemon);

/// What the step adds, edits or starts; removals and timeouts have no rules.
[[nodiscard]] result<void> validate(const step& s);
/// Only that the step has the members that its kind needs, and names that fit a message.
[[nodiscard]] result<void> validate_shape(const step& s);

/// The first problem as an error of kind invalid_argument, with the number of further ones; success without problems.
[[nodiscard]] result<void> to_result(const std::vector<problem>& problems);

}  // namespace hakit::ipvs
