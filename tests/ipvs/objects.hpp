/// Short ways to write services and destinations in tests.
#pragma once

#include <hakit/ipvs/types.hpp>

#include <string_view>

namespace ipvs_test {

inline hakit::ip_address ip(std::string_view text) { return hakit::ip_address::parse(text).value(); }

inline hakit::ipvs::service_key tcp(std::string_view address, std::uint16_t port = 80) {
    return {hakit::ipvs::protocol::tcp, ip(address), port};
}

inline hakit::ipvs::service_key mark(std::uint32_t value, hakit::ip_family family = hakit::ip_family::v4) {
    return hakit::ipvs::fwmark_key{value, family};
}

inline hakit::ipvs::service svc(const hakit::ipvs::service_key& key, std::string_view scheduler = "rr") {
    hakit::ipvs::service s;
    s.key = key;
    s.scheduler = scheduler;
    return s;
}

inline hakit::ipvs::destination dst(std::string_view address, std::int32_t weight = 1, std::uint16_t port = 80,
                                    hakit::ipvs::forwarding method = hakit::ipvs::forwarding::masquerade) {
    hakit::ipvs::destination d;
    d.key = {ip(address), port};
    d.weight = weight;
    d.forwarding = method;
    return d;
}

inline const hakit::ipvs::service_key web = tcp("10.0.0.1");

}  // namespace ipvs_test
