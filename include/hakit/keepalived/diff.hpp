/// What changes in meaning between two configurations, and what a reload of keepalived would do about it.
#pragma once

#include <hakit/keepalived/config.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// What a running keepalived does about a change when it gets SIGHUP, from no interruption to a refusal. As its 2.2 and
/// 2.3 sources have it; a change of two kinds gets the one with the greater consequence.
enum class reload_effect : std::uint8_t {
    in_place,             ///< taken over; nothing is interrupted
    deferred,             ///< accepted, without effect until keepalived is started again or the thing is added anew
    check_restarted,      ///< the checker starts afresh and forgets what it knew about its server
    destination_edited,   ///< the real server's entry in ip_vs is changed; its connections stay
    destination_added,    ///< a real or sorry server is added to ip_vs
    destination_removed,  ///< a real or sorry server is taken out of ip_vs, with its connections
    service_edited,       ///< the service's entry in ip_vs is changed; its connections stay
    service_added,        ///< a service is added to ip_vs
    service_removed,      ///< a service is taken out of ip_vs, with all its connections
    service_replaced,     ///< the service is removed and another one added
    addresses_changed,    ///< addresses, routes or rules are added to the system or taken away
    instance_added,       ///< a VRRP instance or BFD session starts, in its first state
    instance_removed,     ///< a VRRP instance or BFD session ends; a master gives up its addresses
    instance_restarted,   ///< the same, and a new one starts in its first state: a master may change
    reload_refused,       ///< keepalived refuses the whole reload until it is started again
};

/// "in place", "destination added", ...
[[nodiscard]] std::string_view to_string(reload_effect e) noexcept;

/// One difference.
struct change {
    enum class kind : std::uint8_t { added, removed, changed };

    kind what = kind::changed;
    /// "vrrp_instance[VI_1].priority"; of a block "virtual_server[192.0.2.1 80]", of a list the list itself.
    std::string path;
    std::string before;  ///< the words of the old value; "unset" when there was none; empty for blocks
    std::string after;   ///< the words of the new value; "unset" when there is none; empty for blocks
    reload_effect effect = reload_effect::in_place;
    std::string_view reason;  ///< one sentence, static

    friend bool operator==(const change&, const change&) = default;
};

struct diff_options {
    bool secrets = false;  ///< show secrets; otherwise they read REDACTED
};

/// The differences, in the order of the keyword tables. Blocks with a header are matched by it (virtual servers of one
/// header by their protocol as well), other repeated blocks first by equality, then by their order. Lists are sets: the
/// order of their entries does not count. Values are compared as written; a default that was spelled out differs from
/// one that was not. Empty when keepalived would run the same.
[[nodiscard]] std::vector<change> diff(const config& before, const config& after, const diff_options& options = {});

/// One line a change: "~ vrrp_instance[VI_1].priority: 100 -> 150 (in place: the state is carried over)".
[[nodiscard]] std::string to_text(std::span<const change> changes);

}  // namespace hakit::keepalived
