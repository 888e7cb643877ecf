/// CS01xx: sections, keys and their values.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::corosync {

inline constexpr struct key_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    info unknown_key{"CS0101", warning, "a key that corosync does not know",
                     "corosync keeps it as a string and never says so. Mind that letter case counts."};
    info unknown_section{"CS0102", warning, "a section that corosync does not know",
                         "corosync keeps its keys as strings and never says so."};
    info misplaced_key{"CS0103", warning, "a key in the wrong section",
                       "There it has no effect, and corosync never says so."};
    info misplaced_section{"CS0104", warning, "a section in the wrong place",
                           "There it has no effect, and corosync never says so."};
    info not_a_number{"CS0105", error, "a number that corosync cannot read",
                      "Only decimal digits, with a sign; nothing may follow."};
    info bad_choice{"CS0106", error, "a value that is none of those allowed",
                    "Where corosync takes any other value for the default, this is a warning."};
    info too_new{"CS0109", warning, "a key or section that the target does not know yet",
                 "corosync keeps it as a string; it has no effect."};
    info too_old{"CS0110", warning, "a key or section that the target no longer knows",
                 "corosync keeps it as a string; it has no effect."};
    info no_effect{"CS0111", hint, "a key or section without effect", "Remove it, or use what took its place."};
    info repeated_key{"CS0112", warning, "a key that is given twice", "The last one wins."};
    info closed_section{"CS0113", error, "a key that the section does not take",
                        "uidgid takes uid and gid, member takes memberaddr; corosync refuses others."};
    info missing_key{"CS0114", error, "a section without the key that it needs", "Add it."};
    info not_an_address{"CS0115", error, "an address that cannot be one",
                        "Addresses are IP addresses or host names, without prefix or port."};
    info empty_value{"CS0116", hint, "a key without a value", "corosync stores an empty string."};
    info alias{"CS0117", hint, "another name of a key", "Use the current one."};
    info wrapped_number{"CS0118", warning, "a negative number where there is none",
                        "corosync reads it as a very large one."};
    info outside_range{"CS0119", error, "a number outside of its range",
                       "corosync reads it, but does not start with it."};
    info subsection{"CS0120", error, "a section in a section that takes none",
                    "uidgid and member hold keys alone; corosync refuses this since 3.1.10."};
} key_code;

}  // namespace hakit::corosync
