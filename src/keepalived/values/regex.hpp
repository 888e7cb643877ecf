/// The regular expressions of HTTP_GET and SSL_GET. Internal.
#pragma once

#include <hakit/keepalived/checker_values.hpp>

#include "keepalived/values/enumeration.hpp"

namespace hakit::keepalived {

template <>
struct enum_names<regex_options::option> {
    using o = regex_options;
    static constexpr std::pair<std::string_view, regex_options::option> names[] = {
        {"allow_empty_class", o::allow_empty_class},
        {"alt_bsux", o::alt_bsux},
        {"auto_callout", o::auto_callout},
        {"caseless", o::caseless},
        {"dollar_endonly", o::dollar_endonly},
        {"dotall", o::dotall},
        {"dupnames", o::dupnames},
        {"extended", o::extended},
        {"firstline", o::firstline},
        {"match_unset_backref", o::match_unset_backref},
        {"multiline", o::multiline},
        {"never_ucp", o::never_ucp},
        {"never_utf", o::never_utf},
        {"no_auto_capture", o::no_auto_capture},
        {"no_auto_possess", o::no_auto_possess},
        {"no_dotstar_anchor", o::no_dotstar_anchor},
        {"no_start_optimize", o::no_start_optimize},
        {"ucp", o::ucp},
        {"ungreedy", o::ungreedy},
        {"utf", o::utf},
        {"never_backslash_c", o::never_backslash_c},
        {"alt_circumflex", o::alt_circumflex},
        {"alt_verbnames", o::alt_verbnames},
        {"use_offset_limit", o::use_offset_limit}};
    static constexpr bool any_case = false;
};

/// In JSON the pattern as PCRE2 sees it.
template <>
struct value_traits<regex_pattern> {
    static std::optional<regex_pattern> read(reader& in, const keyword& k);
    static void write(const regex_pattern& value, const keyword& k, word_writer& out);
    static void to_json(const regex_pattern& value, const keyword& k, json& out);
    static result<regex_pattern> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// In JSON ["caseless", "dotall"].
template <>
struct value_traits<regex_options> {
    static std::optional<regex_options> read(reader& in, const keyword& k);
    static void write(const regex_options& value, const keyword& k, word_writer& out);
    static void to_json(const regex_options& value, const keyword& k, json& out);
    static result<regex_options> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// In JSON {"start": 32768, "max": 524288}.
template <>
struct value_traits<regex_stack> {
    static std::optional<regex_stack> read(reader& in, const keyword& k);
    static void write(const regex_stack& value, const keyword& k, word_writer& out);
    static void to_json(const regex_stack& value, const keyword& k, json& out);
    static result<regex_stack> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
