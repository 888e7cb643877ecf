#include <hakit/keepalived/checkers.hpp>

#include "keepalived/schema/checker_rows.hpp"
#include "keepalived/values/checker.hpp"
#include "keepalived/values/script.hpp"

namespace hakit::keepalived::schema {
namespace {

constexpr auto tcp_rows = join(connection_rows<tcp_check>(), common_rows<tcp_check>());
constexpr table_storage tcp_table{tcp_rows.rows};

constexpr auto ping_rows = join(connection_rows<ping_check>(), common_rows<ping_check>());
constexpr table_storage ping_table{ping_rows.rows};

constexpr auto udp_own = rows({
    {.name = "payload",
     .header = bind_member<udp_check, &udp_check::payload>,
     .fallback = "an empty datagram",
     .needs = lvs,
     .help = "The bytes to send, in hexadecimal."},
    {.name = "require_reply",
     .header = bind_member<udp_check, &udp_check::require_reply>,
     .optional = true,
     .fallback = "no reply is needed",
     .needs = lvs,
     .help = "A reply must come, and begin with these bytes if any are given; X stands for any digit."},
    {.name = "min_reply_length",
     .header = bind_member<udp_check, &udp_check::min_reply_length>,
     .min = 0,
     .max = 65535,
     .unit = "bytes",
     .fallback = "0",
     .needs = lvs,
     .help = "A shorter reply is a failure."},
    {.name = "max_reply_length",
     .header = bind_member<udp_check, &udp_check::max_reply_length>,
     .min = 0,
     .max = 65535,
     .unit = "bytes",
     .fallback = "255",
     .needs = lvs,
     .help = "A longer reply is a failure."},
});
constexpr auto udp_rows = join(connection_rows<udp_check>(), common_rows<udp_check>(), udp_own);
constexpr table_storage udp_table{udp_rows.rows};

constexpr auto dns_own = rows({
    {.name = "type",
     .header = bind_member<dns_check, &dns_check::type>,
     .fallback = "SOA",
     .needs = lvs,
     .help = "The record type to ask for."},
    {.name = "name",
     .header = bind_member<dns_check, &dns_check::name>,
     .fallback = "the root",
     .needs = lvs,
     .help = "The domain name to ask for."},
});
constexpr auto dns_rows =
    join(connection_rows<dns_check>(),
         common_rows<dns_check>({.retry = "that of the real server, else 3",
                                 .delay_before_retry = "that of the real server, else delay_loop"}),
         dns_own);
constexpr table_storage dns_table{dns_rows.rows};

constexpr auto host_rows = join(connection_rows<smtp_host>(), common_rows<smtp_host>());
constexpr table_storage host_table{host_rows.rows};
constexpr keyword_table smtp_host_table = host_table.view();

constexpr auto smtp_own = rows({
    {.name = "helo_name",
     .header = bind_member<smtp_check, &smtp_check::helo_name>,
     .fallback = "smtpchecker.keepalived.org",
     .needs = lvs,
     .help = "The name that the checker gives to the mail server."},
});
constexpr auto smtp_hosts = rows({
    {.name = "host",
     .form = shape::block,
     .body = bind_member<smtp_check, &smtp_check::host>,
     .children = &smtp_host_table,
     .repeatable = true,
     .deprecated = "one SMTP_CHECK for each host replaces it",
     .needs = lvs,
     .help = "A further host to check."},
});
constexpr auto smtp_rows = join(smtp_own, connection_rows<smtp_check>(), common_rows<smtp_check>(), smtp_hosts);
constexpr table_storage smtp_table{smtp_rows.rows};

constexpr auto misc_own = rows({
    {.name = "misc_path",
     .header = bind_member<misc_check, &misc_check::misc_path>,
     .raw = true,
     .fallback = "none, it is needed",
     .needs = lvs,
     .help = "The program to run; it succeeds by exiting with 0."},
    {.name = "misc_timeout",
     .header = bind_member<misc_check, &misc_check::misc_timeout>,
     .min = 0,
     .max = 4294,
     .unit = "s",
     .fallback = "delay_loop",
     .needs = lvs,
     .help = "How long the program may run before it is killed and counts as failed; 0 is delay_loop."},
    {.name = "misc_dynamic",
     .header = bind_member<misc_check, &misc_check::misc_dynamic>,
     .flag = true,
     .fallback = "off",
     .needs = lvs,
     .help = "Exit codes of 2 to 255 are successes that set the weight to the code less 2."},
    {.name = "user",
     .header = bind_member<misc_check, &misc_check::user>,
     .fallback = "script_user",
     .needs = lvs,
     .help = "The user, and the group, that the program runs as."},
});
constexpr auto misc_rows = join(misc_own, common_rows<misc_check>({.retry = "that of the real server, else 0"}));
constexpr table_storage misc_table{misc_rows.rows};

constexpr table_storage file_table{{
    {.name = "track_file",
     .header = bind_member<file_check, &file_check::track_file>,
     .fallback = "none, it is needed",
     .needs = lvs,
     .help = "The track_file, defined further up, whose number decides."},
    {.name = "weight",
     .header = bind_member<file_check, &file_check::weight>,
     .fallback = "that of the track_file",
     .needs = lvs,
     .help = "What the number in the file is multiplied by; 0 makes any number but 0 a failure."},
}};

constexpr table_storage bfd_table{{
    {.name = "name",
     .header = bind_member<bfd_check, &bfd_check::name>,
     .max_length = 31,
     .fallback = "none, it is needed",
     .needs = lvs | feature::bfd,
     .help = "The bfd_instance, defined further up, whose session decides."},
    {.name = "alpha",
     .header = bind_member<bfd_check, &bfd_check::alpha>,
     .optional = true,
     .fallback = "that of the real server, else off",
     .needs = lvs | feature::bfd,
     .help = "The checker starts as failed, until the session is up."},
}};

}  // namespace

constinit const keyword_table tcp_checker = tcp_table.view();
constinit const keyword_table ping_checker = ping_table.view();
constinit const keyword_table udp_checker = udp_table.view();
constinit const keyword_table dns_checker = dns_table.view();
constinit const keyword_table smtp_checker = smtp_table.view();
constinit const keyword_table misc_checker = misc_table.view();
constinit const keyword_table file_checker = file_table.view();
constinit const keyword_table bfd_checker = bfd_table.view();

}  // namespace hakit::keepalived::schema
