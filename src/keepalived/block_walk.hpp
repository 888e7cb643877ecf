/// What the functions that walk a configuration along its tables share. Internal.
#pragma once

#include <hakit/keepalived/schema.hpp>

#include "keepalived/binding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// What stands for a secret that must not be shown.
inline constexpr std::string_view redacted = "REDACTED";

/// The field of a constant owner; nothing is changed through it.
[[nodiscard]] inline void* field_of(const binding& b, const void* owner) { return b.in(const_cast<void*>(owner)); }

/// Whether the row is another name of a keyword that has a row of its own.
[[nodiscard]] inline bool is_alias(const keyword& k) { return !k.alias_of.empty(); }

/// How a block is called in paths: "virtual_server[192.0.2.1 80]", and without header just by its keyword.
[[nodiscard]] std::string block_name(const keyword& k, const void* block);

/// The words of a value as they would be written, one string an entry; the reason in `failure` when there is no way.
[[nodiscard]] std::vector<std::string> written(const keyword& k, const value_ops& ops, const void* field,
                                               std::string& failure);

/// Whether the field holds nothing that a text would say: unset, or a flag that is off.
[[nodiscard]] bool is_silent(const keyword& k, const value_ops& ops, const void* field);

/// Whether that release of keepalived has something to use for a keyword that the block `owner` does not have.
[[nodiscard]] bool has_fallback(const keyword& k, const void* owner, release version);

}  // namespace hakit::keepalived
