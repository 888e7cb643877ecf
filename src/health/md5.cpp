#include "health/md5.hpp"

#ifdef HAKIT_HAS_OPENSSL
#include <openssl/evp.h>
#endif

namespace hakit::health {

#ifdef HAKIT_HAS_OPENSSL

namespace {

EVP_MD_CTX* context_of(void* p) noexcept { return static_cast<EVP_MD_CTX*>(p); }

}  // namespace

bool digest_supported() noexcept { return true; }
bool tls_supported() noexcept { return true; }

void md5_hash::closer::operator()(void* context) const noexcept { EVP_MD_CTX_free(context_of(context)); }

result<md5_hash> md5_hash::start() {
    md5_hash h;
    h.context_.reset(EVP_MD_CTX_new());
    if (!h.context_ || EVP_DigestInit_ex(context_of(h.context_.get()), EVP_md5(), nullptr) != 1) {
        return error{errc::unsupported, "digest: OpenSSL provides no MD5 here (FIPS mode?)"};
    }
    return h;
}

void md5_hash::update(std::string_view bytes) noexcept {
    if (!context_ || bytes.empty()) return;
    if (EVP_DigestUpdate(context_of(context_.get()), bytes.data(), bytes.size()) != 1) intact_ = false;
}

std::optional<md5_digest> md5_hash::finish() noexcept {
    md5_digest digest{};
    unsigned length = 0;
    if (!context_ || !intact_) return std::nullopt;
    if (EVP_DigestFinal_ex(context_of(context_.get()), digest.data(), &length) != 1 || length != digest.size()) {
        return std::nullopt;
    }
    return digest;
}

#else

bool digest_supported() noexcept { return false; }
bool tls_supported() noexcept { return false; }

void md5_hash::closer::operator()(void*) const noexcept {}

result<md5_hash> md5_hash::start() {
    return error{errc::unsupported, "digest: this build has no MD5 (meson option tls)"};
}

void md5_hash::update(std::string_view) noexcept {}

std::optional<md5_digest> md5_hash::finish() noexcept { return std::nullopt; }

#endif

}  // namespace hakit::health
