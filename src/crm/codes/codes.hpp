/// The codes themselves.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::crm {

inline constexpr struct all_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    // The text.
    info file_too_large{"CR0001", error, "a file over the size limit", "Raise the limit in the options."};
    info unterminated_quote{"CR0002", error, "a quote without its partner",
                            "Quotes end on their line or on one that a '\\' joins to it. crmsh prints \"No closing "
                            "quotation\" without a line number and loads nothing."};
    info prompt{"CR0003", error, "a prompt or a command in front of a statement",
                "`crm configure load` knows neither prompts nor the words `crm configure`."};
    info lost_continuation{"CR0004", warning, "a '\\' in front of an empty line",
                           "The statement ends at the empty line all the same."};
    info comment_inside{"CR0005", error, "a comment inside a continued statement",
                        "The comment ends the statement, and its words become attributes. Comments stand on lines of "
                        "their own in front of a statement."};
    info comment_behind{"CR0006", error, "a comment behind a statement",
                        "crmsh takes '#' and the words behind it as attributes without values."};
    info not_ascii{
        "CR0007", warning, "a character outside of ASCII",
        "crmsh stores it as a character reference: \"\xc3\xbc\" becomes the six characters \"&#252;\". hakit "
        "stores the character."};
    info glued_words{"CR0008", warning, "two words joined by a continuation",
                     "The indentation of the next line is dropped, so a blank is needed before the '\\'."};
    info nul_byte{"CR0009", error, "a NUL byte", "XML cannot hold it."};
    info quoted_comment{"CR0010", hint, "a statement behind a root prompt",
                        "A line that starts with '#' is a comment."};

    // Statements.
    info unknown_statement{"CR0101", error, "a statement that crmsh does not know", "crmsh loads nothing of the file."};
    info detached_line{
        "CR0102", error, "a line that belongs to the statement before it",
        "An empty line or a missing '\\' cut it off. crmsh reports an unknown command and loads nothing."};
    info shell_command{"CR0103", error, "a command of the interactive shell",
                       "`crm configure load` takes object definitions only; commands such as commit or delete belong "
                       "into a script for `crm -f`."};
    info expected{"CR0104", error, "something is missing", "crmsh loads nothing of the file."};
    info unexpected_words{"CR0105", error, "words that do not belong there", "crmsh loads nothing of the file."};
    info bad_id{"CR0106", error, "an id that crmsh does not take",
                "Ids start with a letter or '_' and go on with letters, digits, '_', '-' and '.'."};
    info duplicate_object{"CR0107", error, "an object defined twice",
                          "crmsh refuses the file. Statements of one property set must be one statement."};
    info extension{"CR0108", hint, "syntax that only hakit knows",
                   "It keeps what the crm shell's language cannot say. `crm configure load` refuses it."};
    info odd_case{"CR0109", warning, "a word in another case",
                  "crmsh does not read it, or stores it as it is written, where it means nothing."};
    info wrong_section{"CR0110", error, "a section that this kind of object does not have", "Remove it."};

    // Words and values.
    info no_member{"CR0201", error, "a container of something that is not defined",
                   "crmsh leaves it out, and reports success."};
    info shared_member{"CR0202", error, "a resource in two containers", "A resource has one place."};
    info wrong_member{"CR0203", error, "a container of something that it cannot contain",
                      "Groups contain primitives, clones a primitive or a group, bundles a primitive."};
    info mixed_operators{"CR0204", error, "'and' and 'or' in one rule",
                         "crmsh refuses the file. hakit reads nested rules: ( a eq 1 and b eq 2 ) or c eq 3."};
    info scattered_operations{"CR0205", error, "operations in two places of a primitive",
                              "Put them next to each other: crmsh 4 makes two lists, and the schema takes one."};
    info late_attribute{"CR0206", error, "an attribute of an operation behind a parameter",
                        "crmsh wants interval, timeout and the like first."};
    info bad_qualifier{
        "CR0207", error, "a role or an action that does not exist",
        "Roles are Started, Stopped, Promoted, Unpromoted, Master and Slave; actions start, stop, promote "
        "and demote."};
    info bad_score{"CR0208", error, "a score that cannot be read",
                   "A number, inf, or of an order Mandatory, Optional or Serialize."};
    info bad_brackets{"CR0209", error, "brackets that do not pair", "( ) and [ ] enclose a set, and do not nest."};
    info bad_boolean{"CR0210", error, "a word that is neither true nor false", "Write true or false."};
    info no_target{"CR0211", error, "fencing levels for no node",
                   "Levels without a target are made for each node of the configuration. crmsh takes the nodes that it "
                   "knew before it read the file, and makes none for a new cluster."};
    info bad_permission{"CR0212", error, "a permission that says nothing",
                        "It needs xpath:, ref: or type:, and attr: goes with type: alone."};
    info bad_xml{"CR0213", error, "XML that cannot be read", "Give one element of the configuration, whole."};
    info unknown_setting{"CR0214", error, "a setting that a constraint does not have, or has already", "Remove it."};

    // What crmsh takes silently.
    info negative_order{"CR0301", warning, "an order with a negative score",
                        "crmsh makes every score but 0 Mandatory. Write the kind."};
    info unknown_container{"CR0302", error, "containers that this crmsh does not know",
                           "crmsh 4 knows docker, crmsh 5 docker and podman."};
    info several_targets{"CR0303", warning, "a permission with several targets",
                         "crmsh keeps the last one alone. hakit makes a permission of each; write them so."};
} code;

}  // namespace hakit::crm
