/// The canonical layout of CIB XML.
#pragma once

#include <hakit/text/document.hpp>

#include <string>

namespace hakit::cib {

/// The text laid out anew: one element a line, two blanks a level, attributes in their order and in double quotes;
/// comments where they were. The meaning stays, and format(format(x)) is format(x). An XML declaration becomes
/// `<?xml version="1.0"?>`. A text that is not XML, or that holds processing instructions, comes back as it is.
[[nodiscard]] std::string format(const text::document& doc);

}  // namespace hakit::cib
