#include "keepalived/check/findings.hpp"
#include "keepalived/codes/general_codes.hpp"
#include "keepalived/values/words.hpp"

#include <chrono>
#include <map>
#include <unordered_map>

namespace hakit::keepalived {
namespace {

using namespace std::chrono_literals;

void check_session(findings& f, const bfd_instance& session) {
    const auto name = quote(*session.name);
    if (!session.neighbor_ip) {
        if (!f.has_statement(session.where, "neighbor_ip"))
            f.report(general_code.bfd_without_neighbor, session.where.span,
                     "BFD instance " + name + " has no neighbor address set; keepalived disables it");
        return;
    }
    if (session.source_ip && session.source_ip->family() != session.neighbor_ip->family())
        f.report(general_code.bfd_family, session.source_ip.where(),
                 "source address " + session.source_ip->to_string() + " and neighbor address " +
                     session.neighbor_ip->to_string() + " of BFD instance " + name +
                     " are not of the same family; keepalived disables it");
    const auto ttl = session.ttl.value_or(session.neighbor_ip->is_v4() ? 255 : 64);
    if (session.max_hops && *session.max_hops > ttl)
        f.report(general_code.bfd_hops, session.max_hops.where(),
                 "max_hops of BFD instance " + name + " exceeds the TTL of " + std::to_string(ttl) +
                     "; keepalived sets it to that");
    for (const auto* interval : {&session.min_rx, &session.min_tx, &session.idle_tx})
        if (*interval && **interval > 10s)
            f.report(general_code.bfd_slow, interval->where(), "BFD instance " + name + " is slower than 10 s");
}

}  // namespace

void check_bfd(findings& f) {
    std::unordered_map<std::string_view, text::span> names;
    std::map<ip_address, const bfd_instance*> neighbors;
    for (const auto& session : f.configuration.bfd_instance) {
        if (!session.name) continue;
        if (const auto [first, added] = names.emplace(*session.name, session.where.span); !added) {
            auto& d =
                f.report(general_code.duplicate_bfd, session.where.span,
                         "there is a BFD instance " + quote(*session.name) + " already; keepalived skips this one");
            f.note(d, "the first one", first->second);
            continue;
        }
        check_session(f, session);
        if (!session.neighbor_ip) continue;
        const auto [first, added] = neighbors.emplace(*session.neighbor_ip, &session);
        // A session from another source is another session.
        if (added || first->second->source_ip != session.source_ip) continue;
        auto& d =
            f.report(general_code.bfd_same_neighbor, session.neighbor_ip.where(),
                     "BFD instance " + quote(*first->second->name) + " has the neighbor address " +
                         session.neighbor_ip->to_string() + " already; keepalived ignores " + quote(*session.name));
        f.note(d, "the first one", first->second->neighbor_ip.where());
    }
}

}  // namespace hakit::keepalived
