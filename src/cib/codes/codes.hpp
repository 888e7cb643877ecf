/// The codes themselves.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::cib {

inline constexpr struct all_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    // The XML.
    info malformed{"CB0001", error, "not well-formed XML", "Pacemaker reads nothing of the file."};
    info document_type{"CB0002", error, "a document type declaration",
                       "A CIB has none. Entities and external files could be hidden in it, so nothing is read."};
    info entity{"CB0003", error, "an entity that XML does not define",
                "Write the character itself, or &amp; &lt; &gt; &quot; &apos; and &#N;."};
    info character{"CB0004", error, "a character that XML does not allow",
                   "XML holds UTF-8 without control characters other than tab and line ends."};
    info encoding{"CB0005", error, "an encoding other than UTF-8", "Convert the file; Pacemaker writes UTF-8."};
    info file_too_large{"CB0006", error, "a file over the size limit", "Raise the limit in the options."};
    info too_deep{"CB0007", error, "elements nested too deeply", "Raise the limit in the options."};
    info repeated_attribute{"CB0008", error, "an attribute twice in one element", "Remove one of them."};
    info processing_instruction{"CB0009", warning, "a processing instruction", "Pacemaker drops it."};
    info stray_text{"CB0010", error, "text outside of the root element", "Remove it."};
    info not_a_cib{"CB0011", error, "the root element is no part of a CIB",
                   "A CIB is <cib>, <configuration> or one of the sections."};

    // The schema.
    info no_schema{"CB0101", warning, "no schema to validate with",
                   "Pacemaker then accepts whatever the XML says. Set validate-with on <cib>."};
    info unknown_schema{"CB0102", error, "a schema that was never released", "Use pacemaker-1.0 to pacemaker-4.0."};
    info unknown_element{"CB0103", error, "an element that may not stand here", "Pacemaker refuses the whole CIB."};
    info unknown_attribute{"CB0104", error, "an attribute that the element does not have",
                           "Pacemaker refuses the whole CIB."};
    info missing_attribute{"CB0105", error, "an attribute that the element must have", "Add it."};
    info bad_value{"CB0106", error, "a value that the attribute may not have", "Pacemaker refuses the whole CIB."};
    info missing_element{"CB0107", error, "an element that must be there", "Add it, or remove what is empty."};
    info too_many{"CB0108", error, "an element that may stand only once", "Remove one of them."};
    info not_yet{"CB0109", error, "what the schema does not know yet",
                 "Raise validate-with (cibadmin --upgrade, hakit migrate) or leave it out."};
    info no_more{"CB0110", error, "what the schema does not know any more", "hakit migrate says what to use."};
    info deprecated{"CB0111", hint, "what newer schemas do not know any more", "hakit migrate says what to use."};
    info exclusive{"CB0112", error, "attributes or elements that exclude each other", "Choose one."};
    info text_content{"CB0113", error, "text inside of an element", "The configuration has only attributes."};
    info bad_id{"CB0114", error, "an id that XML does not allow",
                "An id starts with a letter or '_' and holds letters, digits, '.', '-' and '_'."};
    info dropped_property{"CB0115", error, "a cluster property that the schema refuses",
                          "Schemas since 3.0 refuse the names of old releases. Remove it."};

    // References.
    info duplicate_id{"CB0201", error, "an id twice", "Ids are unique in the whole configuration."};
    info unknown_resource{"CB0202", error, "a constraint on a resource that does not exist",
                          "Define the resource, or remove the constraint."};
    info dangling_reference{"CB0203", error, "a reference to an id that does not exist", "Pacemaker refuses the CIB."};
    info unknown_template{"CB0204", error, "a template that does not exist", "Define it with <template>."};
    info unknown_role{"CB0205", error, "an ACL role that does not exist", "Define it with <acl_role>."};
    info unknown_node{"CB0206", warning, "a node that does not exist",
                      "The constraint does nothing until a node of that name joins."};
    info undefined_in_tag{"CB0207", warning, "a tag with an object that does not exist", "Remove it from the tag."};
    info other_kind{"CB0208", error, "a reference to something of another kind",
                    "A reference takes the place of an element of the same name."};
    info duplicate_uname{"CB0209", error, "two nodes of one name", "Pacemaker ignores one of them."};

    // Values and options.
    info duplicate_name{"CB0301", warning, "a name twice in one set", "Only one of the values counts."};
    info unknown_property{"CB0302", warning, "a cluster property that Pacemaker does not know",
                          "Pacemaker ignores it silently."};
    info bad_property{"CB0303", error, "a value that the cluster property may not have",
                      "Pacemaker uses the default instead."};
    info unknown_meta{"CB0304", warning, "a meta attribute that Pacemaker does not know",
                      "Pacemaker ignores it silently; an agent could read it."};
    info bad_meta{"CB0305", error, "a value that the meta attribute may not have",
                  "Pacemaker uses the default instead."};
    info bad_time{"CB0306", error, "a time that cannot be read", "Write a number with ms, s, min or h, or P... ."};
    info unsafe_quorum{"CB0307", warning, "nothing keeps a split cluster from running resources twice",
                       "Without quorum and without fencing both halves start everything: data gets lost."};
    info bad_rule{"CB0308", error, "a rule that cannot be evaluated", "Pacemaker takes it as false."};
    info no_value{"CB0309", hint, "a name without a value", "Schema 4.0 wants one; Pacemaker takes it as not set."};

    // Resources.
    info duplicate_operation{"CB0401", error, "two operations of one name and interval",
                             "Pacemaker ignores the second one."};
    info recurring_start{"CB0402", error, "an interval for an operation that cannot recur",
                         "Only monitor may have one; Pacemaker ignores the operation."};
    info clone_node_max{"CB0403", error, "several instances of an anonymous clone on one node",
                        "Set globally-unique=true, or clone-node-max=1."};
    info not_promotable_class{"CB0404", error, "a promotable clone of an agent without promote",
                              "Only OCF agents can be promoted; Pacemaker ignores the clone."};
    info promoted_max{"CB0405", warning, "more promoted instances than instances", "Raise clone-max."};
    info bundle_unreachable{"CB0406", error, "a bundle whose resource cannot be reached",
                            "A primitive in a bundle needs ip-range-start or control-port."};
    info remote_in_group{"CB0407", error, "a remote node in a group or a clone", "Pacemaker cannot manage it there."};
    info on_fail_fence{"CB0408", warning, "on-fail=fence without fencing",
                       "With stonith-enabled=false Pacemaker stops the resource instead."};
    info unpromotable_role{"CB0409", warning, "a promoted role for what is never promoted",
                           "Only a promotable clone has promoted instances, so nothing ever matches."};
    info empty_interval{"CB0410", warning, "a monitor that never repeats",
                        "A monitor with the interval 0 is only the probe at the start."};
    info on_fail_not_here{"CB0411", error, "an on-fail that the operation cannot have",
                          "Pacemaker uses the default instead."};

    // Constraints.
    info colocation_loop{"CB0501", warning, "colocations in a circle",
                         "Pacemaker breaks the circle somewhere; the placement is hard to foresee."};
    info order_loop{"CB0502", error, "orders in a circle", "None of the resources can start."};
    info self_reference{"CB0503", error, "a constraint of a resource with itself", "Remove it."};
    info contradiction{"CB0504", error, "constraints that contradict each other",
                       "The resource can never run beside the other one."};
    info group_member{"CB0506", hint, "a constraint on a member of a group",
                      "The members before it follow. Usually the group is meant."};
    info bad_pattern{"CB0507", error, "a regular expression that cannot be read", "Pacemaker ignores the constraint."};
    info ticket_fence{"CB0508", error, "loss-policy=fence without fencing", "Pacemaker stops the resources instead."};
    info redundant{"CB0509", warning, "two constraints that say the same", "Remove one of them."};
    info bad_influence{"CB0510", error, "an influence that is neither true nor false",
                       "The schema takes it, and Pacemaker uses the default instead."};

    // Fencing.
    info no_fencing_device{"CB0601", error, "fencing is on, and there is no device",
                           "Pacemaker starts no resource. Configure a stonith resource, or set stonith-enabled=false."};
    info unknown_device{"CB0602", warning, "a fencing level with a device that does not exist",
                        "The level always fails."};
    info not_a_device{"CB0603", warning, "a fencing level with a resource that is no fencing device",
                      "Only resources of the class stonith fence."};
    info level_index{"CB0604", error, "a fencing level outside of 1 to 9", "Pacemaker ignores the level."};
    info duplicate_level{"CB0605", warning, "two fencing levels of one number for one target",
                         "List all devices of a level in one element."};

    // Agents.
    info unknown_agent{"CB0701", error, "an agent that is not installed", "The resource cannot start."};
    info missing_parameter{"CB0702", error, "a parameter that the agent needs", "The resource cannot start."};
    info unknown_parameter{"CB0703", warning, "a parameter that the agent does not have", "The agent ignores it."};
    info unique_clash{"CB0704", warning, "two resources with one value for a unique parameter",
                      "The agent wants it to differ; the resources would fight for it."};
    info short_timeout{"CB0705", hint, "a timeout below what the agent advises", "Raise it."};
    info bad_parameter{"CB0706", warning, "a value of another type than the agent wants", "The agent may refuse it."};
    info deprecated_parameter{"CB0707", hint, "a parameter that the agent calls deprecated", "Use the newer one."};
} code;

}  // namespace hakit::cib
