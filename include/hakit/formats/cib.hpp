/// The CIB behind a configuration of the formats cib and crm, for changes to it as a whole.
#pragma once

#include <hakit/cib/migrate.hpp>
#include <hakit/cib/model.hpp>
#include <hakit/formats/format.hpp>

#include <memory>
#include <string>
#include <vector>

namespace hakit::formats {

/// The values of a configuration of format cib or crm; null for other formats. Lives as long as `c`.
[[nodiscard]] const cib::config* cib_of(const configuration& c) noexcept;

/// `values` as a configuration of the same format as `like`: cib or crm, else unsupported.
[[nodiscard]] result<std::shared_ptr<const configuration>> with_cib(const configuration& like, cib::config values);

/// A configuration in the words of another schema version, and what was done.
struct migrated {
    std::shared_ptr<const configuration> values;  ///< of the same format
    std::vector<cib::migration_step> steps;
};

/// cib::migrate() for a configuration of format cib, crm::migrate() for one of format crm; else unsupported.
[[nodiscard]] result<migrated> migrate(const configuration& c, cib::schema_version to);

/// cib::make_patch() of two configurations of format cib or crm; else unsupported. When one of them is crm text, it is
/// taken as an edited text of the other one (crm::merge()), so that the patch changes only what the text says
/// otherwise.
[[nodiscard]] result<std::string> make_patch(const configuration& before, const configuration& after);

}  // namespace hakit::formats
