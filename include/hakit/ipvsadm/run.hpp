/// Commands carried out on a table, and tables as commands.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/table.hpp>
#include <hakit/ipvsadm/bind.hpp>

#include <span>
#include <string>
#include <vector>

namespace hakit::ipvsadm {

/// Whether the command changes a table, counters included; the others only show something.
[[nodiscard]] bool changes_table(verb v) noexcept;

/// Carries one command out. invalid_argument for one that is refused, not complete or changes no table; else the
/// table's errors.
result<void> execute(const command& c, ipvs::table& t);

/// Carries commands out in their order, as many at once as the table takes; one that fails does not stop the others.
/// One result a command; those that change no table are passed over and good.
[[nodiscard]] std::vector<result<void>> execute(std::span<const command> commands, ipvs::table& t);

/// What ipvsadm 1.31 prints when the kernel answers a command with this error; of an error without errno its message.
[[nodiscard]] std::string message_of(verb v, const error& e);

/// The table that the commands leave behind when they start with `before`, in canonical order, with timeouts and sync
/// daemons only when a command sets them. The first command that is refused, not complete or fails is the error.
[[nodiscard]] result<ipvs::state> to_state(const script& commands, const ipvs::state& before = {});

/// The same from an empty table; a command that fails changes nothing, and those behind it are carried out.
[[nodiscard]] ipvs::state state_of(const script& commands);

}  // namespace hakit::ipvsadm
