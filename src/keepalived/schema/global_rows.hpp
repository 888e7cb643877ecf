/// What the parts of the global_defs table share. Internal.
#pragma once

#include <hakit/keepalived/global_defs.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/schema/rows.hpp"
#include "keepalived/values/address.hpp"
#include "keepalived/values/global.hpp"
#include "keepalived/values/scalar.hpp"
#include "keepalived/values/script.hpp"
#include "keepalived/values/vrrp.hpp"

namespace hakit::keepalived::schema::global {

using block = struct global_defs;
template <auto Member>
inline constexpr const binding* at = bind_member<block, Member>;

}  // namespace hakit::keepalived::schema::global
