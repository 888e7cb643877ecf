/// The options of ipvsadm 1.31 as keywords.
#pragma once

#include <hakit/ipvsadm/command.hpp>

#include <span>
#include <string_view>

namespace hakit::ipvsadm {

/// An option that sets something of a service, a server, the timeouts or a sync daemon. All strings are static.
struct keyword {
    std::string_view path;    ///< "service/server/weight": the last part is the long option
    std::string_view values;  ///< "0..2147483647"; "" for an option without argument
    std::string_view fallback;
    std::string_view help;  ///< one sentence
};

/// All of them, parents before their children.
[[nodiscard]] std::span<const keyword> keywords() noexcept;

}  // namespace hakit::ipvsadm
