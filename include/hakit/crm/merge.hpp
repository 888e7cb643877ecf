/// From crm shell text back to the CIB that it was written from.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/cib/model.hpp>

namespace hakit::crm {

/// What the CIB `cluster` becomes when somebody changes its text so that it says `text`, which bind() made for the
/// schema of the cluster. Where the text still says what emit() wrote of the cluster, the cluster's elements stay as
/// they are; what text has no words for stays, too: the attributes of <cib>, empty sections, comments, the status.
/// invalid_argument when one is no <cib>, or when they name different schemas. O(size).
[[nodiscard]] result<cib::config> merge(const cib::config& cluster, const cib::config& text);

}  // namespace hakit::crm
