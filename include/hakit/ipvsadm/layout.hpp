/// The canonical layout of rule files.
#pragma once

#include <hakit/text/document.hpp>

#include <string>

namespace hakit::ipvsadm {

/// Rules with one blank between words and none around them, at most one empty line, and a newline at the end; words,
/// their order and comments stay. A script is given back as it is. layout(parse(layout(d))) is layout(d).
[[nodiscard]] std::string layout(const text::document& doc);

}  // namespace hakit::ipvsadm
