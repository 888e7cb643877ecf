#include <hakit/cib/read.hpp>

#include "cib/codes/codes.hpp"
#include "cib/xml_text.hpp"

#include <pugixml.hpp>

#include <cstring>
#include <optional>
#include <string>
#include <utility>

namespace hakit::cib {
namespace {

constexpr auto npos = std::string_view::npos;

/// Turns pugixml's tree into ours. pugixml parses a copy of the text in place, so that its strings start where they
/// stand in the text; that is how spans are found.
class reader {
public:
    reader(std::string_view xml, const text::limits& bounds, text::diagnostic_list& out)
        : xml_{xml}, depth_{bounds.depth}, out_{out} {}

    /// False when the XML cannot be read.
    bool run(config& into) {
        if (!plain_characters()) return false;
        std::string buffer{xml_};
        buffer_ = buffer.data();
        pugi::xml_document tree;
        const auto parsed = tree.load_buffer_inplace(buffer.data(), buffer.size(),
                                                     pugi::parse_full | pugi::parse_fragment, pugi::encoding_utf8);
        if (tree.find_child([](const pugi::xml_node& n) { return n.type() == pugi::node_doctype; })) {
            const std::size_t at = xml_.find("<!DOCTYPE");
            report(code.document_type, at, 9, "document types are refused");
            return false;
        }
        if (!parsed) return malformed(parsed);
        if (!encoding_is_utf8(tree)) return false;
        return document(tree, into);
    }

private:
    void report(const text::code_info& what, std::size_t at, std::size_t length, std::string message) {
        const auto clip = [&](std::size_t n) { return static_cast<std::uint32_t>(std::min(n, xml_.size())); };
        out_.add(what, {0, {clip(at), clip(at + length)}}, std::move(message));
    }

    bool plain_characters() {
        const std::size_t start = xml_.starts_with("\xef\xbb\xbf") ? 3 : 0;
        if (xml_.starts_with("\xff\xfe") || xml_.starts_with("\xfe\xff")) {
            report(code.encoding, 0, 2, "the file is in UTF-16");
            return false;
        }
        const std::size_t at = find_forbidden(xml_.substr(start));
        if (at == npos) return true;
        report(code.character, start + at, 1, "this byte is no character of XML in UTF-8");
        return false;
    }

    bool malformed(const pugi::xml_parse_result& parsed) {
        const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0));
        if (parsed.status == pugi::status_no_document_element) {
            report(code.malformed, 0, 0, "there is no element");
        } else {
            std::string what = parsed.description();
            if (!what.empty()) what[0] = static_cast<char>(what[0] | 0x20);
            report(code.malformed, at, 1, std::move(what));
        }
        return false;
    }

    bool encoding_is_utf8(const pugi::xml_document& tree) {
        for (const pugi::xml_node& n : tree) {
            if (n.type() != pugi::node_declaration) continue;
            const pugi::xml_attribute name = n.attribute("encoding");
            if (!name) continue;
            std::string lower = name.value();
            for (char& c : lower)
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
            if (lower == "utf-8" || lower == "utf8" || lower == "us-ascii" || lower == "ascii") continue;
            report(code.encoding, offset(name.value()), lower.size(), "the encoding is said to be " + lower);
            return false;
        }
        return true;
    }

    bool document(pugi::xml_document& tree, config& into) {
        if (!tree.find_child([](const pugi::xml_node& n) { return n.type() == pugi::node_element; })) {
            report(code.malformed, 0, 0, "there is no element");
            return false;
        }
        bool has_root = false;
        for (pugi::xml_node n : tree) {
            switch (n.type()) {
                case pugi::node_element: {
                    if (has_root) {
                        report(code.malformed, offset(n.name()) - 1, 1 + std::strlen(n.name()),
                               "a second element behind the root");
                        break;
                    }
                    has_root = true;
                    std::size_t end = 0;
                    if (auto root = convert(n, 0, end)) into.root = std::move(*root);
                    break;
                }
                case pugi::node_comment: (has_root ? into.after : into.before).push_back(comment(n)); break;
                case pugi::node_pi: instruction(n); break;
                case pugi::node_pcdata:
                case pugi::node_cdata: report_stray(offset(n.value())); break;
                default: break;
            }
        }
        // pugixml loses a text of one character at the end.
        const auto last = xml_.find_last_not_of(" \t\r\n");
        if (has_root && xml_[last] != '>' && !found_stray_) report_stray(last);
        return true;
    }

