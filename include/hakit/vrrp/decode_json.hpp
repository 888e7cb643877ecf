/// Explained packets as JSON.
#pragma once

#include <hakit/vrrp/decode.hpp>

#include <nlohmann/json.hpp>

namespace hakit::vrrp {

/// {"number":1,"time_ns":...,"ethernet":{"source","destination"},"ip":{"source","destination","ttl","tos","protocol"},
///  "advert":{"version","vrid","priority","interval_ns","addresses":[...],"auth","checksum","checksum_forms":[...],
///  "ah":{...},"hmac":{...}} or "arp":{...} or "neighbour_advertisement":{...},
///  "problems":[{"code":"ttl_not_255","text":"its TTL is not 255"}]}; what does not apply is left out.
[[nodiscard]] nlohmann::ordered_json to_json(const decoded& d, bool secrets = false);

/// {"schema":"hakit-vrrp-packets-1","packets":[...]} of everything that decode_all() tells. Fails as that does.
[[nodiscard]] result<nlohmann::ordered_json> decode_to_json(std::span<const std::uint8_t> input,
                                                            const decode_options& options, bool secrets = false);
/// The same for the bytes of one packet, as they were on the wire.
[[nodiscard]] nlohmann::ordered_json decode_packet_to_json(std::span<const std::uint8_t> packet,
                                                           const decode_options& options, bool secrets = false);

}  // namespace hakit::vrrp
