#include <hakit/text/document.hpp>

#include "base/huge_pages.hpp"

#include <algorithm>

#include <cassert>
#include <mutex>
#include <optional>

namespace hakit::text {
namespace {

/// Losslessness: every byte of the section belongs to exactly one token.
[[maybe_unused]] bool tiles(std::span<const token> tokens, span section) {
    auto at = section.begin;
    for (const auto& t : tokens) {
        if (t.begin != at || t.length == 0) return false;
        at += t.length;
    }
    return at == section.end;
}

[[maybe_unused]] bool well_formed(std::span<const node> nodes, std::size_t tokens) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& n = nodes[i];
        if (n.first_token > n.end_token || n.end_token > tokens) return false;
        if (i == 0 ? n.parent != no_node : n.parent >= i) return false;
        if (n.next != no_node && (n.next <= i || n.next >= nodes.size())) return false;
    }
    return !nodes.empty();
}

bool is_word(const token& t) noexcept { return t.kind() == token_kind::word || t.kind() == token_kind::quoted; }

std::string_view text_of(const token& t, std::string_view text) noexcept {
    const auto written = t.where().of(text);
    return t.kind() == token_kind::quoted ? unquoted(written) : written;
}

/// The index of the n-th word of a node, no_node when there is none.
std::uint32_t find_word(const node& owner, std::span<const token> tokens, std::uint32_t n) noexcept {
    if (n >= owner.words) return no_node;
    const auto end = owner.has_block() ? owner.open_token : owner.end_token;
    for (auto i = owner.first_token; i < end; ++i)
        if (is_word(tokens[i]) && n-- == 0) return i;
    return no_node;
}

}  // namespace

struct document::shared {
    mutable parts all;
    mutable std::once_flag lines_once;
    mutable std::optional<line_index> lines;
    std::vector<document> sections;  ///< which `all` is to be put together from; empty when it stands
    mutable std::once_flag joined_once;

    explicit shared(parts p) : all{std::move(p)} {
        if (all.nodes.empty()) {
            const auto end = static_cast<std::uint32_t>(all.tokens.size());
            all.nodes.push_back({0, end, no_node, no_node, no_node, 0, 0, 0});
        }
        assert(tiles(all.tokens, section()));
        assert(well_formed(all.nodes, all.tokens.size()));
    }
    explicit shared(std::vector<document> of) : sections{std::move(of)} {
        const auto& first = sections.front().shared_->all;
        all.text = first.text;
        all.diagnostics = first.diagnostics;
        std::size_t tokens = 0;
        std::size_t nodes = 1;
        for (const auto& s : sections) {
            if (&s != &sections.front()) all.diagnostics.append(s.diagnostics());
            all.needs_expansion |= s.needs_expansion();
            tokens += s.tokens().size();
            nodes += s.nodes().size() - 1;
        }
        // Room now, so that put_together() cannot fail; memory that is never written costs nothing.
        all.tokens.reserve(tokens);
        all.nodes.reserve(nodes);
        advise_huge_pages(all.tokens.data(), tokens * sizeof(token));
        advise_huge_pages(all.nodes.data(), nodes * sizeof(node));
    }

