/// From virtual services and a host to what has to be done on it.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/realserver/host.hpp>
#include <hakit/realserver/service.hpp>
#include <hakit/realserver/step.hpp>

#include <span>
#include <string>
#include <vector>

namespace hakit::realserver {

/// What to plan for.
struct request {
    realserver::host host;
    std::vector<service> services;
};

/// A service that this host cannot serve, and why.
struct refusal {
    std::string service;  ///< "tcp 192.0.2.1:80"
    std::string reason;
    friend bool operator==(const refusal&, const refusal&) = default;
};

/// The steps in the order in which they have to be made: the settings of the kernel before the addresses, so that the
/// host never answers for one that is not its own.
struct plan {
    realserver::host host;
    std::vector<step> steps;
    std::vector<refusal> refusals;
    std::vector<std::string> notes;  ///< what else should be known

    /// No service is refused.
    [[nodiscard]] bool ok() const noexcept { return refusals.empty(); }
};

/// What prepares `on` for the services. Several services share steps. Services that cannot work are refused with the
/// reason; the steps are those of the others. invalid_argument when the description of the host itself is wrong.
[[nodiscard]] result<plan> make_plan(std::span<const service> services, const host& on);

/// The way back: the steps that take a plan off again, addresses before settings. Settings go to the kernel's defaults;
/// apply() does better, as it has seen what was there.
[[nodiscard]] plan undo_of(const plan& p);

/// The devices that carry addresses or tunnels of the plan, in order of their first use.
[[nodiscard]] std::vector<std::string> devices_of(const plan& p);

}  // namespace hakit::realserver
