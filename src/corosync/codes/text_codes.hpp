/// CS00xx: lines, names and braces.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::corosync {

inline constexpr struct text_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    info line_too_long{"CS0001", error, "a line of more than 510 bytes",
                       "corosync reads lines into 512 bytes. Before 3.0 it took the rest for further lines."};
    info nul_byte{"CS0002", error, "a NUL byte", "corosync does not see what follows it on the line."};
    info no_statement{"CS0003", error, "a line that is no section, key or '}'",
                      "corosync 3 refuses the file; before 3.0 it ignored the line."};
    info no_section_name{"CS0004", error, "a '{' without a name", "Write the name of the section before it."};
    info behind_open{"CS0005", error, "text behind '{'",
                     "Nothing may follow a '{' on its line, not even a comment. Start a new line."};
    info beside_close{"CS0006", error, "text beside '}'",
                      "A '}' stands alone on its line, without a comment. Start a new line."};
    info surplus_close{"CS0007", error, "a '}' too many",
                       "It closes nothing, or closes a section whose keys go on behind it."};
    info missing_close{"CS0008", error, "a section without '}'",
                       "corosync reports the last line of the file; hakit looks at keys and indentation."};
    info surplus_open{"CS0009", error, "a section that is opened twice", "Remove the line."};
    info empty_key{"CS0010", error, "a ':' without a key", "corosync accepts it up to 3.1.9 and does nothing with it."};
    info bad_name{"CS0011", error, "a name that corosync cannot store",
                  "Names have letters, digits and . _ - / : alone; a key at the top level has three at least. corosync "
                  "says CS_ERR_NAME_TOO_LONG in all these cases."};
    info path_too_long{"CS0012", error, "names of sections and key that are too long together",
                       "Joined with dots they have at most 254 bytes."};
    info too_deep{"CS0013", error, "sections nested too deeply", "Raise the limit in the options."};
    info file_too_large{"CS0014", error, "a file over the size limit", "Raise the limit in the options."};
    info byte_order_mark{"CS0015", error, "a byte order mark",
                         "corosync takes it for a part of the first name. Save the file without it."};
    info brace_in_value{"CS0016", warning, "a value with '{'",
                        "A line with '{' opens a section, whatever stands before it."};
    info comment_in_value{"CS0017", warning, "a comment behind a value",
                          "Comments need a line of their own; here the text is a part of the value."};
    info quoted_value{"CS0018", warning, "a value in quotes", "Quotes are a part of the value. Remove them."};
    info brace_below{"CS0019", error, "a '{' below its name", "Name and '{' stand on one line."};
    info no_break_space{"CS0020", error, "a no-break space",
                        "It looks like a blank, but corosync takes it for a part of the name."};
} text_code;

}  // namespace hakit::corosync
