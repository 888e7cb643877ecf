/// What HTTP_GET and SSL_GET expect of an answer. Internal.
#pragma once

#include <hakit/keepalived/checker_values.hpp>

#include "keepalived/values/enumeration.hpp"

namespace hakit::keepalived {

template <>
struct enum_names<http_version> {
    static constexpr std::pair<std::string_view, http_version> names[] = {{"1.0", http_version::v1_0},
                                                                          {"1.1", http_version::v1_1},
                                                                          {"1.0C", http_version::v1_0_close},
                                                                          {"1.0c", http_version::v1_0_close}};
    static constexpr bool any_case = false;
};

/// In JSON ["200", "301-303"].
template <>
struct value_traits<status_codes> {
    static std::optional<status_codes> read(reader& in, const keyword& k);
    static void write(const status_codes& value, const keyword& k, word_writer& out);
    static void to_json(const status_codes& value, const keyword& k, json& out);
    static result<status_codes> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// In JSON the 32 digits.
template <>
struct value_traits<md5_digest> {
    static std::optional<md5_digest> read(reader& in, const keyword& k);
    static void write(const md5_digest& value, const keyword& k, word_writer& out);
    static void to_json(const md5_digest& value, const keyword& k, json& out);
    static result<md5_digest> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
