/// Routes and policy rules that keepalived sets.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::keepalived {

/// Where a route or rule points to: a prefix, or everything of a family.
struct route_prefix {
    std::optional<ip_prefix> prefix;  ///< nullopt: `default`

    friend bool operator==(const route_prefix&, const route_prefix&) = default;
};

/// A number of a route that the kernel may not change when it is locked: `[lock] N`.
struct route_metric {
    std::uint32_t value = 0;
    bool lock = false;
    bool milliseconds = false;  ///< of rtt, rttvar and rto_min: written with a unit ("20ms", "1.5s")

    friend bool operator==(const route_metric&, const route_metric&) = default;
};

/// `[lock] NAME`: TCP congestion control.
struct route_congestion {
    std::string name;
    bool lock = false;

    friend bool operator==(const route_congestion&, const route_congestion&) = default;
};

/// `mpls 100/200`, or `ip`, `ip6`, `ila` with options: the tunnel that a route puts its packets in.
struct route_encap {
    std::string type;
    std::vector<std::string> options;  ///< its words as written

    friend bool operator==(const route_encap&, const route_encap&) = default;
};

/// One way of a multipath route: `nexthop via ADDRESS dev NAME weight N ...`.
struct route_hop {
    std::optional<ip_address> via;
    std::string dev;
    std::optional<std::int64_t> weight;  ///< 1..256
    bool onlink = false;
    std::string realms;
    std::optional<route_encap> encap;

    friend bool operator==(const route_hop&, const route_hop&) = default;
};

/// A line of virtual_routes and static_routes. Names are those of ip-route(8); numbers that may also be names of
/// /etc/iproute2 stay words.
struct route {
    std::string family;  ///< "inet", "inet6" or empty
    std::string type;    ///< "blackhole", "unreachable", ...; empty: unicast
    route_prefix to;     ///< the destination
    std::optional<ip_address> via;
    std::optional<ip_address> src;
    std::optional<ip_prefix> from;  ///< source of the packets; IPv6 only
    std::string dev;
    std::string table;  ///< name or number; empty: main
    std::optional<std::int64_t> metric;
    std::string tos;       ///< name or number
    std::string scope;     ///< name or number
    std::string protocol;  ///< name or number
    std::optional<route_metric> mtu;
    std::optional<route_metric> hoplimit;
    std::optional<route_metric> advmss;
    std::optional<route_metric> rtt;
    std::optional<route_metric> rttvar;
    std::optional<route_metric> reordering;
    std::optional<route_metric> window;
    std::optional<route_metric> cwnd;
    std::optional<route_metric> ssthresh;
    std::optional<route_metric> rto_min;
    std::optional<std::int64_t> initcwnd;
    std::optional<std::int64_t> initrwnd;
    std::optional<std::int64_t> quickack;
    std::optional<std::int64_t> fastopen_no_cookie;
    std::optional<std::int64_t> expires;  ///< seconds
    std::string realms;                   ///< "[SRC/]DST"
    std::string features;                 ///< "ecn"
    std::string pref;                     ///< low, medium or high
    std::string ttl_propagate;            ///< enabled or disabled
    std::string vrf;
    std::string as;  ///< `as [to] ADDRESS`: destination after translation
    std::optional<route_encap> encap;
    std::vector<route_hop> nexthop;
    std::optional<route_congestion> congctl;  ///< TCP congestion control
    bool onlink = false;
    bool no_track = false;    ///< nothing happens when somebody deletes it
    std::string track_group;  ///< of static_routes: the instances that go to FAULT state when it is deleted

    friend bool operator==(const route&, const route&) = default;
};

/// A line of virtual_rules and static_rules. Names are those of ip-rule(8).
struct rule {
    std::string family;                ///< "inet", "inet6" or empty
    bool inverted = false;             ///< `not`: the rule is for all other packets
    std::optional<route_prefix> from;  ///< `from default` is every source
    std::optional<route_prefix> to;
    std::string tos;
    std::string fwmark;  ///< "MARK[/MASK]", decimal or 0x
    std::string iif;
    std::string oif;
    std::string ipproto;                     ///< name or number
    std::string sport;                       ///< "N" or "N-N"
    std::string dport;                       ///< "N" or "N-N"
    std::string uidrange;                    ///< "N-N"
    std::string tunnel_id;                   ///< a 64-bit number
    std::optional<std::int64_t> preference;  ///< the lowest is looked at first
    std::string table;                       ///< name or number
    std::string realms;                      ///< "[SRC/]DST"; IPv4 only
    std::string suppress_ifgroup;            ///< name or number
    std::optional<std::int64_t> suppress_prefixlength;
    std::optional<std::int64_t> jump;  ///< `goto N`: the preference to go on at
    std::string type;                  ///< blackhole, unreachable or prohibit instead of a table
    std::optional<std::int64_t> protocol;
    bool nop = false;
    bool l3mdev = false;      ///< the table of the packet's VRF
    bool no_track = false;    ///< nothing happens when somebody deletes it
    std::string track_group;  ///< of static_rules: the instances that go to FAULT state when it is deleted

    friend bool operator==(const rule&, const rule&) = default;
};

}  // namespace hakit::keepalived