    void report_stray(std::size_t at) {
        report(code.stray_text, at, 1, "text outside of the root element");
        found_stray_ = true;
    }

    [[nodiscard]] std::size_t offset(const char* p) const noexcept {
        return p >= buffer_ && p <= buffer_ + xml_.size() ? static_cast<std::size_t>(p - buffer_) : 0;
    }

    [[nodiscard]] static text::span between(std::size_t begin, std::size_t end) noexcept {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    void instruction(const pugi::xml_node& n) {
        const std::size_t at = offset(n.name());
        report(code.processing_instruction, at < 2 ? 0 : at - 2, std::strlen(n.name()) + 2,
               std::string{"the processing instruction '"} + n.name() + "' is not kept");
    }

    [[nodiscard]] element comment(const pugi::xml_node& n) const {
        element made{tag::comment, n.value()};
        const std::size_t at = offset(n.value());
        if (at >= 4) made.where = between(at - 4, std::min(xml_.find("-->", at), xml_.size() - 3) + 3);
        return made;
    }

    /// `end`: behind the last byte that was looked at. None when it is nested too deeply. Takes the children away from
    /// `n`, so that both trees together need little more memory than the larger one.
    std::optional<element> convert(pugi::xml_node n, std::uint32_t depth, std::size_t& end) {
        const std::size_t name_at = offset(n.name());
        const std::size_t name_size = std::strlen(n.name());
        if (depth >= depth_) {
            if (!too_deep_) report(code.too_deep, name_at - 1, name_size + 1, "elements are nested too deeply");
            too_deep_ = true;
            return std::nullopt;
        }
        const std::string_view name{n.name(), name_size};
        const tag known = find_tag(name);
        element made = known == tag::other ? element{tag_name{std::string{name}}} : element{known};
        if (known == tag::other && !is_xml_name(name, true))
            report(code.malformed, name_at, name_size, "this is no name");
        end = name_at + name_size;
        attributes(n, made, end);
        end = std::min(xml_.find('>', end), xml_.size() - 1) + 1;
        const bool closed = end >= 2 && xml_[end - 2] == '/';
        if (!closed) {
            children(n, made, depth, end);
            end = closing_tag(end);
        }
        made.where = between(name_at - 1, end);
        return made;
    }

    void attributes(const pugi::xml_node& n, element& made, std::size_t& end) {
        std::size_t count = 0;
        for (const pugi::xml_attribute& a : n.attributes()) count += !a.empty();
        made.attributes.reserve(count);
        for (const pugi::xml_attribute& a : n.attributes()) {
            const std::string_view name = a.name();
            const key known = find_key(name);
            const bool repeated = known == key::other ? made.find(name) != nullptr : made.has(known);
            const std::size_t begin = offset(a.value());
            const char quote = begin > 0 ? xml_[begin - 1] : '"';
            end = std::min(xml_.find(quote, begin), xml_.size());
            const text::span where = between(begin, end);
            references(where);
            if (repeated) {
                report(code.repeated_attribute, offset(a.name()), name.size(),
                       "'" + std::string{name} + "' stands twice");
                continue;
            }
            if (known == key::other && !is_xml_name(name, true))
                report(code.malformed, offset(a.name()), name.size(), "this is no name");
            made.attributes.push_back(
                {known == key::other ? key_name{std::string{name}} : key_name{known}, a.value(), where});
        }
    }

    void children(pugi::xml_node n, element& made, std::uint32_t depth, std::size_t& end) {
        std::size_t count = 0;
        for (const pugi::xml_node& c : n.children()) count += !c.empty();
        made.children.reserve(count);
        for (pugi::xml_node c = n.first_child(); c; n.remove_child(std::exchange(c, c.next_sibling()))) {
            switch (c.type()) {
                case pugi::node_element:
                    if (auto child = convert(c, depth + 1, end)) made.children.push_back(std::move(*child));
                    break;
                case pugi::node_comment:
                    made.children.push_back(comment(c));
                    end = made.children.back().where.end;
                    break;
                case pugi::node_pcdata: {
                    const std::size_t begin = offset(c.value());
                    end = std::min(xml_.find('<', begin), xml_.size());
                    references(between(begin, end));
                    made.children.emplace_back(tag::text, c.value());
                    made.children.back().where = between(begin, end);
                    break;
                }
                case pugi::node_cdata: {
                    const std::size_t begin = offset(c.value());
                    end = std::min(xml_.find("]]>", begin), xml_.size() - 3) + 3;
                    made.children.emplace_back(tag::text, c.value());
                    made.children.back().where = between(begin < 9 ? 0 : begin - 9, end);
                    break;
                }
                case pugi::node_pi:
                    instruction(c);
                    end = std::min(xml_.find("?>", offset(c.name())), xml_.size() - 2) + 2;
                    break;
                default: break;
            }
        }
    }

    /// Behind "</name>", skipping what was left out of the tree.
    [[nodiscard]] std::size_t closing_tag(std::size_t at) const noexcept {
        std::size_t open = 0;
        while ((at = xml_.find('<', at)) != npos) {
            const std::string_view rest = xml_.substr(at);
            const auto past = [&](std::string_view mark) {
                const std::size_t found = xml_.find(mark, at);
                return found == npos ? xml_.size() : found + mark.size();
            };
            if (rest.starts_with("<!--")) {
                at = past("-->");
            } else if (rest.starts_with("<![CDATA[")) {
                at = past("]]>");
            } else if (rest.starts_with("<?")) {
                at = past("?>");
            } else if (rest.starts_with("</")) {
                at = past(">");
                if (open-- == 0) return at;
            } else {  // an element that was too deep
                const std::size_t close = start_tag_end(at);
                if (close < 2 || xml_[close - 2] != '/') ++open;
                at = close;
            }
        }
        return xml_.size();
    }

    [[nodiscard]] std::size_t start_tag_end(std::size_t at) const noexcept {
        for (char quote = 0; at < xml_.size(); ++at) {
            const char c = xml_[at];
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return at + 1;
            }
        }
        return xml_.size();
    }

