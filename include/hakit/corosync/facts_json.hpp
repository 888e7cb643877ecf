/// Facts about a host as JSON.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/corosync/host_facts.hpp>

#include <string_view>

namespace hakit::corosync {

/// Reads
///
///     {"schema": "hakit-facts-1",
///      "hostname": "n1",
///      "addresses": ["10.0.0.1", "fe80::1"],
///      "hosts": {"n1": ["10.0.0.1"], "n2": ["10.0.0.2"]},
///      "users": ["root", "hacluster"],
///      "groups": ["root", "haclient"],
///      "file_sizes": {"/etc/corosync/authkey": 256}}
///
/// A member that is left out is unknown and checked by nobody. "interfaces" and "files", which other formats use, are
/// ignored. syntax error for anything else, with the path to what is wrong.
[[nodiscard]] result<host_facts> facts_from_json(std::string_view text);

}  // namespace hakit::corosync
