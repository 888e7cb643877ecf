// Any bytes as a scenario: it is read, or refused with a place and a reason.
#include <hakit/sim/scenario_json.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = hakit::sim::parse_scenario({reinterpret_cast<const char*>(data), size});
    if (read) return 0;
    if (read.error().code() != hakit::errc::syntax || read.error().message().empty()) std::abort();
    return 0;
}
