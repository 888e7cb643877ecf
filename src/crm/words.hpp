/// The word classes of the statement grammar. Internal; inline because the grammar instantiates them.
#pragma once

#include "crm/syntax.hpp"

#include <algorithm>
#include <string_view>

namespace hakit::crm::words {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_id_character(char c) noexcept {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
}

/// What an object may be called.
inline bool is_valid_id(std::string_view s) noexcept {
    return !s.empty() && (is_letter(s.front()) || s.front() == '_') && std::ranges::all_of(s, is_id_character);
}

inline bool has_prefix(std::string_view s, std::string_view prefix) noexcept {
    return s.size() >= prefix.size() && same_word(s.substr(0, prefix.size()), prefix);
}

inline bool any(const word&) noexcept { return true; }
inline bool plain(const word& w) noexcept { return !w.has_value() && !w.text.empty(); }

inline bool is_identifier(const word& w) noexcept {
    if (w.text.empty() || w.text.find('=') != w.text.npos) return false;
    const char c = w.text.front();
    return is_letter(c) || is_digit(c) || c == '_' || c == '#' || c == '$' || c == '-';
}
inline bool is_resource(const word& w) noexcept {
    return is_identifier(w) && !is_digit(w.text.front()) && w.text.front() != '-';
}

inline bool is_set_id(const word& w) noexcept { return w.has_value() && same_word(w.left(), "$id"); }
inline bool is_set_ref(const word& w) noexcept { return w.has_value() && same_word(w.left(), "$id-ref"); }
/// "ID:", in front of node names and property sets.
inline bool is_leading_id(const word& w) noexcept {
    if (is_set_id(w)) return true;
    const auto s = w.text;
    return s.size() > 1 && s.back() == ':' &&
           std::all_of(s.begin(), s.end() - 1, [](char c) { return is_id_character(c) || c == '.'; });
}
inline bool is_score(const word& w) noexcept { return w.text.size() > 1 && w.text.find(':') == w.text.size() - 1; }
inline bool is_description(const word& w) noexcept { return w.has_value() && same_word(w.left(), "description"); }

inline bool is_section(const word& w) noexcept { return !w.has_value() && is_section_word(w.text); }

inline bool is_role_setting(const word& w) noexcept {
    return w.has_value() && (same_word(w.left(), "role") || same_word(w.left(), "$role")) && !w.right().empty();
}

inline bool is_pair_ref(const word& w) noexcept { return w.text.size() > 1 && w.text.front() == '@'; }
inline bool is_pair_id(const word& w) noexcept {
    if (w.text.size() < 2 || w.text.front() != '$') return false;
    // $ID:name without a value is hakit's.
    if (!w.has_value()) return w.text.find(':', 2) != w.text.npos && w.text.back() != ':';
    return w.equals > 1 && !is_set_id(w) && !is_set_ref(w);
}
/// $name=value, which sets an attribute of the element, or $name=, which leaves it out: hakit's.
inline bool is_dollar(const word& w) noexcept {
    return w.has_value() && is_pair_id(w) && w.left().find(':') == std::string_view::npos;
}
inline bool is_no_score(const word& w) noexcept { return w.text == "$score="; }
inline bool is_pair(const word& w) noexcept { return w.has_value() && w.text.front() != '@' && w.text.front() != '$'; }
/// A name alone; a '#' starts what was meant as a comment.
inline bool is_lone_name(const word& w) noexcept {
    return !w.text.empty() && w.text.find(':') == w.text.npos && w.text.find('=') == w.text.npos &&
           w.text.front() != '#';
}

inline bool is_bool_op(const word& w) noexcept { return same_word(w.text, "and") || same_word(w.text, "or"); }
inline bool is_unary(const word& w) noexcept {
    return same_word(w.text, "defined") || same_word(w.text, "not_defined");
}
/// eq, number:gt
inline bool is_comparison(const word& w) noexcept {
    auto op = w.text;
    if (const auto colon = op.find(':'); colon != op.npos) {
        const auto type = op.substr(0, colon);
        if (!same_word(type, "string") && !same_word(type, "integer") && !same_word(type, "number") &&
            !same_word(type, "version"))
            return false;
        op.remove_prefix(colon + 1);
    }
    return same_word(op, "lt") || same_word(op, "gt") || same_word(op, "lte") || same_word(op, "gte") ||
           same_word(op, "eq") || same_word(op, "ne");
}
inline bool is_before_or_after(const word& w) noexcept { return same_word(w.text, "lt") || same_word(w.text, "gt"); }
inline bool is_in_range(const word& w) noexcept { return same_word(w.text, "in") || same_word(w.text, "in_range"); }
inline bool is_spec(const word& w) noexcept { return same_word(w.text, "spec") || same_word(w.text, "date_spec"); }

/// CLASS:PROVIDER:TYPE, at most two colons
inline bool is_agent(const word& w) noexcept {
    return plain(w) && std::ranges::count(w.text, ':') <= 2 && !is_section(w) && w.text.front() != '#' &&
           w.text.back() != ':' && w.text.front() != ':';
}
inline bool is_group_member(const word& w) noexcept {
    return plain(w) && !same_word(w.text, "params") && !same_word(w.text, "meta") && w.text.front() != '#';
}
/// UNAME or UNAME:TYPE; anything may be a name.
inline bool is_uname(const word& w) noexcept {
    return !w.text.empty() && w.text.front() != ':' && w.text.back() != ':';
}
inline bool is_tag_name(const word& w) noexcept {
    const auto s = w.text.ends_with(':') ? w.text.substr(0, w.text.size() - 1) : w.text;
    return !s.empty() && (is_letter(s.front()) || s.front() == '_') && s.find(':') == s.npos;
}

/// What crmsh has words for, and $name=value.
inline bool is_date_part(const word& w) noexcept {
    static constexpr std::string_view names[] = {"start",  "end",   "hours", "monthdays", "weekdays", "yearsdays",
                                                 "months", "weeks", "years", "weekyears", "moon"};
    return is_dollar(w) ||
           (w.has_value() && std::ranges::any_of(names, [&](auto known) { return same_word(known, w.left()); }));
}

inline bool is_open(const word& w) noexcept { return w.text == "(" || w.text == "["; }
inline bool is_close(const word& w) noexcept { return w.text == ")" || w.text == "]"; }
inline bool is_open_brace(const word& w) noexcept { return w.text == "{"; }
inline bool is_close_brace(const word& w) noexcept { return w.text == "}"; }
inline bool is_set_flag(const word& w) noexcept {
    return w.has_value() && (w.left() == "sequential" || w.left() == "require-all");
}
/// sequential=, require-all=, and $role= or $kind= of hakit
inline bool is_set_setting(const word& w) noexcept { return is_set_flag(w) || is_dollar(w); }
inline bool is_set_member(const word& w) noexcept {
    return plain(w) && !is_open(w) && !is_close(w) && !is_open_brace(w) && !is_close_brace(w) && w.text.front() != '#';
}
inline bool is_location_member(const word& w) noexcept {
    return is_set_member(w) && w.text.find(':') == w.text.npos && is_resource(w);
}
inline bool is_pattern(const word& w) noexcept {
    return w.text.size() > 2 && w.text.front() == '/' && w.text.back() == '/';
}
inline bool is_setting(const word& w) noexcept { return w.has_value(); }

/// What `resource` and `operation` in a rule compare.
inline bool is_resource_part(const word& w) noexcept {
    return w.has_value() &&
           (same_word(w.left(), "class") || same_word(w.left(), "provider") || same_word(w.left(), "type"));
}
inline bool is_operation_part(const word& w) noexcept {
    return w.has_value() && (same_word(w.left(), "name") || same_word(w.left(), "interval"));
}

/// The right of an access control list; its kinds of objects.
inline bool is_right(const word& w) noexcept {
    return same_word(w.text, "read") || same_word(w.text, "write") || same_word(w.text, "deny");
}
inline bool is_specification(const word& w) noexcept {
    const auto name = w.text.substr(0, w.text.find(':'));
    static constexpr std::string_view names[] = {
        "xpath",       "ref",      "reference", "tag",      "type",     "attr", "attribute", "meta", "params",
        "utilization", "location", "property",  "nodeattr", "nodeutil", "node", "status",    "cib"};
    return std::ranges::any_of(names, [&](auto known) { return same_word(known, name); });
}

inline bool is_role_ref(const word& w) noexcept { return has_prefix(w.text, "role:") && w.text.size() > 5; }

inline bool is_level_target(const word& w) noexcept {
    return (has_prefix(w.text, "attr:") && w.has_value()) || (has_prefix(w.text, "pattern:") && w.text.size() > 8) ||
           is_score(w);
}

inline bool is_index(const word& w) noexcept { return w.has_value() && w.left() == "$index"; }
inline bool is_devices(const word& w) noexcept { return plain(w) && !is_level_target(w) && w.text.front() != '#'; }

inline bool is_container(const word& w) noexcept {
    return same_word(w.text, "docker") || same_word(w.text, "podman") || same_word(w.text, "rkt") ||
           same_word(w.text, "network") || same_word(w.text, "storage");
}
inline bool is_mapping(const word& w) noexcept {
    return same_word(w.text, "port-mapping") || same_word(w.text, "storage-mapping");
}
inline bool ends_container(const word& w) noexcept {
    return is_container(w) || is_mapping(w) || same_word(w.text, "meta") || same_word(w.text, "primitive");
}
inline bool ends_alert_section(const word& w) noexcept {
    return same_word(w.text, "attributes") || same_word(w.text, "meta") || same_word(w.text, "to") ||
           same_word(w.text, "select") || w.text == "}";
}
inline bool is_select_kind(const word& w) noexcept {
    return same_word(w.text, "nodes") || same_word(w.text, "fencing") || same_word(w.text, "resources");
}

}  // namespace hakit::crm::words
