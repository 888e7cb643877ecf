#include "crm/references.hpp"

#include <hakit/crm/schema.hpp>

#include "crm/locate.hpp"
#include "crm/shell_word.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace hakit::crm {
namespace {

std::uint32_t offset(std::size_t at) noexcept { return static_cast<std::uint32_t>(at); }

const statement* kind_of(const syntax& tree, std::uint32_t statement) {
    const auto& s = tree.parts[statement];
    return s.word == s.end_word ? nullptr : find_statement(tree.text_of(statement + 1));
}

/// Where `part_of_word`, a view into the decoded word, stands as it was written; the whole word when it has escapes.
text::span written_place(std::string_view text, const word& w, std::size_t begin, std::size_t size) {
    const auto written = w.where.of(text);
    if (written == w.text) return {w.where.begin + offset(begin), w.where.begin + offset(begin + size)};
    const auto at = written.find(w.text.substr(begin, size));
    if (at == written.npos) return w.where;
    return {w.where.begin + offset(at), w.where.begin + offset(at + size)};
}

bool names_resource(part_kind kind) noexcept { return kind == part_kind::member || kind == part_kind::id; }

/// Removes objects and what hangs on them, each statement once.
class remover {
public:
    remover(std::string_view text, const syntax& tree) : text_{text}, tree_{tree} {}

    void statement(std::uint32_t s) {
        if (!gone_.insert(s).second) return;
        const auto* kind = kind_of(tree_, s);
        if (kind == nullptr) return;
        switch (kind->kind) {
            case statement_kind::primitive:
            case statement_kind::rsc_template:
            case statement_kind::group:
            case statement_kind::clone:
            case statement_kind::ms:
            case statement_kind::bundle: resource(id_of(tree_, s)); break;
            default: break;
        }
    }

    std::vector<text::text_edit> edits() {
        std::vector<text::text_edit> all;
        for (const auto s : gone_) all.push_back(without_statement(text_, tree_, s));
        for (auto& [s, edit] : inner_)
            if (!gone_.contains(s)) all.push_back(std::move(edit));
        return all;
    }

private:
    static bool is_member(std::string_view word, std::string_view id) {
        return word.starts_with(id) && (word.size() == id.size() || word[id.size()] == ':');
    }

    void resource(std::string_view id) {
        for (const auto s : tree_.statements) {
            if (gone_.contains(s)) continue;
            const auto* kind = kind_of(tree_, s);
            if (kind == nullptr) continue;
            if (kind->kind == statement_kind::fencing_topology) {
                devices(s, id);
                continue;
            }
            if (kind->kind == statement_kind::primitive) {
                // Of a template.
                const auto from = find_child(tree_, s, part_kind::template_ref);
                if (from != 0 && tree_.text_of(from).substr(1) == id) statement(s);
                continue;
            }
            members(s, kind->kind, id);
        }
    }

    void members(std::uint32_t s, statement_kind kind, std::string_view id) {
        std::vector<std::uint32_t> all;
        std::vector<std::uint32_t> hit;
        std::vector<std::uint32_t> emptied;  // sets
        for (auto part = s + 1; part < tree_.parts[s].end; ++part) {
            if (tree_.parts[part].kind == part_kind::set) {
                bool any = false;
                bool rest = false;
                for (const auto inner : children{tree_, part})
                    if (tree_.parts[inner].kind == part_kind::member)
                        (is_member(tree_.text_of(inner), id) ? any : rest) = true;
                if (any && !rest) emptied.push_back(part);
            }
            if (tree_.parts[part].kind != part_kind::member) continue;
            all.push_back(part);
            if (is_member(tree_.text_of(part), id)) hit.push_back(part);
        }
        if (hit.empty()) return;
        const auto left = all.size() - hit.size();
        const bool pair = kind == statement_kind::colocation || kind == statement_kind::order;
        if (left < (pair ? 2U : 1U)) {
            statement(s);
            return;
        }
        for (const auto part : hit) {
            const auto set =
                std::ranges::find_if(emptied, [&](auto e) { return e < part && part < tree_.parts[e].end; });
            const auto& p = tree_.parts[set == emptied.end() ? part : *set];
            inner_.push_back({s, without_words(text_, tree_, p.word, p.end_word)});
        }
    }

