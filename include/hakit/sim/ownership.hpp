/// Who holds an address when: what a simulation, or a test bed, is judged by.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/base/ip_address.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace hakit::sim {

using host_id = std::size_t;

/// From `from` until just before `to`.
struct interval {
    instant from;
    instant to;

    [[nodiscard]] duration length() const noexcept { return to - from; }
    friend bool operator==(const interval&, const interval&) = default;
};

class ownership {
public:
    /// In the order of time. Taking what one holds already, or dropping what one does not, is nothing.
    void take(const ip_address& address, host_id host, instant at);
    void drop(const ip_address& address, host_id host, instant at);

    /// In ascending order.
    [[nodiscard]] std::vector<host_id> owners(const ip_address& address) const;
    [[nodiscard]] std::vector<ip_address> addresses() const;

    /// When nobody held the address, and when several hosts did, between two instants; intervals of no length are left
    /// out. An address that nobody has taken yet is held by nobody.
    [[nodiscard]] std::vector<interval> without_owner(const ip_address& address, instant from, instant until) const;
    [[nodiscard]] std::vector<interval> with_several(const ip_address& address, instant from, instant until) const;
    /// Who held it from when on, one entry for each change.
    [[nodiscard]] std::vector<std::pair<instant, std::vector<host_id>>> history(const ip_address& address) const;
    /// When a host took the address at `since` or later; the time of a takeover is this minus the instant of the crash.
    [[nodiscard]] std::optional<instant> taken_after(const ip_address& address, instant since) const;

private:
    struct change {
        instant at;
        host_id host;
        bool takes;
        std::size_t owners;  // afterwards
    };
    struct record {
        std::vector<host_id> owners;
        std::vector<change> changes;
    };

    [[nodiscard]] std::vector<interval> when(const ip_address& address, instant from, instant until,
                                             bool several) const;

    std::map<ip_address, record> addresses_;
};

}  // namespace hakit::sim
