/// Packets explained: what a frame says, and everything that is wrong with it.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/vrrp/advert.hpp>
#include <hakit/vrrp/authentication_header.hpp>
#include <hakit/vrrp/capture.hpp>
#include <hakit/vrrp/channel.hpp>
#include <hakit/vrrp/ethernet.hpp>
#include <hakit/vrrp/hmac_trailer.hpp>
#include <hakit/vrrp/ip_packet.hpp>
#include <hakit/vrrp/neighbour.hpp>
#include <hakit/vrrp/packet.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace hakit::vrrp {

struct decode_options {
    std::optional<ah_key> secret = {};  ///< the password, or the key of AH; without it neither is judged
    std::vector<hmac_key> keys = {};    ///< of auth_hmac; without any it is not judged
    /// Judge each packet as these routers would, those with its number and family; see decoded::problems.
    std::vector<channel_options> receivers = {};
};

/// An advertisement with all that surrounds it.
struct decoded_advert {
    advert fields;
    std::uint16_t checksum = 0;
    std::vector<checksum_form> forms;  ///< in which the checksum is right; none: it is wrong
    std::optional<authentication_header> ah = {};
    std::optional<hmac_trailer> hmac = {};
};

/// One packet. Members that do not apply are empty.
struct decoded {
    std::size_t number = 0;  ///< of those that its decoder has seen, from 1
    std::optional<std::uint64_t> time_ns = {};
    std::optional<mac_address> from_mac = {};
    std::optional<mac_address> to_mac = {};
    std::optional<ip_header> ip = {};
    /// monostate: another protocol, or bytes that were rejected before they could be read.
    std::variant<std::monostate, decoded_advert, arp_message, neighbour_advertisement> what = {};
    /// Every reason not to heed it, in the order in which a router finds them. It holds those that any router has and,
    /// with decode_options::receivers, those of the first of them that shares its number and family.
    std::vector<reject> problems;

    /// Neither VRRP nor an announcement of addresses.
    [[nodiscard]] bool is_foreign() const noexcept;
};

/// Not thread-safe. Remembers sequence numbers for decode_options::receivers, so packets must come in their order.
class decoder {
public:
    explicit decoder(decode_options options = {});
    /// Reads one packet. Never fails: what is wrong is in the result.
    [[nodiscard]] decoded decode(const captured_packet& packet);

private:
    void explain(decoded& d, const packet_view& p);
    void judge(decoded& d, const packet_view& p);

    decode_options options_;
    std::vector<channel> receivers_;
    std::size_t count_ = 0;
};

/// Reads a capture file, or else text in hexadecimal, and tells of each packet. Fails with syntax, perhaps after some
/// packets, when the input is neither or is damaged.
result<void> decode_all(std::span<const std::uint8_t> input, const decode_options& options,
                        const std::function<void(const decoded&)>& on_packet);

/// One line. The password of version 2 is shown only with `secrets`.
[[nodiscard]] std::string to_text(const decoded& d, bool secrets = false);

}  // namespace hakit::vrrp
