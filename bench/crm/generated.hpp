/// crm shell text of any size for the benchmarks.
#pragma once

#include <cstddef>
#include <string>

namespace hakit::bench {

/// `primitives` resources with two parameters, three operations and a meta attribute each, a group and a location for
/// every five, colocations and orders between the groups, three nodes.
[[nodiscard]] std::string generated_crm(std::size_t primitives);

}  // namespace hakit::bench
