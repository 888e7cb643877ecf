/// From one schema version to another, for configurations that stand for crm shell text.
#pragma once

#include <hakit/cib/migrate.hpp>

namespace hakit::crm {

/// cib::migrate(), but an element whose id the text need not say (cib::implied_ids()) gets the id that its new name
/// makes, so that the new text need not say it either. An id that something refers to stays.
[[nodiscard]] cib::migration migrate(const cib::config& c, cib::schema_version to);

}  // namespace hakit::crm
