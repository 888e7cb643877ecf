/// The handle of an IPVS table.
#pragma once

#include <hakit/ipvs/table.hpp>

#include <memory>

struct hakit_table {
    std::unique_ptr<hakit::ipvs::table> table;
};
