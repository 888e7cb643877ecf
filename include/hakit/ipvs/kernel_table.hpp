/// The IPVS table of a Linux kernel, in any network namespace.
#pragma once

#include <hakit/ipvs/network_namespace.hpp>
#include <hakit/ipvs/table.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace hakit::ipvs {

/// What a listing shows when somebody changes the table while it is read. The kernel hands it out in pieces, one
/// service's destinations at a time, and does not say when it changed in between.
enum class consistency : std::uint8_t {
    table,    ///< a table that existed: it is read until two successive readings agree
    service,  ///< each service as it was at one moment of the reading, and all of them: half the work of `table`
};

struct kernel_options {
    network_namespace where = {};
    /// Refuse what validate.hpp refuses. false: send it, the kernel takes nearly anything.
    bool validate = true;
    /// How often list() and get() read until that holds; 1: one reading, which may miss services that are there when
    /// somebody removes others meanwhile.
    unsigned max_readings = 20;
    ipvs::consistency consistency = ipvs::consistency::table;
};

/// Speaks generic netlink (family IPVS, linux/ip_vs.h) over one socket; every call blocks until the kernel has
/// answered, which it does while it is asked. io/kernel_table.hpp has the same without blocking the thread of an
/// io_context.
///
/// execute() packs up to 128 changes into a send and waits once for all of them. list() costs two system calls a
/// service and reading, for the kernel answers for one service at a time.
///
/// It is the kernel that holds the state: two objects, or two programs, may work on the same table. The kernel tells
/// nobody of changes. Everything, reading too, needs CAP_NET_ADMIN in the namespace.
class kernel_table final : public table {
public:
    /// unsupported (ENOENT): the kernel has no IPVS and cannot load it. system (EPERM): CAP_NET_ADMIN is missing.
    [[nodiscard]] static result<std::unique_ptr<kernel_table>> open(kernel_options options = {});
    ~kernel_table() override;

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
    /// From /proc/net/ip_vs_conn, as netlink has no connections.
    [[nodiscard]] result<std::vector<connection>> connections() const override;
    std::vector<result<void>> execute(std::span<const step> steps) override;

    /// The settings below net.ipv4.vs, by name, as the kernel prints them. Those that only some kernels have are there
    /// when the kernel has them.
    [[nodiscard]] result<std::map<std::string, std::string>> settings() const;
    /// Sets one of them: not_found for a name that is none, invalid_argument (EINVAL) for a value that is refused.
    result<void> change_setting(const std::string& name, const std::string& value);

private:
    struct impl;
    explicit kernel_table(std::unique_ptr<impl> i);
    std::unique_ptr<impl> impl_;
};

}  // namespace hakit::ipvs
