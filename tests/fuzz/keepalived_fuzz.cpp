// Any bytes as keepalived.conf: the document keeps them, its tokens tile them, its tree is sound, and expanding and
// binding them ends within the limits. Every included file is the same text again, so includes loop.
#include <hakit/keepalived/bind.hpp>
#include <hakit/keepalived/check.hpp>
#include <hakit/keepalived/parse.hpp>

#include <cstdlib>
#include <memory>
#include <string>

namespace {

using namespace hakit;

void require(bool holds) {
    if (!holds) std::abort();
}

class mirror : public text::loader {
public:
    explicit mirror(std::string text) : text_{std::move(text)} {}
    result<std::string> read(const std::string&) override { return text_; }
    result<std::vector<std::string>> glob(const std::string&) override { return std::vector<std::string>{"a", "b"}; }

private:
    std::string text_;
};

void check_document(const text::document& doc, std::string_view bytes) {
    require(doc.text() == bytes);
    std::uint32_t end = 0;
    for (const auto& token : doc.tokens()) {
        require(token.begin == end && token.length > 0);
        end += token.length;
    }
    require(end == bytes.size());
    for (text::node_id id = 1; id < doc.nodes().size(); ++id) {
        const auto& node = doc.at(id);
        require(node.parent < id && node.first_token < node.end_token && node.end_token <= doc.tokens().size());
        require(node.end_token <= doc.at(node.parent).end_token);
        require(node.next == text::no_node || node.next > id);
    }
    for (const auto& d : doc.diagnostics().items()) require(d.where.where.end <= bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    text::limits bounds;
    bounds.expansion_bytes = 1 << 16;
    bounds.files = 16;
    check_document(keepalived::parse(text::source{"fuzz.conf", bytes}, bounds), bytes);

    text::workspace files{std::make_shared<mirror>(bytes), bounds};
    const auto top = files.add(text::source{"fuzz.conf", bytes});
    const auto view = keepalived::expand(files, top);
    check_document(view.document(), view.document().text());
    text::diagnostic_list found;
    (void)keepalived::bind(view, {}, found);
    for (const auto& d : found.items()) require(d.code != nullptr && !d.message.empty());

    // In sections all is as in one piece. A workspace of its own for each: included files count anew each time.
    keepalived::check_options whole;
    auto in_sections = whole;
    in_sections.work = {.jobs = 3, .section_bytes = 64};
    text::workspace others{std::make_shared<mirror>(bytes), bounds};
    text::workspace more{std::make_shared<mirror>(bytes), bounds};
    const auto a = keepalived::check(others, others.add(text::source{"fuzz.conf", bytes}), whole);
    const auto b = keepalived::check(more, more.add(text::source{"fuzz.conf", bytes}), in_sections);
    check_document(b.view.document(), b.view.document().text());
    require(a.configuration == b.configuration && a.diagnostics.size() == b.diagnostics.size());
    require(a.view.document().nodes().size() == b.view.document().nodes().size());
    return 0;
}
