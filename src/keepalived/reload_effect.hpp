/// What keepalived does about a change when it reloads. Internal.
#pragma once

#include <hakit/keepalived/diff.hpp>

#include <string_view>

namespace hakit::keepalived {

struct effect_and_reason {
    reload_effect effect;
    std::string_view reason;
};

/// For a change at `path`, keywords joined by '/': "virtual_server/real_server". The path of a block means the block as
/// a whole when it was added or removed. `emptied`: a list that has no entries before or after.
[[nodiscard]] effect_and_reason effect_of(std::string_view path, change::kind what, bool emptied);

}  // namespace hakit::keepalived
