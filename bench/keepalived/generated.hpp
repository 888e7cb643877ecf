/// The text that the benchmarks of keepalived.conf read.
#pragma once

#include <cstddef>
#include <string>

namespace hakit::bench {

/// `services` virtual servers of four real servers with an HTTP_GET each; about 1.1 kB a service.
[[nodiscard]] std::string generated_keepalived_conf(std::size_t services);

}  // namespace hakit::bench
