// Any bytes as CIB XML: the document keeps them, what is read is written and read again as the same, all layers end,
// and fixes can be applied.
#include <hakit/cib/check.hpp>
#include <hakit/cib/config_json.hpp>
#include <hakit/cib/diff.hpp>
#include <hakit/cib/format.hpp>
#include <hakit/cib/ids.hpp>
#include <hakit/cib/migrate.hpp>
#include <hakit/cib/parse.hpp>
#include <hakit/cib/read.hpp>
#include <hakit/cib/references.hpp>
#include <hakit/cib/write.hpp>

#include <cstdlib>
#include <string>

namespace {

using namespace hakit;
using namespace hakit::cib;

void require(bool holds) {
    if (!holds) std::abort();
}

void check_spans(const element& e, const std::string& bytes) {
    require(e.where.begin <= e.where.end && e.where.end <= bytes.size());
    for (const attribute& a : e.attributes) require(a.where.begin <= a.where.end && a.where.end <= bytes.size());
    for (const element& child : e.children) check_spans(child, bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    const auto doc = parse(text::source{"fuzz", bytes});
    require(doc.text() == bytes);
    std::uint32_t end = 0;
    for (const auto& token : doc.tokens()) {
        require(token.begin == end && token.length > 0);
        end += token.length;
    }
    require(end == bytes.size());
    const std::string laid_out = format(doc);
    require(format(parse(text::source{"fuzz", laid_out})) == laid_out);

    text::workspace files;
    const auto found = check(files, files.add(text::source{"fuzz", bytes}));
    for (const auto& d : found.diagnostics.items()) {
        require(d.code != nullptr && !d.message.empty() && d.where.where.end <= bytes.size());
        if (d.remedy) require(text::apply_edits(bytes, d.remedy->edits).has_value());
    }
    if (!found.complete) return 0;
    const config& c = found.configuration;
    check_spans(c.root, bytes);
    const auto xml = write(c);
    require(xml.has_value());
    text::diagnostic_list none;
    const auto again = read(*xml, {}, none);
    require(again.complete && again.values == c);
    require(diff(c, again.values).empty());
    const auto json = from_json(to_json(c, {.secrets = true}));
    require(json.has_value() && *json == c);

    // Ids that may be left out come back.
    config bare = c;
    const auto implied = implied_ids(bare);
    const auto strip = [&](auto&& self, element& e) -> void {
        if (implied.contains(&e)) e.erase(key::id);
        for (element& child : e.children) self(self, child);
    };
    strip(strip, bare.root);
    assign_ids(bare);
    config full = c;
    assign_ids(full);
    require(bare == full);

    for (const schema_version to : {schema_version{1, 2}, schema_version{3, 9}, schema_version{4, 0}})
        (void)migrate(c, to);
    if (const element* resources = find_section(c, tag::resources); resources && !resources->children.empty()) {
        const std::string id{resources->children.front().id()};
        config changed = c;
        (void)rename(changed, id, "renamed-by-fuzz");
        (void)remove(changed, "renamed-by-fuzz");
        if (c.root.is(tag::cib)) (void)make_patch(c, changed);
    }
    return 0;
}
