/// Agents that crmsh is told about by a short name. Internal.
#pragma once

#include <string_view>

namespace hakit::crm {

/// The provider that crmsh takes for an agent of class ocf when the text names none: heartbeat, or pacemaker for those
/// that only Pacemaker brings. crmsh looks at the installed agents, hakit at a list of Pacemaker 2.1's.
std::string_view usual_provider(std::string_view type) noexcept;

}  // namespace hakit::crm
