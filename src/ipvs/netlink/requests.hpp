/// The requests of the kernel's IPVS family (linux/ip_vs.h), each as one message; the commands' names are the kernel's.
/// All return the sequence number of the message. Values are sent as they are: validate.hpp is the caller's business.
#pragma once

#include "ipvs/netlink/message.hpp"

#include <hakit/ipvs/types.hpp>

#include <string_view>

namespace hakit::ipvs::netlink {

std::uint32_t new_service(message_writer& w, const service& s);
std::uint32_t set_service(message_writer& w, const service& s);
std::uint32_t del_service(message_writer& w, const service_key& key);
/// Answered by one NEW_SERVICE.
std::uint32_t get_service(message_writer& w, const service_key& key);
/// A dump of NEW_SERVICE.
std::uint32_t get_services(message_writer& w);

std::uint32_t new_dest(message_writer& w, const service_key& key, const destination& d);
std::uint32_t set_dest(message_writer& w, const service_key& key, const destination& d);
std::uint32_t del_dest(message_writer& w, const service_key& key, const destination_key& d);
/// A dump of NEW_DEST. Of a service that does not exist it is empty, and no error.
std::uint32_t get_dests(message_writer& w, const service_key& key);

std::uint32_t new_daemon(message_writer& w, const sync_daemon& d);
std::uint32_t del_daemon(message_writer& w, sync_role role);
/// A dump of NEW_DAEMON.
std::uint32_t get_daemons(message_writer& w);

std::uint32_t set_config(message_writer& w, const timeouts& t);
/// Answered by one SET_CONFIG.
std::uint32_t get_config(message_writer& w);
/// Answered by one SET_INFO.
std::uint32_t get_info(message_writer& w);

std::uint32_t zero(message_writer& w, const service_key& key);
std::uint32_t zero_all(message_writer& w);
std::uint32_t flush(message_writer& w);

/// To the controller (type GENL_ID_CTRL): the number of a family. The kernel loads the family's module if it can.
std::uint32_t get_family(message_writer& w, std::string_view name);

}  // namespace hakit::ipvs::netlink
