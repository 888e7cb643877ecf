/// The tables of settings, one for each folder of /proc/sys. Internal.
#pragma once

#include <hakit/sysctl/schema.hpp>

namespace hakit::sysctl {

[[nodiscard]] std::span<const key_info> ipv4_conf_keys() noexcept;
[[nodiscard]] std::span<const key_info> ipv6_conf_keys() noexcept;
[[nodiscard]] std::span<const key_info> ipvs_keys() noexcept;
[[nodiscard]] std::span<const key_info> network_keys() noexcept;
[[nodiscard]] std::span<const key_info> host_keys() noexcept;

/// The names of the settings in the folder of the key.
[[nodiscard]] std::vector<std::string_view> names_beside(const key& k);

}  // namespace hakit::sysctl