    [[nodiscard]] span section() const noexcept {
        return all.section.value_or(span{0, static_cast<std::uint32_t>(all.text.text().size())});
    }
    [[nodiscard]] const parts& tape() const noexcept {
        if (!sections.empty()) std::call_once(joined_once, [this] { put_together(); });
        return all;
    }

private:
    void put_together() const noexcept {
        all.nodes.push_back(sections.front().nodes().front());
        node_id last_of_top = no_node;
        for (const auto& s : sections) {
            const auto tokens = static_cast<std::uint32_t>(all.tokens.size());
            const auto moved = static_cast<node_id>(all.nodes.size()) - 1;  // what ids grow by; the root is shared
            const auto from = s.nodes();
            if (last_of_top != no_node && from.size() > 1) all.nodes[last_of_top].next = moved + 1;
            for (auto n : from.subspan(1)) {
                if (n.parent == 0 && n.next == no_node) last_of_top = static_cast<node_id>(all.nodes.size());
                n.first_token += tokens;
                n.end_token += tokens;
                if (n.open_token != no_node) n.open_token += tokens;
                if (n.parent != 0) n.parent += moved;
                if (n.next != no_node) n.next += moved;
                all.nodes.push_back(n);
            }
            all.tokens.insert(all.tokens.end(), s.tokens().begin(), s.tokens().end());
        }
        all.nodes.front().end_token = static_cast<std::uint32_t>(all.tokens.size());
        assert(tiles(all.tokens, section()));
        assert(well_formed(all.nodes, all.tokens.size()));
    }
};

document::document() : document{parts{}} {}
document::document(parts p) : shared_{std::make_shared<const shared>(std::move(p))} {}
document document::join(std::vector<document> sections) {
    if (sections.empty()) return {};
    return document{std::make_shared<const shared>(std::move(sections))};
}

const source& document::origin() const noexcept { return shared_->all.text; }
std::string_view document::text() const noexcept { return shared_->all.text.text(); }
std::span<const token> document::tokens() const noexcept { return shared_->tape().tokens; }
std::span<const node> document::nodes() const noexcept { return shared_->tape().nodes; }
const diagnostic_list& document::diagnostics() const noexcept { return shared_->all.diagnostics; }
bool document::needs_expansion() const noexcept { return shared_->all.needs_expansion; }

const line_index& document::lines() const {
    std::call_once(shared_->lines_once, [&] { shared_->lines.emplace(text()); });
    return *shared_->lines;
}

node_id document::first_child(node_id id) const noexcept {
    const auto child = id + 1;
    return child < nodes().size() && at(child).parent == id ? child : no_node;
}

span document::where(node_id id) const noexcept {
    const auto& n = at(id);
    const auto all = tokens();
    if (n.first_token == n.end_token) {
        const auto here =
            n.first_token < all.size() ? all[n.first_token].begin : static_cast<std::uint32_t>(text().size());
        return {here, here};
    }
    return {all[n.first_token].begin, all[n.end_token - 1].where().end};
}

span document::header(node_id id) const noexcept {
    const auto& n = at(id);
    auto found = word(id, 0);
    if (n.words < 2) return found;
    const auto all = tokens();
    for (auto i = n.has_block() ? n.open_token : n.end_token; i-- > n.first_token;) {
        if (is_word(all[i])) {
            found.end = all[i].where().end;
            break;
        }
    }
    return found;
}

span document::word(node_id id, std::uint32_t n) const noexcept {
    if (const auto i = find_word(at(id), tokens(), n); i != no_node) return tokens()[i].where();
    const auto start = where(id).begin;
    return {start, start};
}

std::string_view document::word_text(node_id id, std::uint32_t n) const noexcept {
    const auto i = find_word(at(id), tokens(), n);
    return i != no_node ? text_of(tokens()[i], text()) : std::string_view{};
}

std::vector<std::string_view> document::words(node_id id) const {
    const auto& n = at(id);
    const auto all = tokens();
    std::vector<std::string_view> found;
    found.reserve(n.words);
    const auto end = n.has_block() ? n.open_token : n.end_token;
    for (auto i = n.first_token; i < end && found.size() < n.words; ++i)
        if (is_word(all[i])) {
            const auto written = all[i].where().of(text());
            found.push_back(all[i].kind() == token_kind::quoted ? unquoted(written) : written);
        }
    return found;
}

std::string_view unquoted(std::string_view written) noexcept {
    if (written.empty() || (written.front() != '"' && written.front() != '\'')) return written;
    const auto quote = written.front();
    written.remove_prefix(1);
    if (!written.empty() && written.back() == quote) written.remove_suffix(1);
    return written;
}

}  // namespace hakit::text
