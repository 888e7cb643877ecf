/// The files that belong to one configuration, read through a loader that the caller supplies.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/text/limits.hpp>
#include <hakit/text/line_index.hpp>
#include <hakit/text/source.hpp>
#include <hakit/text/span.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::text {

/// Where files come from. hakit::io::file_loader reads the disk; tests and agents bring their own.
class loader {
public:
    virtual ~loader() = default;
    /// The bytes of the file `path`; not_found or system when there are none.
    [[nodiscard]] virtual result<std::string> read(const std::string& path) = 0;
    /// The paths that match the pattern, sorted as glob(3) does with GLOB_BRACE; empty when nothing matches.
    /// Only called for patterns that hold one of `*?[{`.
    [[nodiscard]] virtual result<std::vector<std::string>> glob(const std::string& pattern) = 0;
};

/// Maps file ids to sources and keeps their line indexes. Not for use from several threads at once.
class workspace {
public:
    /// Without a loader only add() brings files in. The workspace keeps the loader alive.
    explicit workspace(std::shared_ptr<loader> files = nullptr, limits bounds = {});
    ~workspace();
    workspace(workspace&&) noexcept;
    workspace& operator=(workspace&&) noexcept;

    /// Takes a text that is at hand already.
    file_id add(source text);
    /// Reads a file through the loader. Each call reads anew and gives a new id.
    /// limit_exceeded past limits::files; not_found without a loader; the loader's errors pass through.
    [[nodiscard]] result<file_id> open(const std::string& path);
    /// loader::glob, or nothing without a loader.
    [[nodiscard]] result<std::vector<std::string>> glob(const std::string& pattern);

    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] const source& file(file_id id) const;
    [[nodiscard]] const line_index& lines(file_id id) const;
    [[nodiscard]] const limits& bounds() const noexcept;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace hakit::text
