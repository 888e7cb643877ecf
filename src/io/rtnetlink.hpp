/// rtnetlink messages (rtnetlink(7)) for what virtual routers need: links, addresses, routes, rules. Bytes alone; the
/// socket is rtnetlink_socket. Builds on the codec of ipvs/netlink.
#pragma once

#include "ipvs/netlink/message.hpp"

#include <hakit/base/ip_address.hpp>
#include <hakit/base/result.hpp>
#include <hakit/keepalived/interface_address.hpp>
#include <hakit/keepalived/route.hpp>
#include <hakit/vrrp/ethernet.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace hakit::io::rtnetlink {

using ipvs::netlink::bytes;
using ipvs::netlink::message_view;
using ipvs::netlink::message_writer;

struct link {
    int index = 0;
    std::string name;
    bool up = false;  ///< administratively, and with a carrier
    bool ethernet = false;
    vrrp::mac_address mac;
    int parent = 0;    ///< of a macvlan
    std::string kind;  ///< "macvlan"
};

struct address {
    int index = 0;
    ip_prefix prefix;
    std::uint8_t scope = 0;
    bool secondary = false;
    bool tentative = false;  ///< not to be used yet
};

/// nullopt for other messages.
[[nodiscard]] std::optional<link> read_link(const message_view& m);
[[nodiscard]] std::optional<address> read_address(const message_view& m);

void get_links(message_writer& w);
void get_addresses(message_writer& w);

/// The number of an interface; 0 when there is none of that name.
using index_lookup = std::function<int(const std::string&)>;
/// Numbers for the names of /etc/iproute2.
class name_tables {
public:
    /// `read` gives the text of a file such as "rt_tables", or "".
    explicit name_tables(const std::function<std::string(const std::string&)>& read = {});
    [[nodiscard]] std::optional<std::uint32_t> table(const std::string& name) const;
    [[nodiscard]] std::optional<std::uint32_t> scope(const std::string& name) const;
    [[nodiscard]] std::optional<std::uint32_t> protocol(const std::string& name) const;
    [[nodiscard]] std::optional<std::uint32_t> tos(const std::string& name) const;
    [[nodiscard]] std::optional<std::uint32_t> realm(const std::string& name) const;
    [[nodiscard]] std::optional<std::uint32_t> link_group(const std::string& name) const;

private:
    using names = std::map<std::string, std::uint32_t, std::less<>>;
    names tables_, scopes_, protocols_, tos_, realms_, groups_;
};

struct surroundings {
    index_lookup index;
    const name_tables& names;
};

/// Each appends one message and gives its sequence number; invalid_argument or unsupported when it cannot be said.
[[nodiscard]] result<std::uint32_t> change_address(message_writer& w, const surroundings& s, bool add,
                                                   const keepalived::interface_address& a, int index);
[[nodiscard]] result<std::uint32_t> change_route(message_writer& w, const surroundings& s, bool add,
                                                 const keepalived::route& r);
[[nodiscard]] result<std::uint32_t> change_rule(message_writer& w, const surroundings& s, bool add,
                                                const keepalived::rule& r);
/// A macvlan in private mode, down.
std::uint32_t add_macvlan(message_writer& w, const std::string& name, int parent, const vrrp::mac_address& mac);
std::uint32_t remove_link(message_writer& w, int index);
std::uint32_t set_link_up(message_writer& w, int index, bool up);
/// IPv6 addresses of its own are not wanted on a virtual MAC: IN6_ADDR_GEN_MODE_NONE.
std::uint32_t set_no_address_generation(message_writer& w, int index);

}  // namespace hakit::io::rtnetlink
