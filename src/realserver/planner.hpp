/// What the planners of both systems share. Internal.
#pragma once

#include <hakit/realserver/plan.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace hakit::realserver {

/// Collects the steps of a plan; an equal step is taken once.
class planner {
public:
    planner(plan& out, std::vector<service> services) : out_{out}, services_{std::move(services)} {}

protected:
    void add(step s, std::string reason) {
        if (std::ranges::find(out_.steps, s) != out_.steps.end()) return;
        s.reason = std::move(reason);
        out_.steps.push_back(std::move(s));
    }
    void note(std::string text) {
        if (std::ranges::find(out_.notes, text) == out_.notes.end()) out_.notes.push_back(std::move(text));
    }

    [[nodiscard]] const host& on() const noexcept { return out_.host; }
    [[nodiscard]] const std::vector<service>& services() const noexcept { return services_; }
    [[nodiscard]] bool any(ip_family family) const {
        return std::ranges::any_of(services_, [&](const service& s) { return s.vip.family() == family; });
    }
    [[nodiscard]] const plan& so_far() const noexcept { return out_; }

private:
    plan& out_;
    std::vector<service> services_;
};

/// The family of the packets that the director sends.
[[nodiscard]] inline ip_family outer_family(const service& s) { return (s.server ? *s.server : s.vip).family(); }

[[nodiscard]] inline ip_prefix host_prefix(const ip_address& a) { return {a, static_cast<std::uint8_t>(a.bits())}; }

void plan_linux(plan& out, const std::vector<service>& services);
void plan_windows(plan& out, const std::vector<service>& services);

/// Files that make a Linux host come up as the steps leave it.
[[nodiscard]] std::vector<step> persistent_files(const plan& p);

}  // namespace hakit::realserver
