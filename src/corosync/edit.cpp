#include <hakit/corosync/edit.hpp>

#include <hakit/corosync/parse.hpp>
#include <hakit/corosync/schema.hpp>
#include <hakit/corosync/secrets.hpp>

#include "corosync/editor.hpp"

#include <hakit/text/block_edit.hpp>

namespace hakit::corosync {
namespace {

constexpr std::string_view hidden = "********";

/// The section that the steps before the last one name, with those that are missing; the lines to insert otherwise.
struct home {
    text::node_id section = 0;
    std::vector<std::string> missing;  ///< sections to add, the outermost first
};

result<home> home_of(const text::document& doc, std::vector<text::path_step> steps) {
    home found;
    const auto* known = &root_section();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        known = known == nullptr ? nullptr : known->find_section(steps[i].name);
        if (!found.missing.empty()) {
            if (known == nullptr || known->repeatable || steps[i].selector)
                return text::find(doc, text::path{{steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(i) + 1}})
                    .error();
            found.missing.push_back(steps[i].name);
            continue;
        }
        const auto here =
            text::find(doc, text::path{{steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(i) + 1}});
        if (here) {
            found.section = *here;
            continue;
        }
        // Sections that are repeated are one: the last one will do.
        if (here.error().code() == errc::invalid_argument && known != nullptr && !known->repeatable &&
            !steps[i].selector) {
            found.section = last_child(doc, found.section, steps[i].name);
            continue;
        }
        if (here.error().code() != errc::not_found || known == nullptr || known->repeatable || steps[i].selector)
            return here.error();
        found.missing.push_back(steps[i].name);
    }
    return found;
}

result<text::node_id> node_at(const text::document& doc, const text::path& p) {
    if (p.steps().empty()) return doc.root();
    return text::find(doc, p);
}

}  // namespace

text::checker judge(const check_options& options) {
    return [options](text::workspace& files, text::file_id id) {
        auto found = check(files, id, options);
        auto hide = found.diagnostics.empty() ? std::vector<text::location>{} : secrets(found.document, id);
        return text::findings{std::move(found.diagnostics), std::move(hide)};
    };
}

result<text::mended> apply_certain_fixes(text::workspace& files, text::file_id top, const check_options& options) {
    return text::apply_certain_fixes(files, top, judge(options));
}

result<std::string> get(const text::source& source, const text::path& p, const get_options& options) {
    const auto doc = parse(source);
    const auto id = node_at(doc, p);
    if (!id) return id.error();
    const auto where = *id == doc.root()         ? text::span{0, static_cast<std::uint32_t>(doc.text().size())}
                       : doc.at(*id).has_block() ? doc.where(*id)
                       : doc.at(*id).words > 1   ? doc.word(*id, 1)
                                                 : text::span{};
    std::vector<text::text_edit> hide;
    if (!options.secrets)
        for (const auto& secret : secrets(doc))
            if (where.contains(secret.where))
                hide.push_back(
                    {{secret.where.begin - where.begin, secret.where.end - where.begin}, std::string{hidden}});
    return text::apply_edits(where.of(doc.text()), std::move(hide));
}

result<std::string> set(text::workspace& files, text::file_id id, const text::path& p, std::string_view value,
                        const edit_options& options) {
    if (p.steps().empty()) return error{errc::invalid_argument, "the path is empty"};
    const auto doc = parse(files.file(id), files.bounds(), options.check.aim);
    editor changes{doc};
    const auto node = text::find(doc, p);
    if (node) {
        if (doc.at(*node).has_block()) return error{errc::invalid_argument, p.to_string() + " is a section"};
        changes.set_value(*node, value);
        return changes.finish(files, id, options);
    }
    const auto& last = p.steps().back();
    if (last.name.empty() || last.selector) return node.error();
    const auto where = home_of(doc, {p.steps().begin(), p.steps().end() - 1});
    if (!where) return where.error();
    if (where->missing.empty()) {
        // A key that is given twice: the last one counts.
        changes.set_key(where->section, last.name, value);
        return changes.finish(files, id, options);
    }
    if (const auto fits = check_value(value); !fits) return fits.error();
    std::string lines;
    std::string indent;
    for (const auto& name : where->missing) {
        lines += indent + name + " {\n";
        indent += "    ";
    }
    lines += indent + last.name + ": " + std::string{value};
    for (std::size_t i = 0; i < where->missing.size(); ++i) {
        indent.resize(indent.size() - 4);
        lines += '\n' + indent + '}';
    }
    changes.insert(where->section, lines);
    return changes.finish(files, id, options);
}

result<std::string> insert(text::workspace& files, text::file_id id, const text::path& parent,
                           std::string_view statement, const edit_options& options) {
    const auto doc = parse(files.file(id), files.bounds(), options.check.aim);
    const auto node = node_at(doc, parent);
    if (!node) return node.error();
    if (*node != doc.root() && !doc.at(*node).has_block())
        return error{errc::invalid_argument, parent.to_string() + " is a key, not a section"};
    editor changes{doc};
    changes.insert(*node, statement);
    return changes.finish(files, id, options);
}

result<std::string> remove(text::workspace& files, text::file_id id, const text::path& p, const edit_options& options) {
    const auto doc = parse(files.file(id), files.bounds(), options.check.aim);
    const auto node = text::find(doc, p);
    if (!node) return node.error();
    editor changes{doc};
    changes.remove(*node);
    return changes.finish(files, id, options);
}

result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& p,
                                const edit_options& options) {
    const auto doc = parse(files.file(id), files.bounds(), options.check.aim);
    const auto node = text::find(doc, p);
    if (!node) return node.error();
    editor changes{doc};
    const auto edits = text::comment_out(doc, *node);
    if (!edits) return edits.error();
    for (const auto& e : *edits) changes.replace(e.where, e.replacement);
    return changes.finish(files, id, options);
}

}  // namespace hakit::corosync
