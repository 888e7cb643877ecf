/// From the lines to what a program reads in them.
#pragma once

#include <hakit/sysctl/config.hpp>
#include <hakit/text/document.hpp>

namespace hakit::sysctl {

/// The assignments and exclusions that `by` takes from the text, in order; lines that it skips are left out. Never
/// fails. The two programs differ in what stands behind a '-' in front of a key: procps keeps a blank there in the key,
/// and takes a second '-' off.
[[nodiscard]] config bind(const text::document& doc, tool by = tool::systemd);

}  // namespace hakit::sysctl
