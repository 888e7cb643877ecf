/// What is tracked, and its weight. Internal.
#pragma once

#include <hakit/keepalived/trackers.hpp>
#include <hakit/keepalived/tracking.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/values/enumeration.hpp"

namespace hakit::keepalived {

/// `N [reverse]` within keyword::min..max; in JSON {"value": N, "reverse": true}.
template <>
struct value_traits<track_weight> {
    static std::optional<track_weight> read(reader& in, const keyword& k);
    static void write(const track_weight& value, const keyword& k, word_writer& out);
    static void to_json(const track_weight& value, const keyword& k, json& out);
    static result<track_weight> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `NAME [weight N [reverse|noreverse]]`; in JSON {"name": "x", "weight": N, "reverse": true}.
template <>
struct value_traits<tracked> {
    static std::optional<tracked> read(reader& in, const keyword& k);
    static void write(const tracked& value, const keyword& k, word_writer& out);
    static void to_json(const tracked& value, const keyword& k, json& out);
    static result<tracked> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `NAME [weight N [reverse]]`; in JSON as above.
template <>
struct value_traits<tracked_interface> {
    static std::optional<tracked_interface> read(reader& in, const keyword& k);
    static void write(const tracked_interface& value, const keyword& k, word_writer& out);
    static void to_json(const tracked_interface& value, const keyword& k, json& out);
    static result<tracked_interface> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `[N] [overwrite]`; in JSON {"value": N, "overwrite": true}.
template <>
struct value_traits<init_file> {
    static std::optional<init_file> read(reader& in, const keyword& k);
    static void write(const init_file& value, const keyword& k, word_writer& out);
    static void to_json(const init_file& value, const keyword& k, json& out);
    static result<init_file> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `COMMAND [ARGUMENT...]`; in JSON {"path": "x", "arguments": [...]}.
template <>
struct value_traits<process_command> {
    static std::optional<process_command> read(reader& in, const keyword& k);
    static void write(const process_command& value, const keyword& k, word_writer& out);
    static void to_json(const process_command& value, const keyword& k, json& out);
    static result<process_command> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

template <>
struct enum_names<param_match> {
    static constexpr std::pair<std::string_view, param_match> names[] = {{"initial", param_match::initial},
                                                                         {"partial", param_match::partial}};
    static constexpr bool any_case = false;
    static constexpr std::string_view bare = "exact";
};

}  // namespace hakit::keepalived
