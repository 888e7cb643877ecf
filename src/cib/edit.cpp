#include <hakit/cib/edit.hpp>

#include <hakit/cib/ids.hpp>
#include <hakit/cib/read.hpp>
#include <hakit/cib/secrets.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/text/mend.hpp>

#include "cib/locate.hpp"
#include "cib/schema/tables.hpp"
#include "cib/xml_text.hpp"

#include <algorithm>

namespace hakit::cib {
namespace {

using edits = result<std::vector<text::text_edit>>;
constexpr std::string_view hidden = "********";

result<config> read_for_edit(std::string_view xml) {
    text::diagnostic_list found;
    auto in = read(xml, {}, found);
    if (!in.complete) {
        std::string why = "the file is no XML that can be edited";
        if (!found.empty()) why += ": " + found.items().front().message;
        return error{errc::refused, std::move(why)};
    }
    return std::move(in.values);
}

std::string escaped(std::string_view value, char quote) {
    std::string out;
    for (char c : value) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '\n': out += "&#10;"; break;
            case '\t': out += "&#9;"; break;
            case '\r': out += "&#13;"; break;
            default:
                if (c == quote)
                    out += quote == '"' ? "&quot;" : "&apos;";
                else
                    out += c;
        }
    }
    return out;
}

/// The text of one file with its model.
class editor {
public:
    editor(std::string_view xml, const config& c) : xml_{xml}, c_{c} {}

    edits set(const text::path& p, std::string_view value) const {
        if (find_forbidden(value) != value.npos)
            return error{errc::invalid_argument, "the value holds bytes that XML does not allow"};
        auto found = locate(c_, p);
        if (!found)
            return found.error().code() == errc::not_found ? add(p, value, found.error()) : edits{found.error()};
        if (!found->part && found->self->is(tag::nvpair)) {
            found->part = found->self->find(key::value);
            if (!found->part) return put_attribute(*found->self, "value", value);
        }
        if (!found->part) return error{errc::invalid_argument, p.to_string() + " is an element, which has no value"};
        const text::span where = found->part->where;
        return std::vector<text::text_edit>{{where, escaped(value, xml_[where.begin - 1])}};
    }

    edits insert(const text::path& p, std::string_view fragment) const {
        const auto parent = locate(c_, p);
        if (!parent) return parent.error();
        if (parent->part) return error{errc::invalid_argument, p.to_string() + " is an attribute"};
        auto in = read_for_edit(fragment);
        if (!in) return error{errc::invalid_argument, "what to insert: " + in.error().message()};
        return put_child(*parent->self, std::move(in->root));
    }

    edits remove(const text::path& p) const {
        const auto found = locate(c_, p);
        if (!found) return found.error();
        if (!found->part) {
            if (found->self == &c_.root) return error{errc::invalid_argument, "the root cannot be removed"};
            return std::vector<text::text_edit>{{whole_lines(found->self->where), ""}};
        }
        // From the blank in front of the name to the closing quote.
        text::span where = found->part->where;
        where.end += 1;
        where.begin = static_cast<std::uint32_t>(xml_.find_last_of('=', where.begin));
        where.begin = static_cast<std::uint32_t>(xml_.find_last_not_of(" \t\r\n", where.begin - 1)) + 1;
        where.begin = static_cast<std::uint32_t>(xml_.find_last_of(" \t\r\n", where.begin - 1));
        where.begin = static_cast<std::uint32_t>(xml_.find_last_not_of(" \t\r\n", where.begin)) + 1;
        return std::vector<text::text_edit>{{where, ""}};
    }

