/// A Linux host as realserver sees it, in any network namespace.
#pragma once

#include <hakit/ipvs/network_namespace.hpp>
#include <hakit/realserver/system.hpp>

#include <memory>

namespace hakit::io {

struct kernel_system_options {
    ipvs::network_namespace where = {};
    /// In front of the paths of files that are read and written: the root of an image.
    std::string root;
};

/// Speaks rtnetlink and the FOU family of generic netlink, and reads and writes /proc/sys; every call blocks until the
/// kernel has answered. Reading needs no privileges but CAP_SYS_ADMIN to enter another namespace; changes need
/// CAP_NET_ADMIN there. Modules are loaded by the kernel itself, that of FOU by the program of
/// /proc/sys/kernel/modprobe.
class kernel_system final : public realserver::system {
public:
    /// refused, naming CAP_SYS_ADMIN, when the namespace cannot be entered.
    [[nodiscard]] static result<std::unique_ptr<kernel_system>> open(kernel_system_options options = {});
    ~kernel_system() override;

    [[nodiscard]] result<void> may_change() override;
    [[nodiscard]] result<std::string> read_sysctl(const std::string& path) override;
    result<void> write_sysctl(const std::string& path, const std::string& value) override;
    [[nodiscard]] result<std::vector<realserver::link_state>> links() override;
    result<void> add_link(const std::string& name, const std::string& kind) override;
    result<void> remove_link(const std::string& name) override;
    result<void> set_link_up(const std::string& name, bool up) override;
    [[nodiscard]] result<std::vector<realserver::address_state>> addresses() override;
    result<void> add_address(const std::string& device, const ip_prefix& address) override;
    result<void> remove_address(const std::string& device, const ip_prefix& address) override;
    [[nodiscard]] result<std::vector<realserver::route_state>> routes() override;
    result<void> set_advmss(const realserver::route_state& route, std::uint32_t mss) override;
    [[nodiscard]] result<std::vector<realserver::tunnel_port>> tunnel_ports() override;
    result<void> open_tunnel_port(const realserver::tunnel_port& port) override;
    result<void> close_tunnel_port(const realserver::tunnel_port& port) override;
    [[nodiscard]] result<std::optional<std::string>> read_file(const std::string& path) override;
    result<void> write_file(const std::string& path, const std::string& content) override;
    result<void> remove_file(const std::string& path) override;

private:
    struct impl;
    explicit kernel_system(std::unique_ptr<impl> i);
    std::unique_ptr<impl> impl_;
};

}  // namespace hakit::io
