/// The keywords that most checkers share. Internal.
#pragma once

#include <hakit/keepalived/checkers.hpp>

#include "keepalived/schema/rows.hpp"
#include "keepalived/values/address.hpp"
#include "keepalived/values/scalar.hpp"

namespace hakit::keepalived::schema {

/// What differs from checker to checker.
struct checker_defaults {
    std::string_view retry = "that of the real server, else 1";
    std::string_view delay_before_retry = "that of the real server, else 1";
};

template <class Check>
[[nodiscard]] constexpr auto common_rows(const checker_defaults& fallback = {}) {
    return rows({
        {.name = "retry",
         .header = bind_member<Check, &Check::retry>,
         .min = 0,
         .max = greatest_unsigned,
         .fallback = fallback.retry,
         .needs = lvs,
         .help = "How many more times a failed check is tried before the server counts as down."},
        {.name = "delay_before_retry",
         .header = bind_member<Check, &Check::delay_before_retry>,
         .min = 0,
         .max = greatest_seconds,
         .decimals = 6,
         .unit = "s",
         .fallback = fallback.delay_before_retry,
         .needs = lvs,
         .help = "The wait between a failed check and its next try."},
        {.name = "warmup",
         .header = bind_member<Check, &Check::warmup>,
         .min = 0,
         .max = greatest_seconds,
         .decimals = 6,
         .unit = "s",
         .fallback = "that of the real server, else delay_loop",
         .needs = lvs,
         .help = "The first check waits a random time of up to this long; 0 starts all checks at once."},
        {.name = "delay_loop",
         .header = bind_member<Check, &Check::delay_loop>,
         .min = microsecond,
         .max = greatest_seconds,
         .decimals = 6,
         .unit = "s",
         .fallback = "that of the real server, else 60",
         .needs = lvs,
         .help = "The wait between the end of one check and the start of the next."},
        {.name = "alpha",
         .header = bind_member<Check, &Check::alpha>,
         .optional = true,
         .fallback = "that of the real server, else off",
         .needs = lvs,
         .help = "The checker starts as failed, so that the server is used only after its first success."},
        {.name = "log_all_failures",
         .header = bind_member<Check, &Check::log_all_failures>,
         .optional = true,
         .fallback = "checker_log_all_failures, else off",
         .needs = lvs,
         .help = "Logs every failed try, not the change to down alone."},
    });
}

template <class Check>
[[nodiscard]] constexpr auto connection_rows() {
    return rows({
        {.name = "connect_ip",
         .header = bind_member<Check, &Check::connect_ip>,
         .fallback = "the address of the real server",
         .needs = lvs,
         .help = "The address to check instead of that of the real server."},
        {.name = "connect_port",
         .header = bind_member<Check, &Check::connect_port>,
         .min = 1,
         .max = 65535,
         .fallback = "the port of the real server",
         .needs = lvs,
         .help = "The port to check instead of that of the real server."},
        {.name = "bindto",
         .header = bind_member<Check, &Check::bindto>,
         .fallback = "chosen by the kernel",
         .needs = lvs,
         .help = "The source address of the check."},
        {.name = "bind_port",
         .header = bind_member<Check, &Check::bind_port>,
         .min = 1,
         .max = 65535,
         .fallback = "chosen by the kernel",
         .needs = lvs,
         .help = "The source port of the check."},
        {.name = "bind_if",
         .header = bind_member<Check, &Check::bind_if>,
         .max_length = 15,
         .fallback = "chosen by the kernel",
         .needs = lvs,
         .help = "The interface that the check leaves by; needed for link-local IPv6 addresses."},
        {.name = "connect_timeout",
         .header = bind_member<Check, &Check::connect_timeout>,
         .min = microsecond,
         .max = greatest_timeout,
         .decimals = 6,
         .unit = "s",
         .fallback = "that of the real server, else 5",
         .needs = lvs,
         .help = "How long to wait for the connection, and for each piece of the answer."},
        {.name = "fwmark",
         .header = bind_member<Check, &Check::fwmark>,
         .min = 0,
         .max = greatest_unsigned,
         .fallback = "0",
         .needs = lvs | feature::so_mark,
         .help = "The firewall mark that the packets of the check carry."},
    });
}

}  // namespace hakit::keepalived::schema
