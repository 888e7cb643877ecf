/// The health checkers of a real server.
///
/// What a checker does not say it takes from its real server, and that from its virtual server; keyword::fallback tells
/// the last resort.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/base/lean_vector.hpp>
#include <hakit/keepalived/checker_values.hpp>
#include <hakit/keepalived/script.hpp>
#include <hakit/keepalived/setting.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace hakit::keepalived {

/// What all checkers but BFD_CHECK and FILE_CHECK have.
struct checker_common {
    setting<std::int64_t> retry;
    setting<std::chrono::microseconds> delay_before_retry;
    setting<std::chrono::microseconds> warmup;
    setting<std::chrono::microseconds> delay_loop;
    setting<bool> alpha;
    setting<bool> log_all_failures;
    place where;
    friend bool operator==(const checker_common&, const checker_common&) = default;
};

/// Whom a checker connects to, and from where.
struct connection_options {
    setting<ip_address> connect_ip;
    setting<std::int64_t> connect_port;
    setting<ip_address> bindto;
    setting<std::int64_t> bind_port;
    setting<std::string> bind_if;
    setting<std::chrono::microseconds> connect_timeout;
    setting<std::int64_t> fwmark;
    friend bool operator==(const connection_options&, const connection_options&) = default;
};

struct tcp_check : connection_options, checker_common {
    friend bool operator==(const tcp_check&, const tcp_check&) = default;
};

struct ping_check : connection_options, checker_common {
    friend bool operator==(const ping_check&, const ping_check&) = default;
};

struct udp_check : connection_options, checker_common {
    setting<payload_bytes> payload;
    setting<reply_pattern> require_reply;
    setting<std::int64_t> min_reply_length;
    setting<std::int64_t> max_reply_length;
    friend bool operator==(const udp_check&, const udp_check&) = default;
};

struct dns_check : connection_options, checker_common {
    setting<dns_type> type;
    setting<std::string> name;
    friend bool operator==(const dns_check&, const dns_check&) = default;
};

/// A block `host` of SMTP_CHECK, deprecated: one SMTP_CHECK for each host is the way now.
struct smtp_host : connection_options, checker_common {
    friend bool operator==(const smtp_host&, const smtp_host&) = default;
};

struct smtp_check : connection_options, checker_common {
    setting<std::string> helo_name;
    lean_vector<smtp_host> host;
    friend bool operator==(const smtp_check&, const smtp_check&) = default;
};

/// A page of HTTP_GET or SSL_GET.
struct http_url {
    setting<std::string> path;
    setting<md5_digest> digest;
    setting<status_codes> status_code;
    setting<std::string> virtualhost;
    setting<regex_pattern> regex;
    setting<bool> regex_no_match;
    setting<struct regex_options> regex_options;
    setting<std::int64_t> regex_min_offset;
    setting<std::int64_t> regex_max_offset;
    setting<struct regex_stack> regex_stack;
    setting<bool> tls_compliant;  ///< SSL_GET only
    place where;
    friend bool operator==(const http_url&, const http_url&) = default;
};

/// HTTP_GET, and SSL_GET with TLS.
struct http_check : connection_options, checker_common {
    setting<std::string> virtualhost;
    setting<http_version> http_protocol;
    setting<bool> enable_sni;
    setting<std::string> sni_name;
    setting<bool> fast_recovery;
    setting<bool> tls_compliant;  ///< SSL_GET only
    lean_vector<http_url> url;
    friend bool operator==(const http_check&, const http_check&) = default;
};

struct misc_check : checker_common {
    setting<script> misc_path;
    setting<std::chrono::seconds> misc_timeout;
    setting<bool> misc_dynamic;
    setting<user_group> user;
    friend bool operator==(const misc_check&, const misc_check&) = default;
};

struct file_check {
    setting<std::string> track_file;
    setting<file_weight> weight;
    place where;
    friend bool operator==(const file_check&, const file_check&) = default;
};

struct bfd_check {
    setting<std::string> name;
    setting<bool> alpha;
    place where;
    friend bool operator==(const bfd_check&, const bfd_check&) = default;
};

}  // namespace hakit::keepalived