    /// pugixml leaves references alone that it does not know, and takes '<' inside of values.
    void references(text::span where) {
        const std::string_view raw = where.of(xml_);
        for (std::size_t at = raw.find_first_of("&<"); at != npos; at = raw.find_first_of("&<", at)) {
            const std::size_t end = raw[at] == '&' ? reference_end(raw, at) : npos;
            if (end != npos) {
                at = end;
                continue;
            }
            const std::size_t size =
                raw[at] == '&' ? std::min(raw.find_first_of("; ", at), raw.size() - 1) - at + 1 : 1;
            report(code.entity, where.begin + at, size,
                   raw[at] == '<' ? "'<' is written &lt; here"
                                  : "'" + std::string{raw.substr(at, size)} + "' is not defined; '&' is written &amp;");
            ++at;
        }
    }

    std::string_view xml_;
    std::uint32_t depth_;
    text::diagnostic_list& out_;
    const char* buffer_ = nullptr;
    bool too_deep_ = false;
    bool found_stray_ = false;
};

}  // namespace

read_result read(std::string_view xml, const text::limits& bounds, text::diagnostic_list& out) {
    read_result made;
    if (xml.size() > bounds.file_bytes) {
        out.add(code.file_too_large, {0, {0, 0}}, "the file is larger than the limit and is not read");
        made.complete = false;
        return made;
    }
    const std::size_t before = out.count(text::severity::error);
    made.complete = reader{xml, bounds, out}.run(made.values) && out.count(text::severity::error) == before;
    return made;
}

}  // namespace hakit::cib
