/// Several changes of one document, collected as edits. Internal.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/corosync/edit.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/text_edit.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::corosync {

/// Whether a value can stand behind "key: ".
[[nodiscard]] result<void> check_value(std::string_view value);

/// The child of that name, the n-th from 0, or no_node.
[[nodiscard]] text::node_id child(const text::document& doc, text::node_id parent, std::string_view name,
                                  unsigned n = 0);
/// The last child of that name: the one that counts.
[[nodiscard]] text::node_id last_child(const text::document& doc, text::node_id parent, std::string_view name);

class editor {
public:
    explicit editor(const text::document& doc) : doc_{doc} {}

    /// Replaces the value of a key.
    void set_value(text::node_id key, std::string_view value);
    /// Sets a key of a section, at its end when it is not there.
    void set_key(text::node_id section, std::string_view key, std::string_view value);
    /// Inserts lines behind `after`, or at the end of the section.
    void insert(text::node_id parent, std::string_view lines, text::node_id after = text::no_node);
    void remove(text::node_id statement, bool with_comments = false);
    void replace(text::span where, std::string text) { edits_.push_back({where, std::move(text)}); }
    /// Adds one to totem.config_version when there is one.
    void raise_config_version();

    /// The edits, or the first failure.
    [[nodiscard]] result<std::vector<text::text_edit>> edits() const;
    /// Judges the result and gives the new text.
    [[nodiscard]] result<std::string> finish(text::workspace& files, text::file_id id, const edit_options& options);

private:
    void add(result<std::vector<text::text_edit>> made);

    const text::document& doc_;
    std::vector<text::text_edit> edits_;
    error failed_;
};

}  // namespace hakit::corosync
