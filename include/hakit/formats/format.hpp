/// One interface over all configuration formats, for those who do not want to know which one they hold: the command,
/// the C interface and the Python package. Whoever knows the format uses its own module, which says more.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/formats/keyword_info.hpp>
#include <hakit/formats/read_options.hpp>
#include <hakit/text/mend.hpp>
#include <hakit/text/path.hpp>
#include <hakit/text/workspace.hpp>

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::formats {

/// The formats, by the numbers of the C interface.
enum class format_id : std::uint8_t { keepalived = 1, ipvsadm = 2, corosync = 3, crm = 4, cib = 5, sysctl = 6 };

class format;

/// A configuration as values, of one format. Immutable; may be read from several threads at once.
class configuration {
public:
    virtual ~configuration() = default;
    [[nodiscard]] virtual const format& kind() const noexcept = 0;
    /// The values as JSON. Without secrets, secrets are null, and from_json() refuses them.
    [[nodiscard]] virtual nlohmann::ordered_json to_json(const show_options& how) const = 0;
    /// A file with the same meaning, in canonical layout. Fails for values that the syntax cannot hold.
    [[nodiscard]] virtual result<std::string> emit(const show_options& how) const = 0;
    /// What changes in meaning, an array; invalid_argument when the other one is of another format.
    [[nodiscard]] virtual result<nlohmann::ordered_json> diff_json(const configuration& after,
                                                                   const show_options& how) const = 0;
    /// The same for people, a line a change; empty for none.
    [[nodiscard]] virtual result<std::string> diff_text(const configuration& after, const show_options& how) const = 0;
    [[nodiscard]] virtual bool equals(const configuration& other) const = 0;
    /// What it holds, in a few words: "2 VRRP instances, 1 virtual server".
    [[nodiscard]] virtual std::string summary() const = 0;
};

/// What was found in a configuration.
class reading {
public:
    virtual ~reading() = default;
    [[nodiscard]] virtual const text::diagnostic_list& diagnostics() const noexcept = 0;
    /// What the program would make of it; what it would not take is left out. Never null.
    [[nodiscard]] virtual std::shared_ptr<const configuration> values() const = 0;
    /// The text after includes and definitions; that of the file itself in a format without them. Any thread.
    [[nodiscard]] virtual const text::document& expanded() const = 0;
    /// Places of passwords and keys, for text::render_options. O(size of the text).
    [[nodiscard]] virtual std::vector<text::location> secrets() const = 0;
};

/// A change of one statement by path.
struct change {
    enum class action : std::uint8_t {
        set,          ///< the words behind a keyword; one that is not there is added
        insert,       ///< a statement at the end of the block that the path names
        remove,       ///< a statement with its lines
        comment_out,  ///< a comment character before each of its lines
    };
    action what = action::set;
    text::path where;
    std::string words;  ///< of set and insert, in the syntax of the format
};

/// A format of configuration files. Static objects without state: any thread.
class format {
public:
    virtual ~format() = default;
    [[nodiscard]] virtual format_id id() const noexcept = 0;
    /// "keepalived": what `--format` takes.
    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// The program that reads such files, and the releases that read_options::target knows, the default first.
    [[nodiscard]] virtual std::string_view program() const noexcept = 0;
    [[nodiscard]] virtual std::span<const std::string_view> targets() const noexcept = 0;
    /// How much a file looks like this format: 0 not at all, 100 certainly. `text` may be the start of it.
    [[nodiscard]] virtual unsigned likeness(std::string_view file_name, std::string_view text) const noexcept = 0;

    /// Any bytes as a document.
    [[nodiscard]] virtual text::document parse(text::source source, const text::limits& bounds) const = 0;
    /// The text in canonical layout; comments, words and their order stay.
    [[nodiscard]] virtual std::string layout(const text::document& doc) const = 0;
    /// Reads and checks file `top` with all that it includes. Fails for bad options alone.
    [[nodiscard]] virtual result<std::unique_ptr<reading>> check(text::workspace& files, text::file_id top,
                                                                 const read_options& options) const = 0;
    /// The words behind the keyword that the path names; of a block its text.
    [[nodiscard]] virtual result<std::string> get(const text::source& source, const text::path& where,
                                                  bool secrets) const = 0;
    /// The new text of file `id`: invalid_argument, syntax, not_found, or refused when it would get worse and `force`
    /// is not set.
    [[nodiscard]] virtual result<std::string> edit(text::workspace& files, text::file_id id, const change& wanted,
                                                   const read_options& options, bool force) const = 0;
    /// Applies the fixes that are certain.
    [[nodiscard]] virtual result<text::mended> fix(text::workspace& files, text::file_id top,
                                                   const read_options& options) const;
    /// From what configuration::to_json() made.
    [[nodiscard]] virtual result<std::shared_ptr<const configuration>> from_json(
        const nlohmann::ordered_json& values) const = 0;
    /// A JSON Schema (draft 2020-12) of that.
    [[nodiscard]] virtual nlohmann::ordered_json json_schema() const = 0;
    /// All keywords, parents before their children.
    [[nodiscard]] virtual std::vector<keyword_info> keywords() const = 0;
    /// All diagnostics of this format, sorted by id.
    [[nodiscard]] virtual std::span<const text::code_info> codes() const noexcept = 0;
};

}  // namespace hakit::formats
