/// Comments of text as comments of XML. Internal.
#pragma once

#include <string>
#include <string_view>

namespace hakit::crm {

/// A comment of XML can neither hold "--" nor end with '-': the second one of two becomes "&#45;", as does the last
/// one.
[[nodiscard]] std::string to_xml_comment(std::string_view text);

/// The text that to_xml_comment() made the comment of; the comment itself when it was made by somebody else.
[[nodiscard]] std::string from_xml_comment(std::string_view xml);

}  // namespace hakit::crm
