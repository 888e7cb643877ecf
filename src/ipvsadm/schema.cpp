#include <hakit/ipvsadm/schema.hpp>

#include <array>

namespace hakit::ipvsadm {

std::span<const keyword> keywords() noexcept {
    static constexpr std::array<keyword, 26> rows{{
        {"service", "-t, -u, --sctp-service ADDRESS:PORT | -f MARK [-6]", "", "A virtual service, added by -A."},
        {"service/scheduler", "rr|wrr|lc|wlc|lblc|lblcr|dh|sh|sed|nq|fo|ovf|mh|twos", "wlc",
         "How a server is chosen for a new connection (-s)."},
        {"service/sched-flags", "sh-fallback|sh-port|mh-fallback|mh-port|flag-1|flag-2|flag-3, joined by commas", "",
         "Flags of the scheduler (-b)."},
        {"service/persistent", "1..2678400 s", "360 for a bare -p; without -p none",
         "How long a client stays with its server (-p)."},
        {"service/netmask", "a dotted mask, for IPv6 1..128", "every client for itself",
         "Which clients stay together (-M)."},
        {"service/pe", "sip", "", "The persistence engine: what makes a client."},
        {"service/ops", "", "", "Schedules every datagram anew (-o)."},
        {"service/server", "-r ADDRESS[:PORT]", "", "A real server, added by -a."},
        {"service/server/gatewaying", "", "this, when no other is named", "Forwards by direct routing (-g)."},
        {"service/server/ipip", "", "", "Forwards by a tunnel (-i)."},
        {"service/server/masquerading", "", "", "Forwards by address translation (-m)."},
        {"service/server/weight", "0..2147483647", "1", "Its share of connections; 0 takes no new ones (-w)."},
        {"service/server/u-threshold", "0..2147483647", "0, no limit",
         "The number of connections at which no new ones come (-x)."},
        {"service/server/l-threshold", "0..2147483647", "three quarters of the upper one",
         "The number of connections below which new ones come again (-y)."},
        {"service/server/tun-type", "ipip|gue|gre", "ipip", "The kind of tunnel."},
        {"service/server/tun-port", "1..65535", "", "The UDP port of a gue tunnel."},
        {"service/server/tun-nocsum", "", "this, when no other is named", "A gue or gre tunnel without checksum."},
        {"service/server/tun-csum", "", "", "A gue or gre tunnel with a checksum."},
        {"service/server/tun-remcsum", "", "", "A gue tunnel with remote checksum offload."},
        {"set", "TCP TCPFIN UDP, each 0..2678400 s", "900 120 300", "The timeouts of connections; 0 keeps one."},
        {"start-daemon", "master|backup", "", "A daemon that sends or takes the connections of another director."},
        {"start-daemon/mcast-interface", "an interface", "", "Where it sends or listens."},
        {"start-daemon/syncid", "0..255", "0", "Which master a backup listens to; 0 is any."},
        {"start-daemon/sync-maxlen", "1..65534 bytes", "the MTU of the interface", "The longest message."},
        {"start-daemon/mcast-group", "a multicast address", "224.0.0.81",
         "The group, with --mcast-port and --mcast-ttl."},
        {"stop-daemon", "master|backup", "", "Ends a daemon."},
    }};
    return rows;
}

}  // namespace hakit::ipvsadm
