#include <hakit/cib/write.hpp>

#include <hakit/cib/secrets.hpp>

#include "cib/xml_text.hpp"
#include "text/byte_set.hpp"

#include <algorithm>

namespace hakit::cib {
namespace {

/// What stands in XML as it is: neither markup nor a byte that has to be looked at.
constexpr auto special_in_text = text::byte_set{"&<>"}.with(0x00, 0x08).with(0x0b, 0x1f).with(0x80, 0xff);
constexpr auto special_in_value = special_in_text.with('"', '"').with('\t', '\n');

class writer {
public:
    explicit writer(const write_options& options) : options_{options}, indent_{std::min(options.indent, 16U)} {}

    void write(const element& e, unsigned level) {
        margin(level);
        content(e, level);
        out_ += '\n';
    }

    result<std::string> finish() {
        if (!problem_.empty()) return error{errc::invalid_argument, std::move(problem_)};
        return std::move(out_);
    }

private:
    void margin(unsigned level) { out_.append(std::size_t{level} * indent_, ' '); }

    void content(const element& e, unsigned level) {
        switch (e.type.known()) {
            case tag::comment: comment(e); return;
            case tag::text: escaped(e.text, false, e); return;
            default: break;
        }
        const std::string_view name = e.type.text();
        require(!e.is(tag::other) || is_xml_name(name, true), e, "has a name that XML does not allow");
        out_ += '<';
        out_ += name;
        const bool secret = options_.redact && e.is(tag::nvpair) && is_secret(e.get(key::name));
        for (const attribute& a : e.attributes) {
            require(a.name != key::other || is_xml_name(a.name.text(), true), e,
                    "has an attribute whose name XML does not allow");
            out_ += ' ';
            out_ += a.name.text();
            out_ += "=\"";
            if (secret && a.name == key::value) {
                out_ += "********";
            } else {
                escaped(a.value, true, e);
            }
            out_ += '"';
        }
        if (e.children.empty()) {
            out_ += "/>";
            return;
        }
        out_ += '>';
        // Blanks inside of text would become a part of it.
        const bool inline_text =
            std::any_of(e.children.begin(), e.children.end(), [](const element& c) { return c.is(tag::text); });
        if (!inline_text) out_ += '\n';
        for (const element& child : e.children) {
            if (inline_text) {
                content(child, level);
            } else {
                write(child, level + 1);
            }
        }
        if (!inline_text) margin(level);
        out_ += "</";
        out_ += name;
        out_ += '>';
    }

    void comment(const element& e) {
        require(e.text.find("--") == std::string::npos && !e.text.ends_with('-'), e, "holds \"--\"");
        require(find_forbidden(e.text) == std::string::npos, e, "holds bytes that XML does not allow");
        out_ += "<!--";
        out_ += e.text;
        out_ += "-->";
    }

    void escaped(std::string_view text, bool quoted, const element& e) {
        const auto& special = quoted ? special_in_value : special_in_text;
        bool checked = false;
        while (true) {
            const std::size_t at = special.find_in(text);
            out_ += text.substr(0, at);
            if (at == text.size()) return;
            if (!checked) require(find_forbidden(text) == std::string::npos, e, "holds bytes that XML does not allow");
            checked = true;
            switch (text[at]) {
                case '&': out_ += "&amp;"; break;
                case '<': out_ += "&lt;"; break;
                case '>': out_ += "&gt;"; break;
                case '"': out_ += "&quot;"; break;
                case '\t': out_ += "&#9;"; break;
                case '\n': out_ += "&#10;"; break;
                case '\r': out_ += "&#13;"; break;
                default: out_ += text[at]; break;
            }
            text.remove_prefix(at + 1);
        }
    }

    void require(bool holds, const element& e, std::string_view what) {
        if (!holds) report(e, what);
    }

    void report(const element& e, std::string_view what) {
        if (!problem_.empty()) return;
        problem_ = e.is(tag::comment) ? "a comment"
                   : e.is(tag::text)  ? "a text"
                                      : "<" + std::string{e.type.text()} + ">";
        if (!e.id().empty()) problem_ += " " + std::string{e.id()};
        problem_ += " " + std::string{what};
    }

    write_options options_;
    unsigned indent_;
    std::string out_;
    std::string problem_;
};

}  // namespace

result<std::string> write(const config& c, const write_options& options) {
    writer out{options};
    for (const element& e : c.before) out.write(e, 0);
    out.write(c.root, 0);
    for (const element& e : c.after) out.write(e, 0);
    return out.finish();
}

result<std::string> write(const element& e, const write_options& options, unsigned level) {
    writer out{options};
    out.write(e, level);
    return out.finish();
}

}  // namespace hakit::cib
