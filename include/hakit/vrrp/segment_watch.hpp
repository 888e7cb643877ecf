/// Who is master of which virtual router, as seen by somebody who only listens. No sockets, no clock.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/vrrp/decode.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::vrrp {

enum class watched_state : std::uint8_t {
    master,     ///< somebody advertises
    resigned,   ///< the master has said that it ends (priority 0), and nobody has followed yet
    lost,       ///< silence for so long that each backup must have taken over: there is none
    contested,  ///< a second one keeps advertising, although it should be a backup
};

[[nodiscard]] std::string_view to_string(watched_state s) noexcept;

/// One host that advertises a virtual router.
struct speaker {
    ip_address source;
    std::optional<mac_address> mac = {};
    std::uint8_t version = 3;
    std::uint8_t priority = 100;  ///< before it resigned
    duration interval = std::chrono::seconds{1};
    std::vector<ip_address> addresses;
    std::vector<checksum_form> forms;  ///< in which its checksums are right
    bool local = false;                ///< it is this host
    std::uint64_t adverts = 0;
    instant last_heard{};
    bool resigned = false;

    /// 3 intervals and the longest skew: a backup of any priority has taken over by then (RFC 9568 section 6.1).
    [[nodiscard]] instant lost_at() const noexcept;
};

/// One virtual router on one interface. The same number of the other family is another one.
struct watched_router {
    std::string interface;
    ip_family family = ip_family::v4;
    std::uint8_t vrid = 1;
    watched_state state = watched_state::master;
    speaker master;                     ///< the last one, when there is none
    std::optional<speaker> rival = {};  ///< who else has advertised since `master` is one
    std::uint64_t rival_adverts = 0;    ///< and how often
    instant since{};                    ///< since when it is in this state, with this master
    std::uint64_t masters = 1;          ///< how many there have been
};

enum class watch_event_kind : std::uint8_t {
    appeared,  ///< heard for the first time, or again after it was lost
    takeover,  ///< another master
    changed,   ///< the master advertises something else
    resigned,  ///< see watched_state, as the next three
    lost,
    contested,
    settled,    ///< the second one is silent again
    bad_packet  ///< the first one of this source with this reason
};

[[nodiscard]] std::string_view to_string(watch_event_kind k) noexcept;

struct watch_event {
    watch_event_kind kind = watch_event_kind::appeared;
    instant at{};
    watched_router router;                ///< after the event; of a bad packet only what could be read
    std::optional<ip_address> from = {};  ///< takeover: the master before; contested, settled: the rival; bad_packet
    std::optional<reject> why = {};       ///< bad_packet
    std::string text;                     ///< for people, without interface and number
};

/// A table of virtual routers, in the order of interface, family and number. Not thread-safe. Whoever may send can fill
/// it, so it has a limit for each interface: 2 families of 255 numbers, and 1,000 kinds of bad packets in all.
class segment_watch {
public:
    using events = std::vector<watch_event>;

    /// A packet, decoded; what is neither VRRP nor bad is ignored. `local`: this host has sent it.
    events on_packet(const std::string& interface, const decoded& packet, bool local, instant now);
    events on_time(instant now);
    /// When on_time() finds somebody lost or settled; never for an empty table.
    [[nodiscard]] instant wake_at() const noexcept;

    [[nodiscard]] std::vector<watched_router> routers() const;
    [[nodiscard]] std::uint64_t adverts() const noexcept { return adverts_; }
    /// How many packets no router may heed, by reason.
    [[nodiscard]] const std::map<reject, std::uint64_t>& bad_packets() const noexcept { return bad_; }

private:
    struct key {
        std::string interface;
        ip_family family;
        std::uint8_t vrid;
        friend auto operator<=>(const key&, const key&) = default;
    };
    struct complaint {
        std::string interface;
        ip_address source;
        reject why;
        friend auto operator<=>(const complaint&, const complaint&) = default;
    };

    void hear(watched_router& r, const speaker& s, bool resigns, instant now, events& out);
    void complain(const std::string& interface, const decoded& packet, instant now, events& out);

    std::map<key, watched_router> routers_;
    std::map<reject, std::uint64_t> bad_;
    std::map<complaint, bool> told_;
    std::uint64_t adverts_ = 0;
};

/// "eth0 v4 router 51: 10.0.0.2 is master instead of 10.0.0.1, which was silent for 3.6 s".
[[nodiscard]] std::string to_line(const watch_event& e);
/// A line of headings and one for each router; instants are of the clock of `now`.
[[nodiscard]] std::string to_table(const segment_watch& watch, instant now);

}  // namespace hakit::vrrp
