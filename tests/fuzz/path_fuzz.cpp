// Any bytes as a path: parsing never crashes, what is read can be written and read again, and finding it ends.
#include <hakit/text/path.hpp>

#include <support/tiny_grammar.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace hakit::text;
    // The first line is the path, the rest a document to look in.
    const std::string_view input{reinterpret_cast<const char*>(data), size};
    const auto line = input.find('\n');
    const auto doc =
        hakit::test::parse_tiny(std::string{line == input.npos ? "a b {\n c 1\n}\n" : input.substr(line + 1)});
    if (const auto p = path::parse(input.substr(0, line))) {
        const auto again = path::parse(p->to_string());
        if (!again || !(*again == *p)) std::abort();
        const auto all = find_all(doc, *p);
        const auto one = find(doc, *p);
        if (one.has_value() != (all.size() == 1)) std::abort();
    }
    for (node_id id = 0; id < doc.nodes().size() && id < 64; ++id) {
        const auto found = find(doc, path_of(doc, id));
        if (!found || *found != id) std::abort();
    }
    return 0;
}
