#include <hakit/keepalived/secrets.hpp>

#include <hakit/keepalived/schema.hpp>

#include <algorithm>
#include <set>
#include <string_view>

namespace hakit::keepalived {
namespace {

void collect_names(const keyword_table& table, std::set<std::string_view>& names) {
    for (const auto& k : table) {
        if (k.secret) names.insert(k.name);
        if (k.children != nullptr) collect_names(*k.children, names);
    }
}

/// Names of all secret keywords, for statements in blocks where they do not belong.
const std::set<std::string_view>& secret_names() {
    static const auto names = [] {
        std::set<std::string_view> result;
        collect_names(keywords(), result);
        return result;
    }();
    return names;
}

class secret_walk {
public:
    explicit secret_walk(const expansion& view) : view_{view}, doc_{view.document()} {}

    std::vector<text::location> run() {
        walk(doc_.root(), &keywords());
        return std::move(found_);
    }

private:
    /// `known` is null inside of blocks that keepalived does not know. Documents are at most limits::depth deep.
    void walk(text::node_id parent, const keyword_table* known) {
        for (auto id = doc_.first_child(parent); id != text::no_node; id = doc_.next_sibling(id)) {
            const auto name = doc_.word_text(id, 0);
            const auto* k = known == nullptr ? nullptr : known->find(name);
            if (k == nullptr ? secret_names().contains(name) : k->secret) add_words(id, name == "key" ? 2 : 1);
            walk(id, k == nullptr ? nullptr : k->children);
        }
    }

    /// The words of a statement from the n-th on; before the second one of a `key` stands its number.
    void add_words(text::node_id id, std::uint32_t n) {
        for (; n < doc_.at(id).words; ++n) {
            const auto written = doc_.word(id, n);
            const auto inner = doc_.word_text(id, n);
            const auto begin = written.begin + (inner.size() < written.size() ? 1 : 0);
            add({begin, begin + static_cast<std::uint32_t>(inner.size())});
        }
    }

    void add(text::span where) {
        if (where.empty()) return;
        found_.push_back(view_.origin(where));
        const auto definition = view_.definition(where);
        if (!definition) return;
        // The definition may hold the word itself; when it is put together, all of the definition's line is hidden.
        const auto name = definition->where;
        const auto text = view_.written(definition->file);
        const auto word = where.of(doc_.text());
        const auto found = text.substr(0, name.end + definition_limit).find(word, name.end);
        const auto line_end = std::min(text.find_first_of("\r\n", name.end), text.size());
        found_.push_back({definition->file, found != text.npos ? text::span{offset(found), offset(found + word.size())}
                                                               : text::span{name.end, offset(line_end)}});
    }
    static std::uint32_t offset(std::size_t value) noexcept { return static_cast<std::uint32_t>(value); }

    /// How far behind the name of a definition a word is looked for.
    static constexpr std::size_t definition_limit = 1u << 16;

    const expansion& view_;
    const text::document& doc_;
    std::vector<text::location> found_;
};

}  // namespace

std::vector<text::location> secrets(const expansion& view) { return secret_walk{view}.run(); }

}  // namespace hakit::keepalived
