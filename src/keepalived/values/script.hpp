/// Programs, their users, and named pipes. Internal.
#pragma once

#include <hakit/keepalived/script.hpp>

#include "keepalived/binding.hpp"

namespace hakit::keepalived {

/// `COMMAND [USER [GROUP]]`, the command one word that holds the program and its arguments. In JSON
/// ["/bin/check", "-v"], and with a user {"argv": ["/bin/check"], "user": "nobody", "group": "nogroup"}.
template <>
struct value_traits<script> {
    static std::optional<script> read(reader& in, const keyword& k);
    static void write(const script& value, const keyword& k, word_writer& out);
    static void to_json(const script& value, const keyword& k, json& out);
    static result<script> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `USER [GROUP]`; in JSON {"user": "nobody", "group": "nogroup"}.
template <>
struct value_traits<user_group> {
    static std::optional<user_group> read(reader& in, const keyword& k);
    static void write(const user_group& value, const keyword& k, word_writer& out);
    static void to_json(const user_group& value, const keyword& k, json& out);
    static result<user_group> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// `PATH [USER [GROUP]]`; in JSON {"path": "/run/x", "user": "u"}.
template <>
struct value_traits<notify_fifo> {
    static std::optional<notify_fifo> read(reader& in, const keyword& k);
    static void write(const notify_fifo& value, const keyword& k, word_writer& out);
    static void to_json(const notify_fifo& value, const keyword& k, json& out);
    static result<notify_fifo> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
