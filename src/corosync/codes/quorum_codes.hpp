/// CS04xx: quorum. CS05xx: the rest.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::corosync {

inline constexpr struct quorum_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    info no_provider{"CS0401", hint, "no quorum provider",
                     "Without one every partition is quorate, and the other quorum keys have no effect."};
    info no_votes{"CS0402", error, "votequorum without votes",
                  "It needs a nodelist or expected_votes. corosync -t does not look."};
    info two_node_device{"CS0403", error, "two_node with a quorum device",
                         "corosync does not start. corosync -t does not look."};
    info two_node_nodes{"CS0404", warning, "two_node with another number of nodes",
                        "corosync ignores it with more than two votes."};
    info two_node_tie{"CS0405", warning, "two_node with auto_tie_breaker", "corosync switches two_node off."};
    info tie_breaker_odd{"CS0406", warning, "auto_tie_breaker with an odd number of votes",
                         "Without wait_for_all corosync switches it off."};
    info device_conflict{"CS0407", error, "a quorum device with a feature that excludes it",
                         "last_man_standing, auto_tie_breaker and allow_downscale do not go with a device. corosync "
                         "does not start; corosync -t does not look."};
    info device_votes{"CS0408", error, "a quorum device without votes",
                      "They must be said when expected_votes is set or a node has other than one vote."};
    info device_incomplete{"CS0409", error, "a quorum device without a model or host",
                           "corosync waits for corosync-qdevice, which does not start."};
    info expected_votes{"CS0410", warning, "expected_votes that differ from the nodelist",
                        "They win over the sum of the nodelist."};
    info tie_breaker_node{"CS0411", warning, "an auto_tie_breaker_node that is not in the nodelist",
                          "Write lowest, highest or ids of nodes."};
    info too_few_votes{"CS0412", error, "fewer than two votes besides the device",
                       "expected_votes less the votes of the device must be 2 at least."};
    info last_man_odd{"CS0413", error, "last_man_standing with auto_tie_breaker and an odd number of votes",
                      "Without wait_for_all corosync does not start. corosync -t does not look."};

    info unknown_provider{"CS0414", error, "an unknown quorum provider",
                          "corosync does not start. corosync -t does not look."};

    info unknown_user{"CS0501", error, "a user or group that the host does not have", "corosync does not start."};
    info no_logfile{"CS0502", warning, "a log file without its name", "Set logfile."};
    info priority{"CS0503", hint, "a priority with sched_rr", "It has an effect with sched_rr: no alone."};
    info foreign_section{"CS0504", error, "something else than uidgid in uidgid.d",
                         "Files of that directory hold uidgid sections alone."};
} quorum_code;

}  // namespace hakit::corosync