    /// Fencing levels lose the device; a level of nothing goes, and a target without levels.
    void devices(std::uint32_t s, std::string_view id) {
        std::size_t levels = 0;
        std::vector<std::pair<std::uint32_t, std::string>> changed;
        for (auto part = s + 1; part < tree_.parts[s].end; ++part) {
            if (tree_.parts[part].kind != part_kind::devices) continue;
            ++levels;
            std::string rest;
            bool hit = false;
            for (auto list = tree_.text_of(part); !list.empty();) {
                const auto device = list.substr(0, list.find(','));
                list.remove_prefix(std::min(device.size() + 1, list.size()));
                if (device == id) {
                    hit = true;
                } else {
                    if (!rest.empty()) rest += ',';
                    rest += device;
                }
            }
            if (hit) changed.emplace_back(part, std::move(rest));
        }
        const auto emptied = std::ranges::count_if(changed, [](const auto& c) { return c.second.empty(); });
        if (!changed.empty() && static_cast<std::size_t>(emptied) == levels) {
            statement(s);
            return;
        }
        for (auto& [part, rest] : changed) {
            const auto& p = tree_.parts[part];
            if (rest.empty())
                inner_.push_back({s, without_words(text_, tree_, p.word, p.end_word)});
            else
                inner_.push_back({s, {tree_.words[p.word].where, quote_if_needed(rest)}});
        }
    }

    std::string_view text_;
    const syntax& tree_;
    std::set<std::uint32_t> gone_;
    std::vector<std::pair<std::uint32_t, text::text_edit>> inner_;
};

}  // namespace

std::vector<text::span> mentions(std::string_view text, const syntax& tree, std::string_view id, bool of_node) {
    std::vector<text::span> found;
    for (const auto s : tree.statements) {
        const auto* kind = kind_of(tree, s);
        if (kind == nullptr) continue;
        const bool node_statement = kind->kind == statement_kind::node;
        for (auto part = s + 1; part < tree.parts[s].end; ++part) {
            const auto& w = tree.word_of(part);
            const auto add = [&](std::size_t begin) { found.push_back(written_place(text, w, begin, id.size())); };
            const auto starts_here = [&](std::size_t begin) {
                const auto rest = w.text.substr(std::min(begin, w.text.size()));
                return rest.starts_with(id) && (rest.size() == id.size() || rest[id.size()] == ':');
            };
            switch (tree.parts[part].kind) {
                case part_kind::id:
                case part_kind::member:
                    if (node_statement == of_node && names_resource(tree.parts[part].kind) && starts_here(0) &&
                        (!of_node || id_of(tree, s) == id))
                        add(0);
                    break;
                case part_kind::template_ref:
                    if (!of_node && w.text.substr(1) == id) add(1);
                    break;
                case part_kind::id_ref:
                    if (!of_node && w.right() == id) add(w.equals + 1);
                    break;
                case part_kind::role_ref:
                    if (!of_node && w.text == id) add(0);
                    if (!of_node && w.text.starts_with("role:") && w.text.substr(5) == id) add(5);
                    break;
                case part_kind::specification:
                    if (!of_node && w.text.starts_with("ref:") && w.text.substr(4) == id) add(4);
                    break;
                case part_kind::node:
                    if (of_node && w.text == id) add(0);
                    break;
                case part_kind::name:
                    if (of_node && kind->kind == statement_kind::fencing_topology && w.text.size() == id.size() + 1 &&
                        starts_here(0))
                        add(0);
                    break;
                case part_kind::devices: {
                    if (of_node) break;
                    for (std::size_t at = 0; at <= w.text.size();) {
                        const auto end = std::min(w.text.find(',', at), w.text.size());
                        if (w.text.substr(at, end - at) == id) add(at);
                        at = end + 1;
                    }
                    break;
                }
                default: break;
            }
        }
    }
    return found;
}

text::text_edit without_words(std::string_view text, const syntax& tree, std::uint32_t first, std::uint32_t end) {
    const auto begin = tree.words[first].where.begin;
    const auto before = tree.words[first - 1].where.end;
    // What starts a line and is not all of it gives its place to what follows.
    const bool starts_line = text::span{before, begin}.of(text).find('\n') != std::string_view::npos;
    if (starts_line && end < tree.words.size()) {
        const auto next = tree.words[end].where.begin;
        const auto between = text::span{tree.words[end - 1].where.end, next}.of(text);
        if (between.find('\n') == between.npos) return {{begin, next}, ""};
    }
    return {{before, tree.words[end - 1].where.end}, ""};
}

text::text_edit without_statement(std::string_view text, const syntax& tree, std::uint32_t statement) {
    const auto where = tree.where(statement);
    const auto newline = where.begin == 0 ? text.npos : text.rfind('\n', where.begin - 1);
    const auto begin = newline == text.npos ? 0 : newline + 1;
    auto end = text.find('\n', where.end);
    end = end == text.npos ? text.size() : end + 1;
    return {{offset(begin), offset(end)}, ""};
}

std::vector<text::text_edit> removal(std::string_view text, const syntax& tree, std::uint32_t statement) {
    remover all{text, tree};
    all.statement(statement);
    return all.edits();
}

}  // namespace hakit::crm