    edits comment_out(const text::path& p) const {
        const auto found = locate(c_, p);
        if (!found) return found.error();
        const text::span where = found->self->where;
        if (found->part || found->self == &c_.root)
            return error{errc::invalid_argument, p.to_string() + " is no element that a comment could hold"};
        if (where.of(xml_).find("--") != std::string_view::npos)
            return error{errc::refused, "it holds \"--\", which a comment cannot"};
        return std::vector<text::text_edit>{{{where.begin, where.begin}, "<!-- "}, {{where.end, where.end}, " -->"}};
    }

private:
    /// What is not there yet: an attribute, an nvpair, or a set with one.
    edits add(const text::path& p, std::string_view value, const error& not_found) const {
        const auto& steps = p.steps();
        const std::string& name = steps.back().name;
        if (steps.back().selector) return not_found;
        const auto owner = exactly(steps, 1);
        if (owner) {
            if (is_nvset(owner->type.known()) && !owner->has(key::id_ref)) return put_child(*owner, pair(name, value));
            if (find_row(owner->type.known(), find_key(name)) && find_key(name) != key::other)
                return put_attribute(*owner, name, value);
            return not_found;
        }
        if (steps.size() < 2) return not_found;
        const text::path_step& set_step = steps[steps.size() - 2];
        if (steps.size() == 2 &&
            (set_step.name == "property" || set_step.name == "rsc_defaults" || set_step.name == "op_defaults")) {
            const tag in = set_step.name == "property" ? tag::crm_config : find_tag(set_step.name);
            element made{in == tag::crm_config ? tag::cluster_property_set : tag::meta_attributes};
            if (set_step.selector) made.set(key::id, *set_step.selector);
            made.add(pair(name, value));
            if (const element* there = find_section(c_, in)) return put_child(*there, std::move(made));
            const element* all = configuration(c_);
            if (!all) return not_found;
            element whole{in};
            whole.add(std::move(made));
            return put_child(*all, std::move(whole));
        }
        const tag type = set_named(set_step.name);
        const element* above = exactly(steps, 2);
        if (type == tag::other || !above || !find_row(above->type.known(), type)) return not_found;
        element made{type};
        if (set_step.selector) made.set(key::id, *set_step.selector);
        made.add(pair(name, value));
        return put_child(*above, std::move(made));
    }

    /// The one element that all but the last `fewer` steps name; null when there is none, or several.
    [[nodiscard]] const element* exactly(const std::vector<text::path_step>& steps, std::size_t fewer) const {
        if (steps.size() <= fewer) return nullptr;
        const auto at = elements_at(c_, {steps.begin(), steps.end() - static_cast<std::ptrdiff_t>(fewer)});
        return at.size() == 1 ? at.front() : nullptr;
    }

    static element pair(const std::string& name, std::string_view value) {
        element made{tag::nvpair};
        made.set(key::name, name).set(key::value, std::string{value});
        return made;
    }

    edits put_attribute(const element& e, std::string_view name, std::string_view value) const {
        std::uint32_t at = e.where.begin + 1 + static_cast<std::uint32_t>(e.type.text().size());
        for (const attribute& a : e.attributes) at = std::max(at, a.where.end + 1);
        return std::vector<text::text_edit>{{{at, at}, " " + std::string{name} + "=\"" + escaped(value, '"') + "\""}};
    }

    /// Ids are made in a copy of the whole, since they depend on what is there.
    element with_ids(const element& parent, element child) const {
        config copy = c_;
        element* there = twin(copy.root, c_.root, parent);
        if (!there) return child;
        there->add(std::move(child));
        const std::size_t last = there->children.size() - 1;
        assign_ids(copy);
        return twin(copy.root, c_.root, parent)->children[last];
    }
    /// The element in `copy` that is `wanted` in `original`.
    static element* twin(element& copy, const element& original, const element& wanted) {
        if (&original == &wanted) return &copy;
        for (std::size_t i = 0; i < original.children.size(); ++i)
            if (original.children[i].where.contains(wanted.where))
                if (element* found = twin(copy.children[i], original.children[i], wanted)) return found;
        return nullptr;
    }

    edits put_child(const element& parent, element child) const {
        const std::string margin = margin_of(parent.where.begin);
        std::string inner = margin + "  ";
        for (const element& sibling : parent.children)
            if (const std::string m = margin_of(sibling.where.begin); !m.empty()) inner = m;
        const auto xml = cib::write(with_ids(parent, std::move(child)));
        if (!xml) return xml.error();
        std::string lines;
        for (std::size_t at = 0; at < xml->size();) {
            const std::size_t end = xml->find('\n', at) + 1;
            lines += inner + xml->substr(at, end - at);
            at = end;
        }
        const std::string name{parent.type.text()};
        const std::string_view whole = parent.where.of(xml_);
        if (whole.ends_with("/>") && parent.children.empty()) {
            std::uint32_t at = parent.where.end - 2;
            while (xml_[at - 1] == ' ') --at;
            return std::vector<text::text_edit>{{{at, parent.where.end}, ">\n" + lines + margin + "</" + name + ">"}};
        }
        std::uint32_t at = parent.where.begin + static_cast<std::uint32_t>(whole.rfind("</"));
        // In front of the closing tag, which keeps its own line.
        std::uint32_t line = at;
        while (line > 0 && (xml_[line - 1] == ' ' || xml_[line - 1] == '\t')) --line;
        if (line > 0 && xml_[line - 1] == '\n') return std::vector<text::text_edit>{{{line, line}, lines}};
        return std::vector<text::text_edit>{{{at, at}, "\n" + lines + margin}};
    }

