/// The key that corosync's nodes share, as corosync-keygen(8) makes it.
#pragma once

#include <hakit/base/result.hpp>

#include <cstddef>
#include <string>

namespace hakit::io {

inline constexpr std::size_t authkey_default = 256;  ///< bytes, as corosync-keygen has it since 3.0
inline constexpr std::size_t authkey_least = 128;    ///< KNET_MIN_KEY_LEN
inline constexpr std::size_t authkey_most = 4096;    ///< KNET_MAX_KEY_LEN

/// `bytes` random bytes from the kernel (getrandom(2); waits until it has been seeded). invalid_argument outside of
/// authkey_least..authkey_most; system when the kernel refuses.
[[nodiscard]] result<std::string> make_authkey(std::size_t bytes = authkey_default);

/// Writes a new key to `path` in one step, with mode 0400. already_exists when there is a file, unless `replace` is
/// set: nodes with different keys do not hear one another, so an old key must not be lost by accident.
result<void> write_authkey(const std::string& path, std::size_t bytes = authkey_default, bool replace = false);

}  // namespace hakit::io
