/// Values that are one of a few words. Internal.
#pragma once

#include <hakit/corosync/schema.hpp>

#include <string_view>
#include <vector>

namespace hakit::corosync {

/// The words of a choice that a release takes.
[[nodiscard]] std::vector<std::string_view> choices_in(const key& k, release r);

}  // namespace hakit::corosync
