// Checkers with their inheritance: keepalived.conf(5) and keepalived 2.2.7.
#include "director/inherit.hpp"
#include "director/translate_context.hpp"

#include <algorithm>

namespace hakit::director {
namespace {

using std::chrono::seconds;

/// What differs from one kind of checker to the next.
struct kind_defaults {
    std::uint32_t retry = 1;
    std::optional<duration> delay_before_retry = seconds{1};  ///< nullopt: the delay_loop
    bool fast_recovery = false;
};

std::uint32_t to_u32(std::int64_t value) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, 0xffffffff));
}

std::uint16_t to_port(std::int64_t value) {
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(value, 0, 65535));
}

class checks_of_server {
public:
    checks_of_server(translate_context& context, const check_surroundings& around)
        : context_{context}, around_{around} {}

    std::vector<check> run() && {
        const auto& rs = around_.server;
        for (const auto& c : rs.tcp_check) add(c, health::tcp_check{}, {});
        for (const auto& c : rs.http_get) add_http(c, false);
        for (const auto& c : rs.ssl_get) add_http(c, true);
        for (const auto& c : rs.smtp_check) add_smtp(c);
        for (const auto& c : rs.dns_check) add_dns(c);
        for (const auto& c : rs.misc_check) add_misc(c);
        for (const auto& c : rs.udp_check) add_udp(c);
        for (const auto& c : rs.ping_check) refuse("PING_CHECK", c.where);
        for (const auto& c : rs.file_check) refuse("FILE_CHECK", c.where);
        for (const auto& c : rs.bfd_check) refuse("BFD_CHECK", c.where);
        return std::move(checks_);
    }

private:
    void refuse(std::string_view keyword, const keepalived::place& where) {
        auto message = around_.name + ": hakit cannot run a " + std::string{keyword};
        if (context_.options.ignore_unsupported_checks) {
            context_.warn(where.span, message + "; it is left out and never takes the server down");
        } else {
            context_.fail(where.span, std::move(message));
        }
    }

    template <class C>
    void add(const C& c, check_kind kind, const kind_defaults& defaults) {
        check made;
        made.target = target_of(c);
        made.kind = std::move(kind);
        made.schedule = schedule_of(c, defaults);
        made.schedule.connect_timeout =
            first_of(c.connect_timeout, around_.server.connect_timeout, around_.service.connect_timeout)
                .value_or(seconds{5});
        finish(std::move(made), c);
    }

    template <class C>
    void finish(check made, const C& c) {
        made.log_all_failures = c.log_all_failures.value_or(context_.log_all_failures);
        if (const auto ready = prepare(made); ready.has_error()) {
            context_.fail(c.where.span, around_.name + ": " + ready.error().message());
            return;
        }
        if (std::find(checks_.begin(), checks_.end(), made) != checks_.end()) {
            context_.warn(c.where.span, around_.name + ": the same " + std::string{made.name()} +
                                            " stands twice; the second one is left out");
            return;
        }
        checks_.push_back(std::move(made));
    }

    health::endpoint target_of(const keepalived::connection_options& c) const {
        health::endpoint e;
        e.address = c.connect_ip.value_or(around_.address);
        e.port = c.connect_port ? to_port(*c.connect_port) : around_.port;
        if (c.bindto) e.bind_address = *c.bindto;
        e.bind_port = to_port(c.bind_port.value_or(0));
        e.bind_interface = c.bind_if.value_or({});
        e.fwmark = to_u32(c.fwmark.value_or(0));
        return e;
    }

    health::probe_options schedule_of(const keepalived::checker_common& c, const kind_defaults& defaults) const {
        const auto& rs = around_.server;
        const auto& vs = around_.service;
        health::probe_options o;
        o.delay_loop = first_of(c.delay_loop, rs.delay_loop, vs.delay_loop).value_or(seconds{60});
        const auto retry = first_of(c.retry, rs.retry, vs.retry);
        o.retry = retry ? to_u32(*retry) : defaults.retry;
        const auto delay = first_of(c.delay_before_retry, rs.delay_before_retry, vs.delay_before_retry);
        o.delay_before_retry = delay ? duration{*delay} : defaults.delay_before_retry.value_or(o.delay_loop);
        if (const auto warmup = first_of(c.warmup, rs.warmup, vs.warmup)) o.warmup = *warmup;
        o.fast_recovery = defaults.fast_recovery;
        o.alpha = first_of(c.alpha, rs.alpha, vs.alpha).value_or(false);
        return o;
    }

    void add_http(const keepalived::http_check& c, bool tls) {
        health::http_check http;
        http.virtualhost =
            first_of(c.virtualhost, around_.server.virtualhost, around_.service.virtualhost).value_or(std::string{});
        switch (c.http_protocol.value_or(keepalived::http_version::v1_0)) {
            case keepalived::http_version::v1_0: http.protocol = health::http_protocol::v1_0; break;
            case keepalived::http_version::v1_1: http.protocol = health::http_protocol::v1_1; break;
            case keepalived::http_version::v1_0_close: http.protocol = health::http_protocol::v1_0_close; break;
        }
        for (const auto& url : c.url) {
            if (!url.path) {
                context_.fail(url.where.span, around_.name + ": url without a path");
                return;
            }
            http.urls.push_back(url_of(url));
        }
        if (tls) http.tls = tls_of(c);
        // keepalived.conf(5): delay_before_retry of HTTP_GET and SSL_GET is 3 s.
        add(c, std::move(http), {1, seconds{3}, c.fast_recovery.value_or(false)});
    }

