/// A text::loader that asks the callbacks of a C caller.
#pragma once

#include <hakit/hakit.h>
#include <hakit/text/workspace.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace hakit::capi {

/// Texts are smaller than 256 MiB, see text::span.
inline constexpr std::size_t max_text_bytes = (std::size_t{256} << 20) - 1;

}  // namespace hakit::capi

/// Where a callback puts the bytes of a file, or the paths that match.
struct hakit_sink {
    bool list = false;
    bool full = false;
    std::size_t room = hakit::capi::max_text_bytes;  ///< bytes that still fit
    std::string bytes;
    std::vector<std::string> paths;
};

namespace hakit::capi {

class callback_loader final : public text::loader {
public:
    explicit callback_loader(const hakit_workspace_options& callbacks) noexcept : callbacks_{callbacks} {}
    ~callback_loader() override;
    callback_loader(const callback_loader&) = delete;
    callback_loader& operator=(const callback_loader&) = delete;

    result<std::string> read(const std::string& path) override;
    result<std::vector<std::string>> glob(const std::string& pattern) override;

    /// Forgets that a callback asked to stop, before a call begins.
    void begin() noexcept { stop_ = 0; }
    /// Throws `stopped` when a callback asked to stop since begin().
    void end() const;

private:
    result<void> judge(std::int32_t answer, const hakit_sink& sink, const std::string& what);

    hakit_workspace_options callbacks_;
    std::int32_t stop_ = 0;  // what the callback returned; negative once it asked to stop
};

}  // namespace hakit::capi
