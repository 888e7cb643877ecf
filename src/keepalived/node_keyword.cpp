#include "keepalived/node_keyword.hpp"

#include <vector>

namespace hakit::keepalived {

const keyword* keyword_of(const text::document& doc, text::node_id id) {
    std::vector<text::node_id> chain;
    for (auto at = id; at != doc.root() && at != text::no_node; at = doc.at(at).parent) chain.push_back(at);
    const auto* table = &keywords();
    const keyword* found = nullptr;
    for (auto step = chain.rbegin(); step != chain.rend(); ++step) {
        if (table == nullptr) return nullptr;
        found = table->find(doc.word_text(*step, 0));
        if (found == nullptr) return nullptr;
        table = found->children;
    }
    return found;
}

bool is_secret(const text::document& doc, text::node_id id) {
    for (auto at = id; at != doc.root() && at != text::no_node; at = doc.at(at).parent) {
        const auto* k = keyword_of(doc, at);
        if (k != nullptr && k->secret) return true;
    }
    return false;
}

}  // namespace hakit::keepalived
