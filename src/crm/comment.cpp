#include "crm/comment.hpp"

#include <cstddef>

namespace hakit::crm {
namespace {

constexpr std::string_view hyphen = "&#45;";

}  // namespace

std::string to_xml_comment(std::string_view text) {
    std::string xml;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool second = text[i] == '-' && i != 0 && text[i - 1] == '-';
        const bool last = text[i] == '-' && i + 1 == text.size();
        if (second || last)
            xml += hyphen;
        else
            xml += text[i];
    }
    return xml;
}

std::string from_xml_comment(std::string_view xml) {
    std::string text;
    for (std::size_t i = 0; i < xml.size();) {
        const bool written = xml.substr(i).starts_with(hyphen);
        text += written ? '-' : xml[i];
        i += written ? hyphen.size() : 1;
    }
    return to_xml_comment(text) == xml ? text : std::string{xml};
}

}  // namespace hakit::crm
