/// CS02xx: the protocol.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::corosync {

inline constexpr struct totem_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    info version{"CS0201", error, "no 'version: 2'", "corosync reads version 2 alone, and it must be said."};
    info cipher_without_hash{"CS0202", error, "a cipher without a hash",
                             "crypto_cipher needs a crypto_hash other than none."};
    info crypto_transport{"CS0203", error, "encryption without knet",
                          "udp and udpu cannot encrypt since 3.0. Use knet."};
    info timer{"CS0204", error, "a timer that is too short", "corosync does not start."};
    info retransmit{"CS0205", error, "a token that leaves too little time between retransmits",
                    "token / (token_retransmits_before_loss_const + 0.2) must be 30 ms or more."};
    info consensus_join{"CS0207", error, "consensus shorter than join", "corosync does not start."};
    info consensus_token{"CS0208", warning, "consensus shorter than 1.2 times token",
                         "corosync takes it, but with more than two nodes memberships may not settle. Leave it out to "
                         "get 1.2 * token."};
    info flow_control{
        "CS0209", warning, "more messages than a token rotation carries",
        "corosync.conf(5) limits window_size and max_messages to 256000 / netmtu; corosync does not check."};
    info unencrypted{"CS0210", hint, "a cluster without encryption",
                     "Whoever reaches the network can take part. Set crypto_cipher and crypto_hash, and make a key."};
    info transport_gone{"CS0211", error, "a transport that standard builds no longer have",
                        "Since what follows 3.1.10 udp and udpu need --enable-udpu. Use knet."};
    info key_file{"CS0212", error, "a key file that is missing or of the wrong size",
                  "corosync 3 wants 128..4096 bytes. hakit authkey makes one."};
    info sctp{"CS0214", hint, "knet over SCTP", "It is deprecated. Use udp."};
    info link_mode{"CS0215", hint, "a link mode without a choice of links",
                   "It matters with knet and two links or more."};
    info must_encrypt{"CS0216", error, "encryption switched off",
                      "Standard builds of what follows 3.1.10 do not run without it."};
} totem_code;

}  // namespace hakit::corosync
