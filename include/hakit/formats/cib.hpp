/// The CIB behind a configuration of the formats cib and crm, for changes to it as a whole.
#pragma once

#include <hakit/cib/model.hpp>
#include <hakit/formats/format.hpp>

#include <memory>

namespace hakit::formats {

/// The values of a configuration of format cib or crm; null for other formats. Lives as long as `c`.
[[nodiscard]] const cib::config* cib_of(const configuration& c) noexcept;

/// `values` as a configuration of the same format as `like`: cib or crm, else unsupported.
[[nodiscard]] result<std::shared_ptr<const configuration>> with_cib(const configuration& like, cib::config values);

}  // namespace hakit::formats
