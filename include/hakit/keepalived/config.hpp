/// keepalived.conf as values: one struct a block, one setting a keyword.
///
/// Names are the keywords. A setting that the text does not hold is unset; keyword::fallback says what keepalived uses
/// then.
#pragma once

#include <hakit/keepalived/global_defs.hpp>
#include <hakit/keepalived/ssl.hpp>
#include <hakit/keepalived/virtual_server.hpp>
#include <hakit/keepalived/virtual_server_group.hpp>

#include <optional>
#include <vector>

namespace hakit::keepalived {

/// A whole configuration.
struct config {
    std::optional<struct global_defs> global_defs;
    std::optional<struct ssl> ssl;
    std::vector<struct virtual_server_group> virtual_server_group;
    std::vector<struct virtual_server> virtual_server;

    friend bool operator==(const config&, const config&) = default;
};

}  // namespace hakit::keepalived
