/// keepalived.conf as keepalived sees it: includes, definitions, conditions and sequences carried out.
#pragma once

#include <hakit/keepalived/target.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/workspace.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hakit::keepalived {

/// What the expansion depends on besides the text.
struct expand_options {
    target for_target = {};
    std::string config_id = {};  ///< for `@id` and `$_INSTANCE`: keepalived's -i, by default the host's node name
    std::map<std::string, std::string> environment = {};  ///< for `${_ENV NAME}` (2.3 and later)
    std::uint32_t random_seed = 1;  ///< for `$_RANDOM`; keepalived's own numbers are unpredictable
};

struct damage;

/// The expanded text as a document, with the way back from each of its bytes to the place that was written.
/// Immutable, cheap to copy, readable from several threads.
class expansion {
public:
    /// The expanded text; the document as written itself when nothing in it needs expansion.
    [[nodiscard]] const text::document& document() const noexcept;
    /// Where the bytes of a span of document() were written. Bytes out of a definition are traced to its use.
    [[nodiscard]] text::location origin(text::span where) const noexcept;
    /// For bytes that come out of a definition: where the definition stands.
    [[nodiscard]] std::optional<text::location> definition(text::span where) const noexcept;
    /// The text that a location of definition() is in.
    [[nodiscard]] std::string_view written(text::file_id file) const noexcept;
    /// Problems of the expansion itself, and those of all the documents read, at the places where they were written.
    [[nodiscard]] const text::diagnostic_list& diagnostics() const noexcept;
    /// What the checks need to know about those. Internal.
    [[nodiscard]] const struct damage& damage() const noexcept;
    /// A big text as the sections that were read at the same time, each with a document of its own; else empty.
    /// Internal.
    [[nodiscard]] const std::vector<expansion>& sections() const noexcept;

private:
    struct shared;
    friend expansion expand(text::workspace& files, text::file_id top, const expand_options& options);
    friend expansion as_written(text::document written, text::file_id file, std::vector<expansion> sections);
    explicit expansion(std::shared_ptr<const shared> s) : shared_{std::move(s)} {}
    std::shared_ptr<const shared> shared_;
};

/// Expands file `top` of the workspace; included files are opened through its loader.
/// Loops and limits end the expansion at that place with a diagnostic; nothing else is lost.
[[nodiscard]] expansion expand(text::workspace& files, text::file_id top, const expand_options& options = {});

}  // namespace hakit::keepalived
