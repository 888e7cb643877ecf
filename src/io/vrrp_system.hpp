/// What virtual routers have of the system: interfaces and their addresses, sockets, virtual MACs, announcements.
#pragma once

#include "io/rtnetlink_socket.hpp"
#include "io/vrrp_sockets.hpp"

#include <hakit/director/vrrp_action.hpp>
#include <hakit/director/vrrp_plan.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hakit::io {

class vrrp_system {
public:
    struct callbacks {
        std::function<void(const std::string& interface, bool up)> on_interface;
        std::function<void(const std::string& interface, ip_family family, std::optional<ip_address> address)>
            on_source;
        std::function<void(const ip_address& address, bool there)> on_own_address;
        std::function<void(const std::string& interface, const vrrp::packet_view& packet)> on_packet;
        std::function<void(const std::string& what)> on_failure;
    };

    vrrp_system(const asio::any_io_executor& executor, callbacks c);
    ~vrrp_system();
    vrrp_system(const vrrp_system&) = delete;
    vrrp_system& operator=(const vrrp_system&) = delete;

    /// Opens what needs capabilities; reads the interfaces.
    [[nodiscard]] result<void> open();
    /// Makes virtual MACs, opens sockets, puts static things in place, and tells the state of every interface that the
    /// plan names. With `first`, removes what a run before may have left behind.
    void prepare(std::shared_ptr<const director::vrrp_plan> plan, bool first);
    /// Takes back what the plan no longer has.
    void tidy();
    /// The end: removes virtual MACs and static things, restores what was changed of the system's settings.
    void leave();

    [[nodiscard]] int send(const director::send_packet& p);
    void change(const director::change_addresses& c);
    void change(const director::change_routes& c);
    void change(const director::change_rules& c);
    void announce(const director::announce_address& a);
    /// Sends what change() has collected.
    void flush();
    [[nodiscard]] bool idle() const noexcept;

private:
    struct need {
        std::set<ip_address> groups;
        bool authentication_header = false;
        friend bool operator==(const need&, const need&) = default;
    };
    struct interface {
        rtnetlink::link link;
        std::vector<rtnetlink::address> addresses;
        bool forwards = false;
        std::optional<ip_address> told[2];
        bool source_told[2] = {false, false};
    };
    using socket_key = std::pair<std::string, ip_family>;

    void on_link(const rtnetlink::link& l, bool there);
    void on_address(const rtnetlink::address& a, bool there);
    void tell_interface(const std::string& name);
    void tell_source(interface& i);
    void ensure_sockets();
    void make_vmacs(bool first);
    void set(const std::string& path, const std::string& value);
    void remove_left_behind();
    void put_static(bool add);
    void send_announcements();
    void expect(result<std::uint32_t> sequence, const std::string& what, int harmless);
    [[nodiscard]] int index_of(const std::string& name) const;
    [[nodiscard]] interface* find(const std::string& name);
    [[nodiscard]] std::optional<ip_address> source_of(const interface& i, ip_family family) const;
    [[nodiscard]] rtnetlink::surroundings around() const;

    asio::any_io_executor executor_;
    callbacks call_;
    rtnetlink::name_tables names_;
    std::unique_ptr<rtnetlink_socket> netlink_;
    std::optional<frame_socket> frames_;
    std::map<int, interface> interfaces_;
    std::map<std::string, int> indexes_;
    std::shared_ptr<const director::vrrp_plan> plan_ = std::make_shared<const director::vrrp_plan>();
    std::set<std::string> watched_;    // interfaces that the plan names
    std::vector<ip_address> virtual_;  // addresses that are not ours alone; sorted
    std::vector<ip_address> owned_;    // those of owners; sorted
    std::map<socket_key, need> needs_;
    std::map<socket_key, std::unique_ptr<advert_socket>> sockets_;
    std::map<std::string, director::vmac_plan> vmacs_;  // that were made here
    std::vector<std::pair<std::string, std::string>> restore_;
    std::deque<director::announce_address> announcements_;
    bool quiet_ = true;  // nothing is told yet
};

}  // namespace hakit::io