    static health::http_url url_of(const keepalived::http_url& u) {
        health::http_url url;
        url.path = *u.path;
        if (u.status_code && !u.status_code->ranges.empty()) {
            url.status = health::status_set::none();
            for (const auto& r : u.status_code->ranges) url.status.add(r.first, r.last);
        }
        if (u.digest) url.digest = u.digest->bytes;
        url.virtualhost = u.virtualhost.value_or({});
        if (u.regex) {
            static_assert(static_cast<unsigned>(health::regex_option::caseless) ==
                          1U << static_cast<unsigned>(keepalived::regex_options::caseless));
            static_assert(static_cast<unsigned>(health::regex_option::use_offset_limit) ==
                          1U << static_cast<unsigned>(keepalived::regex_options::use_offset_limit));
            health::body_pattern p;
            p.pattern = u.regex->text;
            if (u.regex_options) p.options = u.regex_options->bits;
            p.must_match = !u.regex_no_match.value_or(false);
            p.min_offset = static_cast<std::size_t>(std::max<std::int64_t>(u.regex_min_offset.value_or(0), 0));
            if (u.regex_max_offset && *u.regex_max_offset >= 0)
                p.max_offset = static_cast<std::size_t>(*u.regex_max_offset);
            url.pattern = std::move(p);
        }
        return url;
    }

    health::tls_options tls_of(const keepalived::http_check& c) const {
        health::tls_options tls;
        tls.send_sni = c.enable_sni.value_or(false);
        tls.sni_name = c.sni_name.value_or({});
        tls.require_close_notify = c.tls_compliant.value_or(false);
        for (const auto& url : c.url) tls.require_close_notify |= url.tls_compliant.value_or(false);
        tls.verify = context_.options.verify_certificates;
        if (const auto& ssl = context_.configuration.ssl) {
            tls.ca_file = ssl->ca.value_or({});
            tls.certificate_file = ssl->certificate.value_or({});
            tls.key_file = ssl->key.value_or({});
        }
        return tls;
    }

    void add_smtp(const keepalived::smtp_check& c) {
        smtp_check smtp;
        if (c.helo_name) smtp.helo_name = *c.helo_name;
        if (c.host.empty()) add(c, smtp, {});
        for (auto host : c.host) {  // the old form: one checker for each host, which inherits from the block
            inherit(host.connect_timeout, c.connect_timeout);
            inherit(host.retry, c.retry);
            inherit(host.delay_before_retry, c.delay_before_retry);
            inherit(host.delay_loop, c.delay_loop);
            inherit(host.warmup, c.warmup);
            inherit(host.alpha, c.alpha);
            add(host, smtp, {});
        }
    }

    template <class T>
    static void inherit(keepalived::setting<T>& value, const keepalived::setting<T>& from) {
        if (!value.has_value() && from.has_value()) value = from;
    }

    void add_dns(const keepalived::dns_check& c) {
        dns_check dns;
        if (c.type) dns.type = static_cast<std::uint16_t>(*c.type);
        dns.name = c.name.value_or({});
        add(c, std::move(dns), {3, std::nullopt});
    }

    void add_udp(const keepalived::udp_check& c) {
        udp_check udp;
        if (c.payload) udp.payload.assign(c.payload->bytes.begin(), c.payload->bytes.end());
        if (c.require_reply) {
            udp.require_reply = true;
            udp.reply.assign(c.require_reply->bytes.begin(), c.require_reply->bytes.end());
            udp.reply_mask.assign(c.require_reply->mask.begin(), c.require_reply->mask.end());
        }
        udp.min_reply_length = to_port(c.min_reply_length.value_or(0));
        udp.max_reply_length = to_port(c.max_reply_length.value_or(255));
        add(c, std::move(udp), {});
    }

    void add_misc(const keepalived::misc_check& c) {
        if (!c.misc_path) {
            context_.fail(c.where.span, around_.name + ": MISC_CHECK without a misc_path");
            return;
        }
        check made;
        misc_check misc;
        misc.program = to_command(*c.misc_path, context_.script_user);
        if (c.user) {
            misc.program.user = c.user->user;
            misc.program.group = c.user->group;
        }
        misc.dynamic = c.misc_dynamic.value_or(false);
        made.kind = std::move(misc);
        made.schedule = schedule_of(c, {0, seconds{1}});
        const auto timeout = c.misc_timeout.value_or(seconds{0});
        made.schedule.connect_timeout = timeout > seconds{0} ? duration{timeout} : made.schedule.delay_loop;
        finish(std::move(made), c);
    }

    translate_context& context_;
    const check_surroundings& around_;
    std::vector<check> checks_;
};

}  // namespace

std::vector<check> translate_checks(translate_context& context, const check_surroundings& around) {
    return checks_of_server{context, around}.run();
}

}  // namespace hakit::director
