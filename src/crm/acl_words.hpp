/// What the permissions of roles and users are about. Internal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hakit::crm {

enum class acl_subject : std::uint8_t { xpath, reference, type, attribute };

struct acl_specification {
    acl_subject what;
    std::string value;
};

/// "xpath:/cib", "ref:ip", "type:nvpair", "attr:value", and the shortcuts such as "meta:ip:target-role", which are
/// xpaths. None when the part behind the ':' is missing.
std::optional<acl_specification> acl_specification_of(std::string_view word);

}  // namespace hakit::crm
