/// From XML to the model.
#pragma once

#include <hakit/cib/model.hpp>
#include <hakit/text/diagnostic.hpp>
#include <hakit/text/limits.hpp>

#include <string_view>

namespace hakit::cib {

struct read_result {
    config values;
    bool complete = true;  ///< false when something in the XML kept it from being read, or a limit was hit
};

/// Reads a CIB, or a part of one. Never fails: what keeps the XML from being read is reported for file 0, and the
/// values are then an empty <cib>. Everything that is in the XML is in the result (elements and attributes that no
/// schema knows, comments, character data, the status section), but for blanks between elements and for processing
/// instructions, which are reported. Spans are those of `xml`.
///
/// Document types and entities other than the five of XML are refused, as are encodings other than UTF-8.
/// limits::depth bounds the nesting, limits::file_bytes the size. O(size).
[[nodiscard]] read_result read(std::string_view xml, const text::limits& bounds, text::diagnostic_list& out);

}  // namespace hakit::cib
