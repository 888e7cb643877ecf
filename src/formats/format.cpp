#include <hakit/formats/format.hpp>

#include <optional>

namespace hakit::formats {

result<text::mended> format::fix(text::workspace& files, text::file_id top, const read_options& options) const {
    std::optional<error> failed;  // only bad options can fail, and they fail at the first call
    auto made = text::apply_certain_fixes(files, top, [&](text::workspace& space, text::file_id id) {
        auto found = check(space, id, options);
        if (found) return text::findings{(*found)->diagnostics(), (*found)->secrets()};
        failed = found.error();
        return text::findings{};
    });
    if (failed) return *failed;
    return made;
}

}  // namespace hakit::formats
