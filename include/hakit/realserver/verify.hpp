/// Whether a host is prepared as a plan says, and what else would spoil it.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/realserver/plan.hpp>
#include <hakit/realserver/system.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace hakit::realserver {

enum class verdict : std::uint8_t {
    good,     ///< as the plan says
    wrong,    ///< not so; the step mends it
    suspect,  ///< no step is about it, but it would spoil the work
    by_hand,  ///< nobody but a person can tell
};

/// "good", "wrong", "suspect", "by_hand".
[[nodiscard]] std::string_view to_string(verdict v) noexcept;

struct observation {
    verdict what = verdict::good;
    std::optional<std::size_t> step = {};  ///< into plan::steps: the one that it is about, or that mends it
    std::string message;                   ///< "net.ipv4.conf.all.arp_ignore is 0, not 1"
};

struct verification {
    std::vector<observation> observations;

    /// Nothing is wrong or suspect.
    [[nodiscard]] bool ok() const noexcept;
    /// One line each for what is not good, "ok" when there is none; with `all` also for what is good.
    [[nodiscard]] std::string to_string(bool all = false) const;
};

/// Compares the host with the plan and looks for what works against it: a virtual address on an interface to the
/// network, one with a short mask, ARP settings that conf/all or an interface outweighs, proxy ARP. Changes nothing.
/// unsupported for a plan of Windows; fails when the host cannot be read.
[[nodiscard]] result<verification> verify(const plan& p, system& on);

}  // namespace hakit::realserver
