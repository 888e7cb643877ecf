/// What a grammar reports its tokens and nodes to. Internal; everything is inline because it runs once a token.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

#include "base/huge_pages.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hakit::text {

/// Collects the tape of one document. Blocks nest through open_block() and close_block().
class builder {
public:
    /// `section`: the bytes that will be read, when they are not all.
    builder(source text, const limits& bounds, std::optional<span> section = std::nullopt)
        : diagnostics_{bounds.diagnostics_per_file},
          text_{std::move(text)},
          section_{section},
          max_depth_{bounds.depth} {
        begin_ = text_.text().data();
        const auto size = section ? section->size() : text_.text().size();
        tokens_.reserve(size / 3 + 16);  // short lines need that many; what is not used is never touched
        nodes_.reserve(size / 16 + 16);
        advise_huge_pages(tokens_.data(), tokens_.capacity() * sizeof(token));
        advise_huge_pages(nodes_.data(), nodes_.capacity() * sizeof(node));
        nodes_.push_back(make_node(node_kind::root, no_node));
        scopes_.push_back({0, no_node, 0});
    }

    [[nodiscard]] std::uint32_t offset(const char* p) const noexcept { return static_cast<std::uint32_t>(p - begin_); }
    [[nodiscard]] std::size_t depth() const noexcept { return scopes_.size() - 1; }
    [[nodiscard]] bool too_deep() const noexcept { return depth() >= max_depth_; }
    [[nodiscard]] bool in_statement() const noexcept { return current_ != no_node; }

    void add_token(token_kind kind, const char* first, const char* last) {
        // A copy of a whole token is one store; built in its place, each bit field would be one.
        const token made{offset(first), static_cast<std::uint32_t>(last - first) & 0x0fff'ffffu,
                         static_cast<std::uint8_t>(kind) & 0xfu};
        tokens_.push_back(made);
    }

    /// A token that belongs to a statement; starts one when none is under way.
    void add_word(token_kind kind, const char* first, const char* last) {
        if (current_ == no_node) begin_node(node_kind::statement);
        if (kind == token_kind::word || kind == token_kind::quoted) ++nodes_[current_].words;
        add_token(kind, first, last);
        nodes_[current_].end_token = next_token();
    }

    /// The statement under way ends here and has so many words; its tokens were added one by one.
    void end_statement(std::uint32_t words) noexcept {
        auto& n = nodes_[current_];
        n.words = words & 0x07ff'ffffu;
        n.end_token = next_token();
    }

    void begin_node(node_kind kind) {
        auto& here = scopes_.back();
        current_ = static_cast<node_id>(nodes_.size());
        if (here.last_child != no_node) nodes_[here.last_child].next = current_;
        here.last_child = current_;
        nodes_.push_back(make_node(kind, here.owner));
    }

    /// The line of the statement under way is over; a '{' may still follow on a later line.
    void end_line() noexcept { current_ = no_node; }

    /// Whether a '{' that comes now has a statement to belong to.
    [[nodiscard]] bool can_open() const noexcept {
        const auto last = scopes_.back().last_child;
        return last != no_node && !nodes_[last].has_block() && nodes_[last].kind() == node_kind::statement;
    }

    void open_block(const char* brace) {
        const auto owner = scopes_.back().last_child;
        nodes_[owner].open_token = next_token();
        add_token(token_kind::open, brace, brace + 1);
        scopes_.push_back({owner, no_node, 0});
        current_ = no_node;
    }

    void close_block(const char* brace) {
        add_token(token_kind::close, brace, brace + 1);
        nodes_[scopes_.back().owner].closed = 1;
        abandon_block();
    }

    /// A '{' that opens nothing; its '}' will close nothing either.
    void add_stray_open(const char* brace) {
        add_token(token_kind::open, brace, brace + 1);
        ++scopes_.back().stray_opens;
        current_ = no_node;
    }

    [[nodiscard]] bool has_stray_open() const noexcept { return scopes_.back().stray_opens != 0; }

    void add_stray_close(const char* brace) {
        add_token(token_kind::close, brace, brace + 1);
        if (has_stray_open()) --scopes_.back().stray_opens;
        current_ = no_node;
    }

    /// Leaves a block that has no '}'.
    void abandon_block() {
        nodes_[scopes_.back().owner].end_token = next_token();
        scopes_.pop_back();
        current_ = no_node;
    }

    [[nodiscard]] node_id owner() const noexcept { return scopes_.back().owner; }
    [[nodiscard]] const std::vector<token>& tokens() const noexcept { return tokens_; }
    [[nodiscard]] const std::vector<node>& nodes() const noexcept { return nodes_; }
    [[nodiscard]] std::uint32_t next_token() const noexcept { return static_cast<std::uint32_t>(tokens_.size()); }

    diagnostic& report(const code_info& code, const char* first, const char* last, std::string message) {
        return diagnostics_.add(code, {0, {offset(first), offset(last)}}, std::move(message));
    }

    diagnostic& report_at(const code_info& code, span where, std::string message) {
        return diagnostics_.add(code, {0, where}, std::move(message));
    }

    [[nodiscard]] diagnostic_list& diagnostics() noexcept { return diagnostics_; }

    void mark_expansion() noexcept { needs_expansion_ = true; }

    [[nodiscard]] document finish() {
        nodes_[0].end_token = next_token();
        if (section_) {
            // Room for the longest is much for many.
            tokens_.shrink_to_fit();
            nodes_.shrink_to_fit();
        }
        return document{{std::move(text_), section_, std::move(tokens_), std::move(nodes_), std::move(diagnostics_),
                         needs_expansion_}};
    }

private:
    struct scope {
        node_id owner;
        node_id last_child;
        std::uint32_t stray_opens;  ///< '{' here that open no block, and so take a '}' away
    };

    [[nodiscard]] node make_node(node_kind kind, node_id parent) const noexcept {
        return {next_token(), next_token(), no_node, parent, no_node, static_cast<std::uint8_t>(kind) & 0xfu, 0, 0};
    }

    const char* begin_ = nullptr;
    std::vector<token> tokens_;
    std::vector<node> nodes_;
    std::vector<scope> scopes_;
    node_id current_ = no_node;
    diagnostic_list diagnostics_;
    source text_;
    std::optional<span> section_;
    std::size_t max_depth_;
    bool needs_expansion_ = false;
};

}  // namespace hakit::text
