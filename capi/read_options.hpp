/// hakit_read_options as the C++ interface takes them.
#pragma once

#include <hakit/hakit.h>
#include <hakit/keepalived/check.hpp>

#include <memory>

namespace hakit::capi {

/// The options with the facts they point to. Not movable once `check` is used.
struct read_context {
    keepalived::check_options check;
    keepalived::host_facts facts;

    /// Throws hakit::exception for a release, feature or facts that cannot be read.
    explicit read_context(const hakit_read_options* given);
    read_context(const read_context&) = delete;
    read_context& operator=(const read_context&) = delete;
};

}  // namespace hakit::capi
