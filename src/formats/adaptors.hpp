/// The formats, each in a file of its name.
#pragma once

#include <hakit/cib/model.hpp>
#include <hakit/formats/format.hpp>

#include <memory>

namespace hakit::formats {

[[nodiscard]] const format& corosync_format() noexcept;
[[nodiscard]] const format& keepalived_format() noexcept;
[[nodiscard]] const format& sysctl_format() noexcept;
[[nodiscard]] const format& cib_format() noexcept;
[[nodiscard]] const format& crm_format() noexcept;
[[nodiscard]] const format& ipvsadm_format() noexcept;

/// Both formats hold a CIB.
[[nodiscard]] std::shared_ptr<const configuration> cib_values(std::shared_ptr<const cib::config> values);
[[nodiscard]] std::shared_ptr<const configuration> crm_values(std::shared_ptr<const cib::config> values);

}  // namespace hakit::formats
