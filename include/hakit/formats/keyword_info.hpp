/// A keyword of any format.
#pragma once

#include <string>
#include <string_view>

namespace hakit::formats {

/// Views are of static storage.
struct keyword_info {
    std::string path;             ///< "vrrp_instance/authentication/auth_type"
    std::string values;           ///< what may follow, for people: "1..255", "PASS|AH"
    std::string_view fallback;    ///< what holds without it, in words
    std::string_view alias_of;    ///< the keyword to use instead
    std::string_view deprecated;  ///< since when or why; empty when current
    std::string_view help;        ///< one sentence
    std::string since;            ///< the first release that knows it; empty: every one
    bool block = false;           ///< has a block
    bool secret = false;          ///< its value is hidden
    bool repeatable = false;      ///< may stand several times
};

}  // namespace hakit::formats
