/// The block real_server.
#pragma once

#include <hakit/base/lean_vector.hpp>
#include <hakit/keepalived/checkers.hpp>
#include <hakit/keepalived/endpoint.hpp>
#include <hakit/keepalived/forwarding.hpp>

namespace hakit::keepalived {

/// A server that a virtual server sends clients to. It is up while all its checkers are.
struct real_server {
    setting<endpoint> address;  ///< the header; without port the one of the virtual server
    setting<std::int64_t> weight;
    setting<forwarding> lvs_method;
    setting<std::int64_t> uthreshold;
    setting<std::int64_t> lthreshold;
    setting<bool> inhibit_on_failure;
    setting<bool> alpha;
    setting<bool> smtp_alert;
    setting<std::int64_t> retry;
    setting<std::chrono::microseconds> delay_before_retry;
    setting<std::chrono::microseconds> warmup;
    setting<std::chrono::microseconds> connect_timeout;
    setting<std::chrono::microseconds> delay_loop;
    setting<script> notify_up;
    setting<script> notify_down;
    setting<std::string> virtualhost;
    setting<std::string> snmp_name;
    lean_vector<struct tcp_check> tcp_check;
    lean_vector<http_check> http_get;
    lean_vector<http_check> ssl_get;
    lean_vector<struct smtp_check> smtp_check;
    lean_vector<struct dns_check> dns_check;
    lean_vector<struct misc_check> misc_check;
    lean_vector<struct udp_check> udp_check;
    lean_vector<struct ping_check> ping_check;
    lean_vector<struct file_check> file_check;
    lean_vector<struct bfd_check> bfd_check;
    place where;
    friend bool operator==(const real_server&, const real_server&) = default;
};

}  // namespace hakit::keepalived
