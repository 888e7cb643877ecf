/// What XML allows in its text. Internal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hakit::cib {

/// The offset of the first byte that is not part of UTF-8 or not a character of XML (XML 1.0 section 2.2); npos when
/// all of it is fine.
[[nodiscard]] std::size_t find_forbidden(std::string_view text) noexcept;

/// The end of the reference that starts at text[at] == '&', when XML itself defines it: one of the five entities, or a
/// number of a character. npos when it does not.
[[nodiscard]] std::size_t reference_end(std::string_view text, std::size_t at) noexcept;

/// A name as in XML 1.0 section 2.3; all bytes above 0x7f count as letters. With `colon` false as ids may be (NCName).
[[nodiscard]] bool is_xml_name(std::string_view text, bool colon) noexcept;

}  // namespace hakit::cib
