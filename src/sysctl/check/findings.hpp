/// What the checks share. Internal.
#pragma once

#include <hakit/sysctl/check.hpp>
#include <hakit/sysctl/effective.hpp>
#include <hakit/sysctl/schema.hpp>

#include "sysctl/codes/codes.hpp"
#include "sysctl/statement_parts.hpp"

#include <string>
#include <utility>
#include <vector>

namespace hakit::sysctl {

/// One statement of one file.
struct line_check {
    const text::document& doc;
    text::file_id file;
    text::node_id id;
    statement_parts parts;
    const check_options& options;
    text::diagnostic_list& out;

    [[nodiscard]] std::string_view text(text::span where) const noexcept { return where.of(doc.text()); }
    [[nodiscard]] bool procps_may_read() const noexcept { return options.by != tool::systemd; }

    text::diagnostic& report(const text::code_info& what, text::span where, std::string message,
                             std::optional<text::severity> level = std::nullopt) const {
        return out.add(what, {file, where}, std::move(message), level);
    }
};

/// Proposes edits that mend the cause.
void propose(text::diagnostic& d, std::string title, text::applicability sure, std::vector<text::text_edit> edits);

/// Lines without an assignment. Whether the line goes on to check_key().
[[nodiscard]] bool check_line(const line_check& line);
/// The setting that the key names, if the table has it; problems are reported.
const key_info* check_key(const line_check& line);
void check_value(const line_check& line, const key_info* setting);

/// The lines of all files, in their order.
struct placed {
    assignment what;
    text::file_id file = 0;
};

/// What the settings of all files amount to. `together`: they are everything that the host reads.
void check_meaning(const std::vector<placed>& lines, bool together, const check_options& options,
                   text::diagnostic_list& out);

/// The first number of a value as the kernel reads it; none when it would refuse it.
[[nodiscard]] std::optional<std::int64_t> kernel_number(std::string_view value) noexcept;

}  // namespace hakit::sysctl
