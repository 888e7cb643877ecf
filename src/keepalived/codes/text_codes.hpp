/// KA00xx: what the bytes of a keepalived.conf may get wrong before any keyword is looked at.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::keepalived {

inline constexpr struct text_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    info unterminated_quote{"KA0001", error, "a double quote without its partner",
                            "Quoted words end on their line. Keepalived reports the quote and drops it."};
    info missing_close{"KA0002", error, "a block that is never closed",
                       "Add the '}'. Keepalived only counts: it says that one is missing, not where."};
    info surplus_close{"KA0003", error, "a '}' that closes nothing", "Remove it, or add the block's beginning."};
    info block_without_keyword{"KA0004", error, "a '{' without a keyword", "A block stands after its keyword."};
    info too_deep{"KA0005", error, "blocks nested too deeply", "No keepalived block is more than five deep."};
    info file_too_large{"KA0006", error, "a file over the size limit", "Raise the limit in the options."};
    info line_too_long{
        "KA0007", warning, "a line over 1022 bytes",
        "Keepalived reads lines into 1024 bytes: 2.2.7 splits longer ones silently, later releases drop them."};
    info nul_byte{"KA0008", warning, "a NUL byte",
                  "2.2.7 silently drops the rest of the line, later releases the line."};
    info lost_escape{
        "KA0009", warning, "an escaped comment character",
        "A backslash does not protect '#' or '!': the text is read twice and the second reading starts a comment. "
        "Put the word in double quotes."};
    info include_missing{
        "KA0010", warning, "an included file that does not exist",
        "keepalived 'include' only logs it and goes on; includem, includew and includea make it an error."};
    info include_required{"KA0011", error, "an included file that must exist does not", "Create it, or use 'include'."};
    info include_no_match{"KA0012", hint, "an include pattern without any match", "Nothing is included here."};
    info include_loop{"KA0013", error, "a file that includes itself",
                      "keepalived goes on until it runs out of file descriptors."};
    info include_too_deep{"KA0014", error, "includes nested too deeply", "Raise the limit in the options."};
    info include_quoted{"KA0015", warning, "quotes around an include path",
                        "keepalived takes them as a part of the file's name, so the file is not found."};
    info include_unreadable{"KA0016", warning, "an included file that cannot be read",
                            "Check its type and permissions."};
    info definition_loop{"KA0017", error, "a definition that uses itself", "keepalived never ends on such a file."};
    info definition_blank{"KA0018", error, "a definition with a blank before its '='",
                          "A definition is '$NAME=value', without a blank before the '='."};
    info definition_unused{
        "KA0019", hint, "a reference that is not replaced",
        "$NAME is replaced only before a blank, ',', ')' or the end of the line; ${NAME} everywhere."};
    info undefined_reference{"KA0020", warning, "a reference to something not defined",
                             "Definitions must stand before their use; an undefined name stays as it is written."};
    info expansion_too_large{"KA0021", error, "an expansion over the size limit", "Raise the limit in the options."};
    info expanded_line_too_long{"KA0022", error, "a line that grows over 1023 bytes by its references",
                                "keepalived logs it and leaves the reference as it is written."};
    info bad_sequence{"KA0023", error, "a ~SEQ or ~LST that cannot be read",
                      "~SEQ(var,[start,[step,]]end) or ~LST(var,a,b,...) or ~LST({a,b},{1,x},{2,y})."};
    info missing_open{"KA0024", error, "a block that is closed but never opened",
                      "Add the '{'. Keepalived misreads the lines of the block and stops at a '}' far below."};
    info condition_alone{"KA0025", hint, "a condition with nothing behind it", "The line does nothing."};
    info include_condition{"KA0026", warning, "an include behind a condition",
                           "keepalived looks for includes before conditions: the main process never reads this file."};
    info unknown_builtin{"KA0027", warning, "a built-in definition that the target does not know",
                         "${_ENV} came with 2.3."};
} text_code;

}  // namespace hakit::keepalived
