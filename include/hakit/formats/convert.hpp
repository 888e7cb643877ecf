/// The same configuration in another format.
#pragma once

#include <hakit/formats/format.hpp>

#include <memory>
#include <string_view>

namespace hakit::formats {

/// What `from` says, as a configuration of format `to`, whose emit() writes it: crm to cib and cib to crm, with all
/// ids. What only a CIB has (the attributes of <cib>, the status section) is kept in the values, and is not in crm
/// text. Shares the values with `from`. unsupported for formats that say different things.
[[nodiscard]] result<std::shared_ptr<const configuration>> convert(std::shared_ptr<const configuration> from,
                                                                   const format& to);

}  // namespace hakit::formats
