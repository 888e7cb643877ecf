// Any bytes as an address or a prefix: what is read can be written, and reads as the same again.
#include <hakit/base/ip_address.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input{reinterpret_cast<const char*>(data), size};
    if (const auto address = hakit::ip_address::parse(input)) {
        if (hakit::ip_address::parse(address->to_string()) != address) std::abort();
    }
    if (const auto prefix = hakit::ip_prefix::parse(input)) {
        if (hakit::ip_prefix::parse(prefix->to_string()) != prefix) std::abort();
    }
    return 0;
}
