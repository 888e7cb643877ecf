/// HMAC (RFC 2104) by OpenSSL; a build without it has none.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>

namespace hakit::vrrp {

using digest_piece = std::span<const std::uint8_t>;

/// Of the pieces one after the other. nullopt: this build has no OpenSSL, or its provider refuses the algorithm.
[[nodiscard]] std::optional<std::array<std::uint8_t, 16>> hmac_md5(digest_piece key,
                                                                   std::initializer_list<digest_piece> pieces) noexcept;
[[nodiscard]] std::optional<std::array<std::uint8_t, 32>> hmac_sha256(
    digest_piece key, std::initializer_list<digest_piece> pieces) noexcept;

/// Whether two byte strings of one length are equal, in a time that does not depend on where they differ.
[[nodiscard]] bool equal_secret(digest_piece a, digest_piece b) noexcept;

}  // namespace hakit::vrrp
