#include "corosync/check/findings.hpp"
#include "corosync/codes/quorum_codes.hpp"

#include <algorithm>
#include <charconv>

namespace hakit::corosync {
namespace {

bool on(const number& n) { return n && *n != 0; }

void check_device(findings& f, const struct quorum& q, const device& d) {
    if (!d.model) {
        // corosync takes a device without a model for none.
        f.report(quorum_code.device_incomplete, d.where.span, "the device has no 'model'");
        return;
    }
    if (*d.model == "net" && (!d.net || !d.net->host || d.net->host->empty()))
        f.report(quorum_code.device_incomplete, d.net ? d.net->where.span : d.where.span,
                 "the device has no 'host' in net");
    if (on(q.two_node))
        f.report(quorum_code.two_node_device, q.two_node.where(), "'two_node' does not go with a quorum device");
    const auto conflict = [&](const number& feature, std::string_view name) {
        if (on(feature))
            f.report(quorum_code.device_conflict, feature.where(), quote(name) + " does not go with a quorum device");
    };
    conflict(q.last_man_standing, "last_man_standing");
    conflict(q.auto_tie_breaker, "auto_tie_breaker");
    conflict(q.allow_downscale, "allow_downscale");
    const bool uneven = f.configuration.nodelist &&
                        std::ranges::any_of(f.configuration.nodelist->node,
                                            [](const auto& n) { return n.quorum_votes && *n.quorum_votes != 1; });
    if (!d.votes && (q.expected_votes || uneven))
        f.report(quorum_code.device_votes, d.where.span,
                 "the device needs 'votes', since " +
                     std::string{q.expected_votes ? "'expected_votes' is set" : "a node has other than one vote"});
    if (d.votes && q.expected_votes && *q.expected_votes < *d.votes + 2)
        f.report(quorum_code.too_few_votes, q.expected_votes.where(),
                 std::to_string(*q.expected_votes) + " expected votes less " + std::to_string(*d.votes) +
                     " of the device are fewer than 2");
}

void check_tie_breaker(findings& f, const struct quorum& q) {
    const auto expected = votes_of(f.configuration).expected;
    if (on(q.auto_tie_breaker) && on(q.two_node))
        f.report(quorum_code.two_node_tie, q.two_node.where(),
                 "with 'auto_tie_breaker' corosync switches 'two_node' off");
    if (on(q.auto_tie_breaker) && expected % 2 == 1 && !on(q.wait_for_all) && !q.device) {
        if (on(q.last_man_standing))
            f.report(quorum_code.last_man_odd, q.auto_tie_breaker.where(),
                     "with " + std::to_string(expected) +
                         " votes, 'last_man_standing' and without 'wait_for_all' corosync "
                         "does not start");
        else
            f.report(quorum_code.tie_breaker_odd, q.auto_tie_breaker.where(),
                     "with " + std::to_string(expected) + " votes and without 'wait_for_all' corosync switches it off");
    }
    if (!q.auto_tie_breaker_node || *q.auto_tie_breaker_node == "lowest" || *q.auto_tie_breaker_node == "highest")
        return;
    if (!f.configuration.nodelist) return;
    std::string_view rest{*q.auto_tie_breaker_node};
    while (!rest.empty()) {
        const auto end = std::min(rest.find_first_of(" ,\t"), rest.size());
        const auto word = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (word.empty()) continue;
        std::uint64_t id = 0;
        const auto [last, ec] = std::from_chars(word.data(), word.data() + word.size(), id);
        const bool known = ec == std::errc{} && last == word.data() + word.size() &&
                           std::ranges::any_of(f.configuration.nodelist->node,
                                               [&](const auto& n) { return n.nodeid && *n.nodeid == id; });
        if (!known)
            f.report(quorum_code.tie_breaker_node, q.auto_tie_breaker_node.where(),
                     quote(word) + " is neither lowest nor highest nor the id of a node");
    }
}

}  // namespace

void check_quorum(findings& f) {
    if (!f.configuration.quorum) {
        if (f.aim.version >= v2_0 && f.configuration.nodelist)
            f.report(quorum_code.no_provider, {}, "there is no quorum section: every partition counts as quorate");
        return;
    }
    const auto& q = *f.configuration.quorum;
    if (!q.provider) {
        f.report(quorum_code.no_provider, q.where.span, "without 'provider' the quorum section has no effect");
        return;
    }
    if (*q.provider != "corosync_votequorum") return;
    const bool has_nodes = f.configuration.nodelist && !f.configuration.nodelist->node.empty();
    if (!has_nodes && !q.expected_votes)
        f.report(quorum_code.no_votes, q.where.span, "votequorum needs a nodelist or 'expected_votes'");
    if (q.device) check_device(f, q, *q.device);
    check_tie_breaker(f, q);
    if (!has_nodes) return;
    std::uint64_t sum = 0;
    for (const auto& n : f.configuration.nodelist->node) sum += n.quorum_votes.value_or(1);
    const auto nodes = f.configuration.nodelist->node.size();
    if (on(q.two_node) && !q.device && nodes != 2) {
        auto& d = f.report(quorum_code.two_node_nodes, q.two_node.where(),
                           "'two_node' with " + std::to_string(nodes) + (nodes == 1 ? " node" : " nodes"),
                           nodes == 1 ? text::severity::hint : text::severity::warning);
        findings::note(d, "the nodes", f.configuration.nodelist->where.span);
    }
    const auto device = q.device && q.device->votes ? *q.device->votes : 0;
    if (q.expected_votes && *q.expected_votes != sum + device)
        f.report(quorum_code.expected_votes, q.expected_votes.where(),
                 "'expected_votes' is " + std::to_string(*q.expected_votes) + "; the nodes have " +
                     std::to_string(sum) + (device != 0 ? " and the device " + std::to_string(device) : std::string{}));
}

}  // namespace hakit::corosync
