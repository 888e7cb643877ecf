#include "keepalived/generated.hpp"

#include <fmt/format.h>

#include <iterator>

namespace hakit::bench {
namespace {

constexpr std::string_view service_head = R"(virtual_server 10.{}.{}.{} 80 {{
    delay_loop 6
    lb_algo wlc
    lb_kind NAT
    protocol TCP
)";

constexpr std::string_view real_server = R"(    real_server 192.168.{}.{} 80 {{
        weight 1
        HTTP_GET {{
            url {{
                path /
                status_code 200
            }}
            connect_timeout 3
            retry 3
            delay_before_retry 3
        }}
    }}
)";

}  // namespace

std::string generated_keepalived_conf(std::size_t services) {
    std::string out = "global_defs {\n    router_id bench\n}\n";
    const auto to = std::back_inserter(out);
    for (std::size_t i = 0; i < services; ++i) {
        fmt::format_to(to, service_head, i >> 16 & 255, i >> 8 & 255, i & 255);
        for (int server = 1; server <= 4; ++server) fmt::format_to(to, real_server, i & 255, server);
        out += "}\n";
    }
    return out;
}

}  // namespace hakit::bench
