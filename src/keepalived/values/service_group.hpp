/// The lines of virtual_server_group. Internal.
#pragma once

#include <hakit/keepalived/virtual_server_group.hpp>

#include "keepalived/binding.hpp"

namespace hakit::keepalived {

/// In JSON {"first": "192.0.2.1", "last": "192.0.2.9", "port": 80} or {"fwmark": 3, "family": "inet6"}; a single
/// address has no "last".
template <>
struct value_traits<virtual_server_group_entry> {
    static std::optional<virtual_server_group_entry> read(reader& in, const keyword& k);
    static void write(const virtual_server_group_entry& value, const keyword& k, word_writer& out);
    static void to_json(const virtual_server_group_entry& value, const keyword& k, json& out);
    static result<virtual_server_group_entry> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
