/// Walks a document with the schema and fills the structs. Internal.
#pragma once

#include <hakit/corosync/bind.hpp>

#include "corosync/binding.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hakit::corosync {

/// One walk. Not reusable.
class binder {
public:
    binder(const text::document& doc, const target& aim, text::diagnostic_list& out)
        : doc_{doc}, nodes_{doc.nodes()}, tokens_{doc.tokens()}, text_{doc.text()}, aim_{aim}, out_{out} {}

    void run(config& into);

private:
    void read_section(text::node_id parent, const section& s, void* owner, section_base& base);
    void read_child(text::node_id id, const section& s, void* owner, section_base& base);
    void read_known_section(text::node_id id, const section& s, void* owner);
    void read_unknown_section(text::node_id id, const std::string& path, section_base& base);
    void read_key(text::node_id id, const section& s, void* owner, section_base& base);
    void keep_other(text::node_id id, const std::string& path, section_base& base);

    void store(text::node_id id, const key& k, void* owner, section_base& base);
    void store_number(text::node_id id, const key& k, void* owner, section_base& base);
    /// The number that corosync takes; reports what it would not.
    std::optional<std::uint64_t> take_number(text::node_id id, const key& k);
    void check_text(text::node_id id, const key& k);
    void check_choice(text::node_id id, const key& k);
    /// A comment, or quotes, that are a part of the value. False when there is nothing of the kind.
    bool report_decoration(text::node_id id);
    void offer_plain_value(text::diagnostic& d, text::node_id id);

    void report_unknown_key(text::node_id id, const section& s);
    void report_unknown_section(text::node_id id, const section& s);
    /// What the target does not know, or ignores. False when there is nothing.
    bool report_age(text::node_id id, std::string_view what, release since, release until, release no_effect,
                    std::string_view instead);
    void check_required(text::node_id id, const section& s, const void* owner);

    text::diagnostic& report(const text::code_info& code, text::span where, std::string message,
                             std::optional<text::severity> level = std::nullopt);
    [[nodiscard]] const text::node& at(text::node_id id) const noexcept { return nodes_[id]; }
    /// As document::word(), of which there is one for every key.
    [[nodiscard]] text::span nth_word(text::node_id id, unsigned n) const noexcept;
    [[nodiscard]] std::string_view name(text::node_id id) const noexcept { return nth_word(id, 0).of(text_); }
    [[nodiscard]] std::string_view value(text::node_id id) const;
    /// Where the value stands; the key when there is none.
    [[nodiscard]] text::span value_place(text::node_id id) const;

    const text::document& doc_;
    std::span<const text::node> nodes_;  ///< of the document, as the next two
    std::span<const text::token> tokens_;
    std::string_view text_;
    const target& aim_;
    text::diagnostic_list& out_;
    bool quiet_ = false;       ///< the section read is reported as one without effect
    std::size_t members_ = 0;  ///< nodes of the nodelist read
};

}  // namespace hakit::corosync