    /// The blanks in front of what is first in its line; empty when something else is.
    [[nodiscard]] std::string margin_of(std::uint32_t at) const {
        std::uint32_t line = at;
        while (line > 0 && (xml_[line - 1] == ' ' || xml_[line - 1] == '\t')) --line;
        if (line > 0 && xml_[line - 1] != '\n') return {};
        return std::string{xml_.substr(line, at - line)};
    }

    /// With the line, when nothing else stands in it.
    [[nodiscard]] text::span whole_lines(text::span where) const {
        std::uint32_t begin = where.begin;
        while (begin > 0 && (xml_[begin - 1] == ' ' || xml_[begin - 1] == '\t')) --begin;
        std::uint32_t end = where.end;
        while (end < xml_.size() && (xml_[end] == ' ' || xml_[end] == '\t' || xml_[end] == '\r')) ++end;
        if ((begin == 0 || xml_[begin - 1] == '\n') && end < xml_.size() && xml_[end] == '\n') return {begin, end + 1};
        return where;
    }

    std::string_view xml_;
    const config& c_;
};

template <class Edit>
result<std::string> change(text::workspace& files, text::file_id id, const edit_options& options, Edit edit) {
    const text::source source = files.file(id);
    const auto c = read_for_edit(source.text());
    if (!c) return c.error();
    const edits wanted = edit(editor{source.text(), *c});
    return text::finish_edit(files, id, wanted, options.force, [&](text::workspace& space, text::file_id file) {
        auto found = check(space, file, options.check);
        text::findings made{std::move(found.diagnostics), {}};
        for (text::span where : secrets(found.configuration)) made.secrets.push_back({file, where});
        return made;
    });
}

}  // namespace

result<std::string> get(const text::source& source, const text::path& p, const get_options& options) {
    if (p.steps().empty() && options.secrets) return std::string{source.text()};
    const auto c = read_for_edit(source.text());
    if (!c) return c.error();
    auto found = locate(*c, p);
    if (!found) return found.error();
    if (!found->part && found->self->is(tag::nvpair)) found->part = found->self->find(key::value);
    if (found->part) {
        const bool secret =
            found->self->is(tag::nvpair) && found->part->name == key::value && is_secret(found->self->get(key::name));
        return secret && !options.secrets ? std::string{hidden} : found->part->value;
    }
    const text::span where =
        p.steps().empty() ? text::span{0, static_cast<std::uint32_t>(source.text().size())} : found->self->where;
    std::string text{where.of(source.text())};
    if (options.secrets) return text;
    auto places = secrets(*c);
    std::reverse(places.begin(), places.end());  // from the end, so that those in front keep their places
    for (text::span secret : places)
        if (where.contains(secret)) text.replace(secret.begin - where.begin, secret.size(), hidden);
    return text;
}

result<std::string> set(text::workspace& files, text::file_id id, const text::path& p, std::string_view value,
                        const edit_options& options) {
    return change(files, id, options, [&](const editor& e) { return e.set(p, value); });
}

result<std::string> insert(text::workspace& files, text::file_id id, const text::path& parent, std::string_view xml,
                           const edit_options& options) {
    return change(files, id, options, [&](const editor& e) { return e.insert(parent, xml); });
}

result<std::string> remove(text::workspace& files, text::file_id id, const text::path& p, const edit_options& options) {
    return change(files, id, options, [&](const editor& e) { return e.remove(p); });
}

result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& p,
                                const edit_options& options) {
    return change(files, id, options, [&](const editor& e) { return e.comment_out(p); });
}

}  // namespace hakit::cib
