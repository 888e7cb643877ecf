/// The parts of the table; schema/*.cpp hold them. Internal.
#pragma once

#include <hakit/corosync/schema.hpp>

namespace hakit::corosync::schema {

extern const section root;
extern const section totem;
extern const section interface;
extern const section member;
extern const section nodelist;
extern const section node;
extern const section quorum;
extern const section logging;
extern const section logger_subsys;
extern const section system;
extern const section uidgid;
extern const section resources;

}  // namespace hakit::corosync::schema
