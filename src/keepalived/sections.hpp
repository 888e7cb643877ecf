/// A big text, read and bound in sections by several jobs. Internal.
#pragma once

#include <hakit/keepalived/config.hpp>
#include <hakit/keepalived/expand.hpp>
#include <hakit/text/diagnostic.hpp>
#include <hakit/text/limits.hpp>
#include <hakit/text/parallel.hpp>

#include <optional>

namespace hakit::keepalived {

struct read_config {
    expansion view;
    config configuration;
    text::diagnostic_list found;
};

/// What expand() and bind() make of the text, with a view that has sections. Each of them but the first begins with a
/// virtual_server at the start of a line: that is what files big enough for this are made of. Nullopt when the text is
/// too small, or cannot be read in sections: it includes, defines or leaves a brace open, say.
[[nodiscard]] std::optional<read_config> read_sections(const text::source& source, text::file_id file,
                                                       const text::limits& bounds, const target& aim,
                                                       const text::parallel& work);

}  // namespace hakit::keepalived
