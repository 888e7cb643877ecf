#include "vrrp/keyed_digest.hpp"

#include <hakit/vrrp/authentication_header.hpp>

#ifdef HAKIT_HAS_OPENSSL
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#endif

#include <cstddef>
#include <memory>

namespace hakit::vrrp {
namespace {

#ifdef HAKIT_HAS_OPENSSL

struct closer {
    void operator()(EVP_MAC* mac) const noexcept { EVP_MAC_free(mac); }
    void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
};

bool compute(const char* algorithm, digest_piece key, std::initializer_list<digest_piece> pieces,
             std::span<std::uint8_t> out) noexcept {
    // Looked up once: a lookup takes longer than the digest of an advertisement.
    static const std::unique_ptr<EVP_MAC, closer> mac{EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr)};
    if (!mac) return false;
    const std::unique_ptr<EVP_MAC_CTX, closer> context{EVP_MAC_CTX_new(mac.get())};
    if (!context) return false;
    // OpenSSL takes the name by a pointer that is not const, and only reads it.
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(algorithm), 0),
        OSSL_PARAM_construct_end()};
    static constexpr std::uint8_t no_key = 0;
    if (EVP_MAC_init(context.get(), key.empty() ? &no_key : key.data(), key.size(), parameters) != 1) return false;
    for (const auto piece : pieces)
        if (!piece.empty() && EVP_MAC_update(context.get(), piece.data(), piece.size()) != 1) return false;
    std::size_t length = 0;
    return EVP_MAC_final(context.get(), out.data(), &length, out.size()) == 1 && length == out.size();
}

#else

bool compute(const char*, digest_piece, std::initializer_list<digest_piece>, std::span<std::uint8_t>) noexcept {
    return false;
}

#endif

}  // namespace

bool digest_supported() noexcept {
#ifdef HAKIT_HAS_OPENSSL
    return true;
#else
    return false;
#endif
}

std::optional<std::array<std::uint8_t, 16>> hmac_md5(digest_piece key,
                                                     std::initializer_list<digest_piece> pieces) noexcept {
    std::array<std::uint8_t, 16> out{};
    if (!compute("MD5", key, pieces, out)) return std::nullopt;
    return out;
}

std::optional<std::array<std::uint8_t, 32>> hmac_sha256(digest_piece key,
                                                        std::initializer_list<digest_piece> pieces) noexcept {
    std::array<std::uint8_t, 32> out{};
    if (!compute("SHA256", key, pieces, out)) return std::nullopt;
    return out;
}

bool equal_secret(digest_piece a, digest_piece b) noexcept {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
    return difference == 0;
}

}  // namespace hakit::vrrp
