/// What stands behind the opaque handles of hakit.h.
#pragma once

#include <capi/loader.hpp>

#include <hakit/hakit.h>
#include <hakit/formats/format.hpp>
#include <hakit/text/diagnostic.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/mend.hpp>
#include <hakit/text/workspace.hpp>

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <vector>

struct hakit_error {
    hakit_status status = HAKIT_E_INTERNAL;
    std::string message;
    std::int32_t system_errno = 0;
    std::int32_t callback = 0;
    std::unique_ptr<hakit_diags> diags;
};

struct hakit_buf {
    std::string bytes;
};

struct hakit_workspace {
    std::shared_ptr<hakit::capi::callback_loader> loader;
    hakit::text::workspace files;
};

struct hakit_doc {
    hakit::text::document doc;
    hakit::text::limits bounds;
    const hakit::formats::format* format;
};

/// Keeps the sources it speaks of, so that it outlives its workspace.
struct hakit_diags {
    hakit::text::diagnostic_list list;
    std::vector<hakit::text::diagnostic> shown;  ///< the same with secrets hidden, for the accessors
    hakit::text::workspace files;
    std::vector<hakit::text::location> secrets;
};

struct hakit_fixes {
    hakit::text::mended all;
};

struct hakit_config {
    std::shared_ptr<const hakit::formats::configuration> values;
};

namespace hakit::capi {

/// The findings together with the sources of `files`, which are shared and not copied.
[[nodiscard]] std::unique_ptr<hakit_diags> make_diags(const text::workspace& files, text::diagnostic_list list,
                                                      std::vector<text::location> secrets);

[[nodiscard]] inline hakit_str borrow(std::string_view s) noexcept { return {s.empty() ? "" : s.data(), s.size()}; }
[[nodiscard]] inline hakit_span borrow(text::span s) noexcept { return {s.begin, s.end}; }
[[nodiscard]] inline hakit_buf* give(std::string bytes) { return new hakit_buf{std::move(bytes)}; }
/// Bytes that are not UTF-8 become U+FFFD, which JSON can hold.
[[nodiscard]] hakit_buf* give(const nlohmann::ordered_json& json);

}  // namespace hakit::capi
