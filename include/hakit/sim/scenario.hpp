/// A script for a simulation: hosts with their keepalived.conf, segments, and what happens when.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/director/vrrp_plan.hpp>
#include <hakit/sim/world.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hakit::sim {

struct scenario_interface {
    std::string segment;
    std::optional<ip_address> v4 = {};  ///< what its adverts come from
    std::optional<ip_address> v6 = {};  ///< link-local
};

struct scenario_host {
    std::string name;
    std::string config;  ///< file with its keepalived.conf
    std::map<std::string, scenario_interface> interfaces;
    bool starts = true;  ///< at the beginning
    /// What a tracked script, file or process reports before an event says otherwise; without: up, or 0.
    std::map<std::string, int> trackers;
};

enum class happening : std::uint8_t { start, stop, crash_host, crash_process, link, path, segment, tracker };

struct scenario_event {
    duration at{};
    happening what = happening::start;
    std::string host;
    std::string to_host;       ///< of a path; both ways unless one_way
    std::string interface;     ///< of a link
    std::string segment_name;  ///< of a path or segment
    std::string tracker;
    bool up = true;  ///< of a link or path
    bool one_way = false;
    int value = 0;  ///< of a tracker
    segment_options segment = {};

    /// "crash of a", "link eth0 of b down".
    [[nodiscard]] std::string to_string() const;
};

struct scenario {
    std::uint64_t seed = 1;
    duration length = std::chrono::seconds{30};
    std::vector<std::pair<std::string, segment_options>> segments;
    std::vector<scenario_host> hosts;
    std::vector<scenario_event> events;  ///< in the order of time
};

/// Who let go of an address, and how long nobody had it, or nobody new.
struct takeover {
    instant at;
    std::string event;
    ip_address address;
    std::string from;
    std::optional<std::string> to = {};  ///< nullopt: nobody took it before the end
    duration took{};
};

struct address_report {
    ip_address address;
    std::vector<std::pair<instant, std::vector<std::string>>> owners;  ///< from that instant on
    std::vector<interval> nobody;                                      ///< after it was taken for the first time
    std::vector<interval> several;
};

struct change_report {
    instant at;
    std::string host;
    std::string router;
    vrrp::notify what;
};

struct scenario_report {
    std::uint64_t seed = 1;
    duration length{};
    std::vector<std::pair<instant, std::string>> events;
    std::vector<change_report> changes;
    std::vector<address_report> addresses;
    std::vector<takeover> takeovers;
    std::uint64_t packets_sent = 0;
    std::uint64_t packets_received = 0;
    std::vector<std::string> findings;  ///< of the translation of the configurations
};

/// Gives the plan of a configuration file, and adds what was found in it to the list.
using plan_loader =
    std::function<result<director::vrrp_plan>(const std::string& file, std::vector<std::string>& findings)>;

/// Runs it. Fails for what does not fit together: an interface that a configuration names and the scenario does not.
[[nodiscard]] result<scenario_report> simulate(const scenario& s, const plan_loader& load);

/// For people: what happened and who changed, in the order of time, then addresses and takeovers.
[[nodiscard]] std::string to_text(const scenario_report& r);

}  // namespace hakit::sim
