/// A plan as something to read or to run.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/realserver/plan.hpp>

#include <string>

namespace hakit::realserver {

/// For people: refusals, numbered steps with their reasons, notes.
[[nodiscard]] std::string to_text(const plan& p);

/// A POSIX shell script for root that makes the steps with ip(8), sysctl(8) and modprobe(8); it stops at the first
/// failure and may be run again. Steps for a person are comments. unsupported for Windows.
[[nodiscard]] result<std::string> to_shell(const plan& p);

/// A script for PowerShell with the cmdlets of Windows Server 2012 and later, for an administrator; it may be run
/// again. Steps for a person are comments. unsupported for Linux and for older releases, which lack the cmdlets.
[[nodiscard]] result<std::string> to_powershell(const plan& p);

/// Commands for cmd.exe with netsh, for an administrator; lines end in CRLF. unsupported for Linux and for Windows
/// 2003, whose netsh refuses a mask of 32 bits: see to_registry_file().
[[nodiscard]] result<std::string> to_netsh(const plan& p);

/// The bytes of a file for regedit: UTF-16LE with byte order mark, lines ending in CRLF. unsupported for Linux and for
/// Windows 2008 and later, which keep addresses elsewhere; invalid_argument when the GUID of the adapter is not known.
[[nodiscard]] result<std::string> to_registry_file(const plan& p);

}  // namespace hakit::realserver
