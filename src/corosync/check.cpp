#include <hakit/corosync/check.hpp>

#include <hakit/corosync/bind.hpp>
#include <hakit/corosync/parse.hpp>

#include "corosync/check/findings.hpp"
#include "corosync/codes/quorum_codes.hpp"
#include "corosync/grammar.hpp"
#include "corosync/mend.hpp"
#include "corosync/moved_places.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace hakit::corosync {
namespace {

/// The meaning of a text, with places in file 0.
config meaning(const text::document& doc, const check_options& options, text::diagnostic_list& found) {
    auto c = bind(doc, options.aim, found);
    check_meaning(c, options.aim, options.facts, found);
    return c;
}

constexpr std::string_view uidgid_directory = "uidgid.d/";

/// Whether the name is that of a file in uidgid.d.
bool in_uidgid_directory(std::string_view name) {
    name.remove_suffix(name.size() - (name.rfind('/') + 1));
    return name == uidgid_directory || name.ends_with("/" + std::string{uidgid_directory});
}

/// Files of uidgid.d hold uidgid sections alone.
checked check_uidgid_file(text::workspace& files, text::file_id id, const check_options& options) {
    auto doc = parse(files.file(id), files.bounds(), options.aim);
    text::diagnostic_list found{files.bounds().diagnostics_per_file};
    found.append(doc.diagnostics());
    auto c = bind(doc, options.aim, found);
    for (auto node = doc.first_child(doc.root()); node != text::no_node; node = doc.next_sibling(node)) {
        if (doc.at(node).words == 0 || (doc.at(node).has_block() && doc.word_text(node, 0) == "uidgid")) continue;
        found.add(quorum_code.foreign_section, {0, doc.header(node)},
                  quote(doc.word_text(node, 0)) + " does not belong in a file of uidgid.d");
    }
    if (options.facts != nullptr) check_users(c.uidgid, *options.facts, 0, found);
    text::diagnostic_list placed{files.bounds().diagnostics_per_file};
    placed.append(found, id);
    placed.sort();
    return {std::move(doc), std::move(c), std::move(placed)};
}

void check_uidgid_directory(text::workspace& files, const std::string& name, const check_options& options,
                            text::diagnostic_list& out) {
    const auto slash = name.rfind('/');
    const auto directory =
        (slash == name.npos ? std::string{} : name.substr(0, slash + 1)) + std::string{uidgid_directory};
    // corosync reads files whose names begin with a dot, too.
    for (const auto* pattern : {"*", ".[!.]*"}) {
        const auto paths = files.glob(directory + pattern);
        if (!paths) continue;
        for (const auto& path : *paths) {
            const auto id = files.open(path);  // fails for directories, which corosync leaves out, too
            if (id) out.append(check_uidgid_file(files, *id, options).diagnostics);
        }
    }
}

}  // namespace

void check_meaning(const config& c, const target& aim, const host_facts* facts, text::diagnostic_list& out) {
    findings f{c, aim, facts, out};
    check_totem(f);
    check_links(f);
    check_nodes(f);
    check_quorum(f);
    check_logging(f);
    if (facts == nullptr) return;
    check_host(f);
    check_users(c.uidgid, *facts, 0, out);
}

checked check(text::workspace& files, text::file_id top, const check_options& options) {
    const auto source = files.file(top);
    if (in_uidgid_directory(source.name())) return check_uidgid_file(files, top, options);
    auto doc = parse(source, files.bounds(), options.aim);
    text::diagnostic_list found{files.bounds().diagnostics_per_file};
    found.append(doc.diagnostics(), top);
    config configuration;
    text::diagnostic_list inner{files.bounds().diagnostics_per_file};
    const auto m = braces_pair(doc) ? mending{} : mend(doc, options.aim);
    if (m.found && !m.edits.empty()) {
        const auto edits = edits_of(doc, m);
        const auto text = text::apply_edits(source.text(), edits);
        bool unpaired = false;
        const auto mended =
            parse_lines({source.name(), text ? *text : std::string{}}, files.bounds(), options.aim, unpaired);
        configuration = meaning(mended, options, inner);
        const moved_places moved{edits};
        moved.apply(configuration);
        inner = moved.apply(inner, files.bounds().diagnostics_per_file);
    } else {
        configuration = meaning(doc, options, inner);
    }
    found.append(inner, top);
    if (options.uidgid_directory) check_uidgid_directory(files, source.name(), options, found);
    found.sort();
    return {std::move(doc), std::move(configuration), std::move(found)};
}

}  // namespace hakit::corosync
