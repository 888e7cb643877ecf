#include <hakit/vrrp/hmac_trailer.hpp>

#include "vrrp/keyed_digest.hpp"
#include "vrrp/wire.hpp"

namespace hakit::vrrp {
namespace {

constexpr std::uint8_t hmac_extension = 1;
constexpr std::size_t prefix_size = hmac_trailer_size - 16;

std::array<std::uint8_t, prefix_size> prefix(std::uint8_t key_id, hmac_stamp stamp) noexcept {
    std::array<std::uint8_t, prefix_size> out{hmac_extension, key_id};
    wire::store32(out, 4, stamp.seconds());
    wire::store32(out, 8, static_cast<std::uint32_t>(stamp.value & 0xffffffff));
    return out;
}

}  // namespace

parsed<hmac_trailer> parse_hmac_trailer(std::span<const std::uint8_t> bytes) noexcept {
    if (bytes.size() != hmac_trailer_size) return reject::hmac_malformed;
    if (bytes[0] != hmac_extension || bytes[1] == 0 || wire::load16(bytes, 2) != 0) return reject::hmac_malformed;
    hmac_trailer t;
    t.key_id = bytes[1];
    t.stamp.value = std::uint64_t{wire::load32(bytes, 4)} << 32 | wire::load32(bytes, 8);
    t.digest = wire::take<16>(bytes, prefix_size);
    return t;
}

parsed<std::array<std::uint8_t, 16>> hmac_digest(std::span<const std::uint8_t> message, const ip_address& source,
                                                 std::uint8_t key_id, hmac_stamp stamp,
                                                 std::span<const std::uint8_t> key) {
    if (message.size() < header_size) return reject::truncated;
    std::array<std::uint8_t, 20> pseudo{source.is_v4() ? std::uint8_t{4} : std::uint8_t{6},
                                        static_cast<std::uint8_t>(message[0] >> 4), message[1]};
    for (std::size_t i = 0; i < source.size(); ++i) pseudo[4 + i] = source.bytes()[i];
    auto header = wire::take<header_size>(message, 0);
    header[6] = header[7] = 0;
    const std::array<std::uint8_t, 16> zero{};
    const auto whole = hmac_sha256(key, {pseudo, header, message.subspan(header_size), prefix(key_id, stamp), zero});
    if (!whole) return reject::no_digest;
    return wire::take<16>(*whole, 0);
}

parsed<void> write_hmac_trailer(std::vector<std::uint8_t>& out, std::size_t message_size, const ip_address& source,
                                std::uint8_t key_id, hmac_stamp stamp, std::span<const std::uint8_t> key) {
    if (message_size > out.size()) return reject::truncated;
    const auto digest = hmac_digest(std::span{out}.last(message_size), source, key_id, stamp, key);
    if (!digest) return digest.error();
    wire::put(out, prefix(key_id, stamp));
    wire::put(out, *digest);
    return {};
}

}  // namespace hakit::vrrp
