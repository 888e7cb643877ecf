/// The block global_defs.
#pragma once

#include <hakit/keepalived/setting.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace hakit::keepalived {

struct global_defs {
    setting<std::string> router_id;
    place where;
    friend bool operator==(const global_defs&, const global_defs&) = default;
};

}  // namespace hakit::keepalived
