// Any bytes as sysctl.conf: the document keeps them, its tokens tile them, the layout keeps what both programs read,
// and values go to text and JSON and back.
#include <hakit/sysctl/bind.hpp>
#include <hakit/sysctl/check.hpp>
#include <hakit/sysctl/config_json.hpp>
#include <hakit/sysctl/diff.hpp>
#include <hakit/sysctl/edit.hpp>
#include <hakit/sysctl/effective.hpp>
#include <hakit/sysctl/emit.hpp>
#include <hakit/sysctl/fix.hpp>
#include <hakit/sysctl/format.hpp>
#include <hakit/sysctl/parse.hpp>

#include <cstdlib>
#include <string>

namespace {

using namespace hakit;
using namespace hakit::sysctl;

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    text::workspace files;
    const auto id = files.add({"fuzz", bytes});
    const auto found = check(files, id);
    const auto& doc = found.document;
    require(doc.text() == bytes);
    std::uint32_t end = 0;
    for (const auto& token : doc.tokens()) {
        require(token.begin == end && token.length > 0);
        end += token.length;
    }
    require(end == bytes.size());
    for (const auto& d : found.diagnostics.items()) {
        require(d.code != nullptr && !d.message.empty() && d.where.where.end <= bytes.size());
        if (d.remedy) require(text::apply_edits(bytes, d.remedy->edits).has_value());
    }
    (void)apply_certain_fixes(files, id);

    const auto tidy = format(doc);
    const auto again = parse(text::source{"fuzz", tidy});
    require(format(again) == tidy);
    for (const auto by : {tool::procps, tool::systemd}) {
        const auto c = bind(doc, by);
        require(bind(again, by) == c);
        require(diff(c, c).empty());
        effective_settings all{by};
        all.add(c);
        for (const auto& a : c.assignments) {
            if (const auto v = all.find(a.key); v && !a.key.is_pattern()) require(v->key == a.key);
            require(key::parse(a.key.to_string()) == a.key);
        }
        const auto read = from_json(to_json(c));
        if (read) require(*read == c);
        if (const auto text = emit(c)) require(bind(parse(text::source{"fuzz", *text}), tool::systemd) == c);
    }
    const auto& config = found.configuration;
    if (!config.assignments.empty()) {
        const auto& k = config.assignments.front().key;
        edit_options force;
        force.force = true;
        if (const auto text = set(files, id, k, "1", force); text && !config.assignments.front().exclusion) {
            const auto value = get(text::source{"fuzz", *text}, k);
            require(value && *value == "1");
        }
    }
    return 0;
}
