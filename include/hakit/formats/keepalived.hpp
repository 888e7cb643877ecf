/// Options of any format as the keepalived module takes them.
#pragma once

#include <hakit/formats/format.hpp>
#include <hakit/formats/read_options.hpp>
#include <hakit/keepalived/check.hpp>

#include <memory>

namespace hakit::formats {

/// Check options with the facts that they point to.
struct keepalived_context {
    std::shared_ptr<const keepalived::host_facts> facts;
    keepalived::check_options check;
};

/// syntax or invalid_argument for a target, features or facts that cannot be read.
[[nodiscard]] result<keepalived_context> keepalived_options(const read_options& options);

}  // namespace hakit::formats
