/// Paths: names for statements that stay valid when the text around them changes.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/text/document.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::text {

/// One step of a path: statements called `name`, narrowed by `selector`.
struct path_step {
    std::string name;  ///< empty: statements of any name
    std::optional<std::string>
        selector;  ///< the words after the name joined with ':' or ' ', or a number from 1, or '#' and a number
    friend bool operator==(const path_step&, const path_step&) = default;
};

/// A path such as `vrrp_instance[VI_1].priority` or `virtual_server[192.0.2.1:80].real_server[2].weight`.
///
/// Steps are separated by '.'; the empty path names the whole text. `name[x]` is the statement `name` whose further
/// words are `x` (words joined with ':' or one blank), or else, when x is a number, the x-th statement of that name,
/// counting from 1. `[x]` without a name is the statement whose first word is `x`, or the x-th statement of the block:
/// lines of `virtual_ipaddress` are named like that. `[#x]` is always the x-th, whatever the words are. A selector that
/// holds a ']' or starts with '"', and a name that holds one of `.[]"`, stand in double quotes, with `\"` and `\\`
/// inside.
class path {
public:
    path() = default;
    explicit path(std::vector<path_step> steps) : steps_{std::move(steps)} {}

    /// errc::syntax when `text` is not a path; the message says at which character (from 1).
    [[nodiscard]] static result<path> parse(std::string_view text);

    [[nodiscard]] const std::vector<path_step>& steps() const noexcept { return steps_; }
    /// parse() reads it back as the same path.
    [[nodiscard]] std::string to_string() const;

    friend bool operator==(const path&, const path&) = default;

private:
    std::vector<path_step> steps_;
};

/// All statements that `p` names, in the order of the text.
[[nodiscard]] std::vector<node_id> find_all(const document& doc, const path& p);

/// The one statement that `p` names. errc::not_found names the first step that matches nothing and what stands there
/// instead (never the values of statements without a block, since they may be secret); errc::invalid_argument when
/// several match.
[[nodiscard]] result<node_id> find(const document& doc, const path& p);

/// A path that names `id` alone: find(doc, path_of(doc, id)) is `id`. Steps are names where those are unique, else
/// names with the words of a block, else numbers: the values of statements without a block change, and may be secret.
[[nodiscard]] path path_of(const document& doc, node_id id);

}  // namespace hakit::text
