#include "crm/agents.hpp"

#include <algorithm>
#include <array>

namespace hakit::crm {

std::string_view usual_provider(std::string_view type) noexcept {
    // extra/resources of Pacemaker 2.1 without those that resource-agents has as well.
    static constexpr std::array<std::string_view, 10> own{"HealthCPU", "HealthIOWait", "HealthSMART", "attribute",
                                                          "controld",  "ifspeed",      "o2cb",        "ping",
                                                          "remote",    "booth-site"};
    return std::ranges::find(own, type) != own.end() ? "pacemaker" : "heartbeat";
}

}  // namespace hakit::crm
