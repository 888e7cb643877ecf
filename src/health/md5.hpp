/// MD5 over a stream, by OpenSSL; a build without it has none.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/health/checker.hpp>

#include <memory>
#include <optional>
#include <string_view>

namespace hakit::health {

/// One digest in the making. Default constructed it takes nothing in.
class md5_hash {
public:
    /// Fails with unsupported without OpenSSL, or when a FIPS provider refuses MD5.
    [[nodiscard]] static result<md5_hash> start();

    void update(std::string_view bytes) noexcept;
    /// The digest of all bytes; nullopt when the provider failed on the way. Call it once.
    [[nodiscard]] std::optional<md5_digest> finish() noexcept;

private:
    struct closer {
        void operator()(void* context) const noexcept;
    };
    std::unique_ptr<void, closer> context_;
    bool intact_ = true;
};

}  // namespace hakit::health
