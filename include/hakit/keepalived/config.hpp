/// keepalived.conf as values: one struct a block, one setting a keyword.
///
/// Names are the keywords. A setting that the text does not hold is unset; keyword::fallback says what keepalived uses
/// then.
#pragma once

#include <hakit/keepalived/global_defs.hpp>

#include <optional>

namespace hakit::keepalived {

/// A whole configuration.
struct config {
    std::optional<struct global_defs> global_defs;

    friend bool operator==(const config&, const config&) = default;
};

}  // namespace hakit::keepalived
