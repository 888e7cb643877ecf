/// The kernel's answers as values. Each function takes the attributes of one message (message_view::attributes()).
/// An answer that lacks what it must have, or says what no kernel says, is errc::system with EBADMSG; attributes that a
/// later kernel adds are skipped.
#pragma once

#include "ipvs/netlink/message.hpp"

#include <hakit/base/result.hpp>
#include <hakit/ipvs/types.hpp>

#include <cstdint>

namespace hakit::ipvs::netlink {

/// NEW_SERVICE; without destinations.
[[nodiscard]] result<service_status> read_service(bytes attributes);
/// NEW_DEST of a service of that family, which a kernel older than 3.18 does not repeat.
[[nodiscard]] result<destination_status> read_destination(bytes attributes, ip_family family_of_service);
/// NEW_DAEMON
[[nodiscard]] result<sync_daemon> read_daemon(bytes attributes);
/// SET_CONFIG
[[nodiscard]] result<timeouts> read_timeouts(bytes attributes);
/// SET_INFO
[[nodiscard]] result<table_info> read_info(bytes attributes);
/// CTRL_CMD_NEWFAMILY: the number of the family.
[[nodiscard]] result<std::uint16_t> read_family(bytes attributes);

}  // namespace hakit::ipvs::netlink
