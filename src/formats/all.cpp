#include <hakit/formats/registry.hpp>

#include "formats/adaptors.hpp"

#include <array>

namespace hakit::formats {

std::span<const format* const> all() noexcept {
    // One line a format.
    static const std::array formats{
        &keepalived_format(), &cib_format(), &crm_format(), &corosync_format(), &sysctl_format(), &ipvsadm_format(),
    };
    return formats;
}

}  // namespace hakit::formats
