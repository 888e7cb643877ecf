// The library as a whole: version, features, names of statuses.
#include <capi/guard.hpp>

#include <hakit/health/checker.hpp>
#include <hakit/version.hpp>

#include <array>
#include <utility>

extern "C" {

uint32_t hakit_version(void) noexcept { return HAKIT_VERSION; }
const char* hakit_version_string(void) noexcept { return hakit::version().data(); }

uint32_t hakit_features(void) noexcept {
    std::uint32_t bits = 0;
    if (hakit::health::tls_supported()) bits |= HAKIT_FEATURE_TLS;
    if (hakit::health::regex_supported()) bits |= HAKIT_FEATURE_REGEX;
    if (hakit::health::digest_supported()) bits |= HAKIT_FEATURE_DIGEST;
    return bits;
}

const char* hakit_status_name(hakit_status status) noexcept {
    if (status == HAKIT_OK) return "ok";
    if (status == HAKIT_E_NOMEM) return "no_memory";
    for (int code = 1;; ++code) {
        const auto name = hakit::to_string(static_cast<hakit::errc>(code));
        if (hakit::capi::to_status(static_cast<hakit::errc>(code)) == status) return name.data();
        if (static_cast<hakit::errc>(code) == hakit::errc::internal) return "unknown";
    }
}

}  // extern "C"
