/// Values that only global_defs has. Internal.
#pragma once

#include <hakit/keepalived/global_values.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/values/enumeration.hpp"

namespace hakit::keepalived {

template <>
struct enum_names<dynamic_interfaces> {
    static constexpr std::pair<std::string_view, dynamic_interfaces> names[] = {
        {"allow_if_changes", dynamic_interfaces::allow_if_changes}};
    static constexpr bool any_case = false;
    static constexpr std::string_view bare = "on";
};

template <>
struct enum_names<flush_scope> {
    static constexpr std::pair<std::string_view, flush_scope> names[] = {{"VS", flush_scope::configured}};
    static constexpr bool any_case = false;
    static constexpr std::string_view bare = "all";
};

/// `HOST [PORT]`; in JSON {"host": "mail.example", "port": 25}.
template <>
struct value_traits<mail_server> {
    static std::optional<mail_server> read(reader& in, const keyword& k);
    static void write(const mail_server& value, const keyword& k, word_writer& out);
    static void to_json(const mail_server& value, const keyword& k, json& out);
    static result<mail_server> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `[tcp N] [tcpfin N] [udp N]` seconds; in JSON an object.
template <>
struct value_traits<lvs_timeouts> {
    static std::optional<lvs_timeouts> read(reader& in, const keyword& k);
    static void write(const lvs_timeouts& value, const keyword& k, word_writer& out);
    static void to_json(const lvs_timeouts& value, const keyword& k, json& out);
    static result<lvs_timeouts> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `INTERFACE OPTIONS`, also in the old form with the instance behind it; in JSON an object.
template <>
struct value_traits<lvs_sync_daemon> {
    static std::optional<lvs_sync_daemon> read(reader& in, const keyword& k);
    static void write(const lvs_sync_daemon& value, const keyword& k, word_writer& out);
    static void to_json(const lvs_sync_daemon& value, const keyword& k, json& out);
    static result<lvs_sync_daemon> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `[INPUT [OUTPUT]]`; in JSON {"input": "x", "output": "y"}.
template <>
struct value_traits<iptables_chains> {
    static std::optional<iptables_chains> read(reader& in, const keyword& k);
    static void write(const iptables_chains& value, const keyword& k, word_writer& out);
    static void to_json(const iptables_chains& value, const keyword& k, json& out);
    static result<iptables_chains> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// Up to six names; in JSON an array.
template <>
struct value_traits<ipset_names> {
    static std::optional<ipset_names> read(reader& in, const keyword& k);
    static void write(const ipset_names& value, const keyword& k, word_writer& out);
    static void to_json(const ipset_names& value, const keyword& k, json& out);
    static result<ipset_names> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// MTU, ADVERT or a number of bytes; in JSON a string or a number.
template <>
struct value_traits<rx_buffer_policy> {
    static std::optional<rx_buffer_policy> read(reader& in, const keyword& k);
    static void write(const rx_buffer_policy& value, const keyword& k, word_writer& out);
    static void to_json(const rx_buffer_policy& value, const keyword& k, json& out);
    static result<rx_buffer_policy> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// Numbers of processors; in JSON an array.
template <>
struct value_traits<cpu_list> {
    static std::optional<cpu_list> read(reader& in, const keyword& k);
    static void write(const cpu_list& value, const keyword& k, word_writer& out);
    static void to_json(const cpu_list& value, const keyword& k, json& out);
    static result<cpu_list> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// An octal, decimal or hexadecimal number, or names of mode bits joined by "|"; in JSON "0022".
template <>
struct value_traits<file_mode_mask> {
    static std::optional<file_mode_mask> read(reader& in, const keyword& k);
    static void write(const file_mode_mask& value, const keyword& k, word_writer& out);
    static void to_json(const file_mode_mask& value, const keyword& k, json& out);
    static result<file_mode_mask> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// Words, each with an optional sign; in JSON {"absolute": true, "set": [...], "cleared": [...]}.
template <>
struct value_traits<include_checks> {
    static std::optional<include_checks> read(reader& in, const keyword& k);
    static void write(const include_checks& value, const keyword& k, word_writer& out);
    static void to_json(const include_checks& value, const keyword& k, json& out);
    static result<include_checks> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
