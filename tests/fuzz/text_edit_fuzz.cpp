// Edits from any bytes: they are refused or invertible. Edits of statements in any text: they apply and can be undone.
#include <hakit/text/block_edit.hpp>
#include <hakit/text/unified_diff.hpp>

#include <support/tiny_grammar.hpp>

#include <cstdlib>

namespace {

using namespace hakit::text;

void check(std::string_view text, const std::vector<text_edit>& edits) {
    const auto changed = apply_edits(text, edits);
    const auto inverse = invert_edits(text, edits);
    if (changed.has_value() != inverse.has_value()) std::abort();
    if (!changed) return;
    const auto restored = apply_edits(*changed, *inverse);
    if (!restored || *restored != text) std::abort();
    if (unified_diff(text, *changed).empty() != (text == *changed)) std::abort();
}

void check_made(const document& doc, const hakit::result<std::vector<text_edit>>& edits) {
    if (!edits) return;
    if (!apply_edits(doc.text(), *edits)) std::abort();
    check(doc.text(), *edits);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // Four bytes of choices and five small edits of three bytes each, then the text.
    constexpr std::size_t header = 4 + 5 * 3;
    if (size < header) return 0;
    const std::string_view text{reinterpret_cast<const char*>(data + header), size - header};
    std::vector<text_edit> edits;
    for (std::size_t i = 4; i < header; i += 3)
        edits.push_back({{data[i], data[i] + data[i + 1] % 16u}, std::string(data[i + 2] % 4u, 'r')});
    check(text, edits);

    const auto doc = hakit::test::parse_tiny(std::string{text});
    const auto id = static_cast<node_id>(data[0] % doc.nodes().size());
    check_made(doc, set_words(doc, id, text.substr(0, data[1])));
    check_made(doc, remove_statement(doc, id, data[2] % 2 == 1));
    check_made(doc, comment_out(doc, id));
    check_made(doc, uncomment(doc, {data[1], data[1] + std::uint32_t{data[2]}}));
    check_made(doc, insert_statement(doc, id, no_node, "new 1"));
    check_made(doc, insert_statement(doc, id, static_cast<node_id>(data[3] % doc.nodes().size()), "x {\n y\n}\n"));
    return 0;
}
