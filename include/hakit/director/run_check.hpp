/// What hakit would refuse, leave out or repair if it ran a configuration, as diagnostics.
#pragma once

#include <hakit/keepalived/check.hpp>
#include <hakit/text/diagnostic.hpp>

#include <span>

namespace hakit::director {

/// HR01xx, sorted by id.
[[nodiscard]] std::span<const text::code_info> run_codes() noexcept;

/// Adds what translate() and translate_routers() find, at the places where it was written, and sorts. An error is a
/// reason for which the runners refuse the file. A repair of a virtual server that is reported already is not repeated.
void check_for_run(const keepalived::checked& read, text::diagnostic_list& out);

}  // namespace hakit::director
