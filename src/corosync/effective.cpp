#include <hakit/corosync/effective.hpp>

#include <limits>

namespace hakit::corosync {
namespace {

const struct totem& totem_of(const config& c) {
    static const struct totem none;
    return c.totem ? *c.totem : none;
}

std::uint64_t or_default(const number& value, std::uint64_t fallback) {
    return value && *value != 0 ? *value : fallback;
}

// Milliseconds of a computed time: none below 0, and the largest where a file asks for more than fits.
std::uint64_t milliseconds(double value) {
    constexpr auto largest = std::numeric_limits<std::uint64_t>::max();
    if (!(value > 0)) return 0;
    return value >= static_cast<double>(largest) ? largest : static_cast<std::uint64_t>(value);
}

}  // namespace

transport transport_of(const config& c, const target& aim) {
    const auto& wanted = totem_of(c).transport;
    if (!wanted) return aim.version >= v3_0 ? transport::knet : transport::udp;
    if (*wanted == "udp") return transport::udp;
    if (*wanted == "udpu") return transport::udpu;
    if (*wanted == "knet" && aim.version >= v3_0) return transport::knet;
    return transport::other;
}

timers timers_of(const config& c, const target& aim) {
    const auto& t = totem_of(c);
    timers out;
    out.token = or_default(t.token, aim.version >= v3_1 ? 3000 : 1000);
    std::uint64_t nodes = 0;
    if (c.nodelist)
        for (const auto& n : c.nodelist->node) nodes += n.ring_addr[0].has_value() ? 1u : 0u;
    if (nodes > 2 && aim.version >= release{2, 3, 0}) out.token += (nodes - 2) * t.token_coefficient.value_or(650);
    const auto retransmits = static_cast<double>(or_default(t.token_retransmits_before_loss_const, 4));
    const auto token = static_cast<double>(out.token);
    out.token_retransmit = or_default(t.token_retransmit, milliseconds(token / (retransmits + 0.2)));
    const auto hold = static_cast<double>(out.token_retransmit) * 0.8 - 10;
    out.hold = or_default(t.hold, milliseconds(hold));
    out.join = or_default(t.join, 50);
    out.consensus = or_default(t.consensus, milliseconds(1.2 * token));
    out.merge = or_default(t.merge, 200);
    out.downcheck = or_default(t.downcheck, 1000);
    out.max_network_delay = or_default(t.max_network_delay, 50);
    return out;
}

encryption encryption_of(const config& c, const target& aim) {
    const auto& t = totem_of(c);
    const bool by_default = aim.version >= head;
    bool secure = by_default || aim.version < v2_0;
    if (t.secauth) secure = *t.secauth == "on";
    encryption out;
    out.cipher = secure ? "aes256" : "none";
    out.hash = !secure ? "none" : aim.version >= v3_0 ? "sha256" : "sha1";
    if (t.crypto_cipher) out.cipher = *t.crypto_cipher;
    if (t.crypto_hash) out.hash = *t.crypto_hash;
    return out;
}

votes votes_of(const config& c) {
    votes out;
    if (!c.quorum || !c.quorum->provider || *c.quorum->provider != "corosync_votequorum") return out;
    const auto& q = *c.quorum;
    out.votequorum = true;
    std::uint64_t sum = 0;
    if (c.nodelist)
        for (const auto& n : c.nodelist->node) sum += n.quorum_votes.value_or(1);
    if (q.device && q.device->model) out.device = q.device->votes.value_or(sum > 0 ? sum - 1 : 0);
    out.expected = q.expected_votes ? *q.expected_votes : sum + out.device;
    const auto on = [](const number& n) { return n && *n != 0; };
    out.two_node = on(q.two_node) && !q.device && !on(q.auto_tie_breaker) && out.expected <= 2;
    out.wait_for_all = q.wait_for_all ? *q.wait_for_all != 0 : on(q.two_node);
    out.quorum = out.two_node ? 1 : out.expected / 2 + 1;
    return out;
}

std::vector<unsigned> links_of(const config& c) {
    std::vector<unsigned> links;
    if (!c.nodelist) return links;
    for (unsigned link = 0; link < most_links; ++link)
        if (std::ranges::any_of(c.nodelist->node, [&](const auto& n) { return n.ring_addr[link].has_value(); }))
            links.push_back(link);
    return links;
}

}  // namespace hakit::corosync
