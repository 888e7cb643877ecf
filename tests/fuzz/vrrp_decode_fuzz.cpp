// Any bytes as a capture file or as text in hexadecimal: nothing is read beyond them, and all that is found can be
// told.
#include <hakit/vrrp/decode.hpp>
#include <hakit/vrrp/decode_json.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace hakit::vrrp;
    channel_options receiver;
    receiver.vrid = 51;
    const decode_options options{ah_key{'k'}, {{1, std::vector<std::uint8_t>(32)}}, {receiver}};
    std::size_t packets = 0;
    const auto done = hakit::vrrp::decode_all({data, size}, options, [&](const decoded& d) {
        if (d.number != ++packets) std::abort();
        if (to_text(d).empty() || to_json(d, true).dump().empty()) std::abort();
    });
    if (!done && done.error().code() != hakit::errc::syntax) std::abort();
    return 0;
}
