/// KA01xx: keywords and their values.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::keepalived {

inline constexpr struct keyword_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    info unknown_keyword{"KA0101", error, "a keyword that keepalived does not know",
                         "keepalived logs it and goes on without it."};
    info misplaced_keyword{"KA0102", error, "a keyword in a block where it does not belong",
                           "Move it to the block named."};
    info unknown_block{"KA0103", error, "a block that keepalived does not know", "Its contents are not looked at."};
    info missing_value{"KA0104", error, "a keyword without its value", "keepalived stops reading the file here."};
    info bad_number{"KA0105", error, "a value that is not a number", "Numbers are decimal, without '=' or ';'."};
    info out_of_range{"KA0106", error, "a number out of range", "The allowed range is in the message."};
    info bad_value{"KA0107", error, "a value that is none of those allowed", "Letter case counts."};
    info bad_address{"KA0108", error, "a value that is not an IP address", "Host names are not accepted here."};
    info bad_boolean{"KA0109", error, "a value that is no boolean", "on, true, yes, off, false or no."};
    info too_long{"KA0110", warning, "a value that keepalived cuts off", "Only the first bytes count."};
    info extra_words{"KA0111", hint, "words that keepalived ignores",
                     "Remove them, or put them on a line of their own."};
    info repeated_keyword{"KA0112", hint, "a keyword that is set twice", "The last one wins; the first has no effect."};
    info repeated_ignored{"KA0113", warning, "a keyword whose second setting is ignored", "The first one wins."};
    info deprecated{"KA0114", warning, "a deprecated keyword", "Use the keyword named."};
    info alias{"KA0115", hint, "an old name of a keyword", "Use the keyword named."};
    info not_in_target{"KA0116", error, "a keyword that the target release does not know", "See the release named."};
    info not_in_build{"KA0117", warning, "a keyword of a feature that the target is built without",
                      "See the feature named."};
    info missing_block{"KA0118", error, "a block keyword without its block", "Add '{' and '}'."};
    info unexpected_block{"KA0119", error, "a block after a keyword that has none",
                          "keepalived ignores the brace and misreads what follows."};
    info trailing_semicolon{"KA0121", warning, "a ';' that becomes a part of the value",
                            "Statements end with the line."};
    info missing_name{"KA0122", error, "a block without its name", "keepalived stops reading the file here."};
    info unknown_option{"KA0124", error, "an option that keepalived does not know here",
                        "The options are in the documentation."};
    info truncated_precision{"KA0125", warning, "more decimals than keepalived keeps", "The rest is rounded away."};
    info no_effect{"KA0127", hint, "a setting without effect", "The message says why."};
    info sets_nothing_off{"KA0128", warning, "an argument that does not switch off",
                          "The keyword alone switches on; its argument is ignored."};
    info odd_netmask{"KA0129", hint, "a netmask with gaps", "The ones of a netmask stand at its front."};
    info incomplete_entry{"KA0130", error, "an entry that lacks something it needs", "The message names it."};
    info conflicting_options{"KA0131", warning, "options that exclude each other", "keepalived ignores one of them."};
    info bad_quoting{"KA0132", error, "a script whose quotes or backslashes do not pair",
                     "Quotes nest one level: \"PROGRAM 'an argument'\"."};
    info bad_address_kind{"KA0133", error, "an address of the wrong kind", "The message says which kind is needed."};
    info swallowed_statement{"KA0134", error, "a second statement on a line",
                             "keepalived reads one statement a line, also between '{' and '}': the second one counts "
                             "as further words of the first and is ignored. Put it on a line of its own."};
} keyword_code;

}  // namespace hakit::keepalived
