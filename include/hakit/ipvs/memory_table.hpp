/// An IPVS table in memory that answers as the kernel's does, errors included; it forwards no packets.
#pragma once

#include <hakit/ipvs/boxed.hpp>
#include <hakit/ipvs/table.hpp>

#include <array>
#include <map>
#include <memory_resource>
#include <optional>
#include <string>
#include <vector>

namespace hakit::ipvs {

/// What differs from one kernel to the next.
struct memory_options {
    /// Schedulers that can be loaded; "none" always works.
    std::vector<std::string> schedulers = {"rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh",
                                           "sh", "sed", "nq", "fo",  "ovf",  "mh",    "twos"};
    std::vector<std::string> persistence_engines = {"sip"};
    /// Interfaces a sync daemon may use; nullopt: any name exists.
    std::optional<std::vector<std::string>> interfaces = {};
    /// false: every IPv6 service or destination is EAFNOSUPPORT.
    bool ipv6 = true;
    /// false: a namespace whose loopback was never up, where every IPv4 destination is EINVAL.
    bool loopback_up = true;
    /// The highest upper threshold; Linux before 6.1.192 takes all 32 bits.
    std::uint32_t max_threshold = 0x7fffffff;
    /// Refuse what validate.hpp refuses, as kernel_table does. false: take what the kernel takes.
    bool validate = true;
    /// CONFIG_HZ; it bounds timeouts and wraps persistence times. Not 0.
    std::uint32_t hz = 250;
};

/// Behaves as measured on Linux 6.1; docs/ipvs.md lists each quirk that is kept or left out.
class memory_table final : public table {
public:
    explicit memory_table(memory_options options = {});

    [[nodiscard]] result<std::vector<service_status>> list() const override;
    [[nodiscard]] result<service_status> get(const service_key& key) const override;
    result<void> add_service(const service& s) override;
    result<void> edit_service(const service& s) override;
    result<void> remove_service(const service_key& key) override;
    result<void> add_destination(const service_key& key, const destination& d) override;
    result<void> edit_destination(const service_key& key, const destination& d) override;
    result<void> remove_destination(const service_key& key, const destination_key& d) override;
    result<void> flush() override;
    result<void> zero(const service_key& key) override;
    result<void> zero_all() override;
    [[nodiscard]] result<timeouts> get_timeouts() const override;
    result<void> set_timeouts(const timeouts& t) override;
    [[nodiscard]] result<std::vector<sync_daemon>> list_sync_daemons() const override;
    result<void> start_sync_daemon(const sync_daemon& daemon) override;
    result<void> stop_sync_daemon(sync_role role) override;
    [[nodiscard]] result<table_info> info() const override;

    /// For simulations and tests: adds traffic to a destination and to its service, and sets the connections it holds.
    result<void> account(const service_key& key, const destination_key& d, const counters& traffic,
                         std::uint32_t active_connections = 0, std::uint32_t inactive_connections = 0);

private:
    struct load {
        std::uint32_t active_connections = 0;
        std::uint32_t inactive_connections = 0;
        ipvs::counters counters = {};
    };
    struct held_destination {
        ipvs::destination destination;
        boxed<load> carried = {};  ///< once there was some

        [[nodiscard]] destination_status status() const;
    };
    struct entry {
        ipvs::service service;
        boxed<ipvs::counters> counters = {};
        std::pmr::map<destination_key, held_destination> destinations;

        [[nodiscard]] service_status status() const;
    };

    [[nodiscard]] result<ipvs::service> stored(const ipvs::service& s, std::string_view verb) const;
    [[nodiscard]] result<void> check_names(const ipvs::service& s, std::string_view verb) const;
    [[nodiscard]] result<void> check_destination(const entry& e, const destination& d, std::string_view verb) const;
    [[nodiscard]] result<void> valid(const service_key& key, const destination& d) const;
    [[nodiscard]] entry* find(const service_key& key);
    [[nodiscard]] bool has_mixed_families() const;

    memory_options options_;
    std::pmr::unsynchronized_pool_resource pool_;  // of destinations, which are many and small
    std::map<service_key, entry> services_;
    std::map<service_key, entry>::iterator recent_ = services_.end();  // commands come service by service
    timeouts timeouts_ = default_timeouts;
    std::array<std::optional<sync_daemon>, 2> daemons_;
};

}  // namespace hakit::ipvs
