#include "corosync/check/findings.hpp"
#include "corosync/codes/key_codes.hpp"
#include "corosync/codes/totem_codes.hpp"

#include <algorithm>

namespace hakit::corosync {
namespace {

constexpr std::uint64_t shortest = 30;       // three ticks of 10 ms
constexpr std::uint64_t shortest_hold = 14;  // int(30 * 0.8 - 10)

std::string ms(std::uint64_t value) { return std::to_string(value) + " ms"; }

/// A timer that was set and is too short; 0 is the default.
void check_timer(findings& f, const number& timer, std::string_view name, std::uint64_t least) {
    if (!timer || *timer == 0 || *timer >= least) return;
    f.report(totem_code.timer, timer.where(), quote(name) + " is " + ms(*timer) + "; the least is " + ms(least));
}

void check_timers(findings& f) {
    const auto& t = f.totem();
    const auto computed = timers_of(f.configuration, f.aim);
    if (t.token && *t.token != 0 && computed.token < shortest)
        f.report(totem_code.timer, t.token.where(),
                 "'token' is " + ms(computed.token) + "; the least is " + ms(shortest));
    check_timer(f, t.token_retransmit, "token_retransmit", shortest);
    check_timer(f, t.hold, "hold", f.aim.version >= v2_0 ? shortest_hold : shortest);
    check_timer(f, t.join, "join", shortest);
    check_timer(f, t.consensus, "consensus", shortest);
    check_timer(f, t.merge, "merge", shortest);
    check_timer(f, t.downcheck, "downcheck", shortest);
    check_timer(f, t.max_network_delay, "max_network_delay", shortest);
    const bool token_fits = computed.token >= shortest;
    const bool own_retransmit = t.token_retransmit && *t.token_retransmit != 0;
    if (token_fits && !own_retransmit && computed.token_retransmit < shortest) {
        const auto& culprit = t.token_retransmits_before_loss_const ? t.token_retransmits_before_loss_const : t.token;
        f.report(totem_code.retransmit, culprit.where(),
                 "a token of " + ms(computed.token) + " leaves " + ms(computed.token_retransmit) +
                     " between its retransmits; the least is " + ms(shortest));
    } else if (!(t.hold && *t.hold != 0) && computed.hold < shortest_hold && computed.token_retransmit >= shortest) {
        f.report(totem_code.timer, (t.token_retransmit ? t.token_retransmit : t.token).where(),
                 "'hold' comes to " + ms(computed.hold) + "; the least is " + ms(shortest_hold));
    }
    if (token_fits && computed.consensus < computed.join && computed.consensus >= shortest &&
        computed.join >= shortest) {
        const auto& culprit = t.consensus ? t.consensus : t.join ? t.join : t.token;
        f.report(totem_code.consensus_join, culprit.where(),
                 "'consensus' is " + ms(computed.consensus) + ", less than 'join' with " + ms(computed.join));
    } else if (t.consensus && *t.consensus != 0 && computed.consensus < computed.token * 12 / 10 &&
               computed.consensus >= shortest) {
        auto& d = f.report(totem_code.consensus_token, t.consensus.where(),
                           "'consensus' is " + ms(computed.consensus) + "; with a token of " + ms(computed.token) +
                               " it should be " + ms(computed.token * 12 / 10) + " at least");
        if (t.token) findings::note(d, "the token", t.token.where());
    }
    if (t.token_warning && *t.token_warning > 100)
        f.report(key_code.outside_range, t.token_warning.where(),
                 "'token_warning' is " + std::to_string(*t.token_warning) + " %; the most is 100");
}

void check_flow_control(findings& f) {
    const auto& t = f.totem();
    const auto mtu = t.netmtu && *t.netmtu != 0 ? *t.netmtu : 1500;
    const auto most = std::max<std::uint64_t>(1, 256'000 / mtu);
    const auto check = [&](const number& n, std::string_view name) {
        if (n && *n > most)
            f.report(totem_code.flow_control, n.where(),
                     quote(name) + " is " + std::to_string(*n) + "; with packets of " + std::to_string(mtu) +
                         " bytes the most is " + std::to_string(most));
    };
    check(t.window_size, "window_size");
    check(t.max_messages, "max_messages");
}

void check_encryption(findings& f, transport carrier) {
    const auto& t = f.totem();
    const auto used = encryption_of(f.configuration, f.aim);
    if (used.on() && t.key && !t.keyfile && t.key->size() < 128)
        f.report(totem_code.key_file, t.key.where(),
                 "the key has " + std::to_string(t.key->size()) + " bytes; 128 at least are needed");
    const auto place = t.crypto_cipher ? t.crypto_cipher.where()
                       : t.crypto_hash ? t.crypto_hash.where()
                       : t.secauth     ? t.secauth.where()
                       : t.transport   ? t.transport.where()
                                       : f.totem_place();
    if (f.aim.version >= head && !used.on()) {
        f.report(totem_code.must_encrypt, place, "this release does not run without encryption");
        return;
    }
    if (f.aim.version >= v2_0 && used.cipher != "none" && used.hash == "none")
        f.report(totem_code.cipher_without_hash, place, "'crypto_cipher' needs a 'crypto_hash' other than none");
    else if (f.aim.version >= v3_0 && used.on() && carrier != transport::knet)
        f.report(totem_code.crypto_transport, place, "only knet can encrypt");
    else if (f.configuration.totem && !used.on() && carrier == transport::knet)
        f.report(totem_code.unencrypted, place, "the nodes talk without encryption");
}

}  // namespace

void check_totem(findings& f) {
    const auto& t = f.totem();
    const bool unreadable = std::ranges::any_of(t.other, [](const auto& o) { return o.path == "version"; });
    if (!t.version && !unreadable)
        f.report(totem_code.version, f.totem_place(), "'version: 2' is missing in totem");
    else if (t.version && *t.version != 2)
        f.report(totem_code.version, t.version.where(),
                 "version " + std::to_string(*t.version) + "; corosync reads version 2 alone");
    const auto carrier = transport_of(f.configuration, f.aim);
    if (f.aim.version >= head && (carrier == transport::udp || carrier == transport::udpu))
        f.report(totem_code.transport_gone, t.transport.where(),
                 "standard builds of this release have no " + *t.transport + "; use knet");
    check_timers(f);
    check_flow_control(f);
    check_encryption(f, carrier);
    if (f.aim.version >= v3_0 && t.link_mode && (carrier != transport::knet || links_of(f.configuration).size() < 2))
        f.report(totem_code.link_mode, t.link_mode.where(), "'link_mode' has nothing to choose from with one link");
}

}  // namespace hakit::corosync
