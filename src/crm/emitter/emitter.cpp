#include "crm/emitter/emitter.hpp"

#include <hakit/cib/write.hpp>

#include "crm/comment.hpp"
#include "crm/shell_word.hpp"

#include <algorithm>

namespace hakit::crm {

void emitter::go_back(const position& to) {
    done.text.resize(to.text);
    done.objects = to.objects;
    done.xml_objects = to.xml_objects;
    done.extended = to.extended;
    done.left_out.resize(to.left_out);
}

void emitter::begin(std::string_view keyword) {
    line_ = keyword;
    takes_ = nullptr;
    failed_ = false;
    extended_ = false;
}

void emitter::word(std::string_view written) {
    if (!line_.ends_with('\t')) line_ += ' ';
    line_ += written;
}

void emitter::word_text(std::string_view text) {
    if (text.find_first_of("\n\0") != text.npos || text.find('\0') != text.npos) fail();
    word(quote_if_needed(text));
}

void emitter::part(std::string_view keyword) {
    if (!keyword.empty()) takes_ = nullptr;
    line_ += " \\\n\t";
    line_ += keyword;
}

void emitter::setting(std::string_view name, std::string_view value) {
    if (value.find_first_of("\n\r") != value.npos || name.empty()) fail();
    const bool bare = std::ranges::all_of(
        name, [](char c) { return c != '=' && c != '"' && c != '\'' && c != '\\' && !is_blank(c) && c != '\n'; });
    if (!bare) {
        fail();
        return;
    }
    word(std::string{name} + '=' + (value.empty() ? "" : quote(value)));
}

void emitter::dollar(std::string_view name, std::string_view value) {
    extension();
    setting('$' + std::string{name}, value);
}

void emitter::own_id(const element& e, bool always) {
    if (!implied(e) || (always && e.has(key::id))) setting("$id", e.id());
}

void emitter::description(const element& e) {
    const auto* d = e.find(key::description);
    if (d == nullptr) return;
    if (d->value.empty()) fail();
    setting("description", d->value);
}

void emitter::only(const element& e, std::initializer_list<key> known) {
    for (const auto& a : e.attributes)
        if (std::ranges::find(known, a.name.known()) == known.end() || a.name == key::other) fail();
}

void emitter::finish(const element& e) {
    if (failed_ || as_xml.contains(&e) || (extended_ && !options_.extensions)) {
        xml(e);
        return;
    }
    ++done.objects;
    done.extended += extended_;
    done.text += line_;
    done.text += '\n';
}

/// One line a tag, joined by continuations.
void emitter::xml(const element& e, std::string_view section) {
    ++done.objects;
    ++done.xml_objects;
    auto written = cib::write(e, {.indent = 2, .redact = options_.redact});
    if (!written) {
        done.left_out.push_back(std::string{e.type.text()} + " " + std::string{e.id()} + ": " +
                                std::string{written.error().message()});
        return;
    }
    done.text += "xml ";
    if (!section.empty()) done.text += "<" + std::string{section} + "> ";
    std::string_view rest{*written};
    for (bool first = true; !rest.empty(); first = false) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (!first) done.text += " \\\n";
        done.text += rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!section.empty()) done.text += " </" + std::string{section} + ">";
    done.text += '\n';
}

void emitter::comment(const element& e) {
    const auto text = from_xml_comment(e.text);
    std::string_view rest{text};
    while (!rest.empty()) {
        auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
        const auto blanks = std::min(line.find_first_not_of(" \t"), line.size());
        if (blanks == line.size()) continue;
        if (line[blanks] == '#')
            line.remove_prefix(blanks);
        else
            done.text += '#';
        done.text += line;
        // A '\' at the end would join the next line.
        if (line.back() == '\\') done.text += " .";
        done.text += '\n';
    }
}

void emitter::object(const element& e) {
    const bool whole = as_xml.contains(&e);
    const auto start = here();
    if (!whole)
        for (const auto& inner : e.children)
            if (cib::is_resource(inner.type.known())) object(inner);
    for (const auto& inner : e.children)
        if (inner.is(tag::comment) && !whole) comment(inner);
    if (whole) {
        xml(e);
        return;
    }
    switch (e.type.known()) {
        case tag::node: node(e); break;
        case tag::primitive:
        case tag::template_: primitive(e); break;
        case tag::group: container(e, "group"); break;
        case tag::clone: container(e, "clone"); break;
        case tag::master: container(e, "ms"); break;
        case tag::bundle: bundle(e); break;
        case tag::rsc_location: location(e); break;
        case tag::rsc_colocation: colocation(e); break;
        case tag::rsc_order: order(e); break;
        case tag::rsc_ticket: ticket(e); break;
        case tag::acl_role: role(e); break;
        case tag::acl_user: user(e); break;
        case tag::acl_target: target(e, "acl_target"); break;
        case tag::acl_group: target(e, "acl_group"); break;
        case tag::tag: tagged(e); break;
        case tag::alert: alert(e); break;
        default: done.left_out.push_back(std::string{e.type.text()} + " " + std::string{e.id()}); return;
    }
    // XML has the members in it.
    if (failed_ || (extended_ && !options_.extensions)) {
        go_back(start);
        xml(e);
        return;
    }
    finish(e);
}

}  // namespace hakit::crm
