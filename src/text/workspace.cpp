#include <hakit/text/workspace.hpp>

#include <deque>
#include <optional>

namespace hakit::text {

struct workspace::impl {
    struct entry {
        source text;
        std::optional<line_index> lines;
    };

    std::shared_ptr<loader> files;
    limits bounds;
    std::deque<entry> entries;  // references stay valid while it grows
    entry nothing;              // stands for ids that were never given out
};

workspace::workspace(std::shared_ptr<loader> files, limits bounds) : impl_{std::make_unique<impl>()} {
    impl_->files = std::move(files);
    impl_->bounds = bounds;
}

workspace::~workspace() = default;
workspace::workspace(workspace&&) noexcept = default;
workspace& workspace::operator=(workspace&&) noexcept = default;

file_id workspace::add(source text) {
    impl_->entries.push_back({std::move(text), std::nullopt});
    return static_cast<file_id>(impl_->entries.size() - 1);
}

result<file_id> workspace::open(const std::string& path) {
    if (size() >= impl_->bounds.files)
        return error{errc::limit_exceeded, path + ": more than " + std::to_string(impl_->bounds.files) + " files"};
    if (!impl_->files) return error{errc::not_found, path + ": there is nothing to read files with"};
    auto bytes = impl_->files->read(path);
    if (bytes.has_error()) return bytes.error();
    return add({path, std::move(*bytes)});
}

result<std::vector<std::string>> workspace::glob(const std::string& pattern) {
    if (!impl_->files) return std::vector<std::string>{};
    return impl_->files->glob(pattern);
}

std::size_t workspace::size() const noexcept { return impl_->entries.size(); }

const source& workspace::file(file_id id) const {
    return id < impl_->entries.size() ? impl_->entries[id].text : impl_->nothing.text;
}

const line_index& workspace::lines(file_id id) const {
    auto& entry = id < impl_->entries.size() ? impl_->entries[id] : impl_->nothing;
    if (!entry.lines) entry.lines.emplace(entry.text.text());
    return *entry.lines;
}

const limits& workspace::bounds() const noexcept { return impl_->bounds; }

}  // namespace hakit::text
