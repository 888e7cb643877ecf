/// What corosync computes from a configuration: the values it runs with.
#pragma once

#include <hakit/corosync/config.hpp>
#include <hakit/corosync/target.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::corosync {

enum class transport : std::uint8_t { udp, udpu, knet, other };

/// The transport of a configuration; the default is knet since 3.0 and udp before.
[[nodiscard]] transport transport_of(const config& c, const target& aim);

/// Times in milliseconds.
struct timers {
    std::uint64_t token = 0;  ///< with the share of token_coefficient
    std::uint64_t token_retransmit = 0;
    std::uint64_t hold = 0;
    std::uint64_t join = 0;
    std::uint64_t consensus = 0;
    std::uint64_t merge = 0;
    std::uint64_t downcheck = 0;
    std::uint64_t max_network_delay = 0;
};

/// As totemconfig.c computes them; 0 stands for the default there.
[[nodiscard]] timers timers_of(const config& c, const target& aim);

struct encryption {
    std::string cipher;  ///< "none", "aes256", ...
    std::string hash;
    [[nodiscard]] bool on() const { return cipher != "none" || hash != "none"; }
};

[[nodiscard]] encryption encryption_of(const config& c, const target& aim);

struct votes {
    bool votequorum = false;     ///< there is a provider
    std::uint64_t expected = 0;  ///< with those of the device
    std::uint64_t device = 0;
    std::uint64_t quorum = 0;  ///< how many are enough; 1 with two_node
    bool two_node = false;     ///< in effect
    bool wait_for_all = false;
};

/// As votequorum.c computes them.
[[nodiscard]] votes votes_of(const config& c);

/// The numbers of the links that some node has an address for, ascending.
[[nodiscard]] std::vector<unsigned> links_of(const config& c);

}  // namespace hakit::corosync
