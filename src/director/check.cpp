#include <hakit/director/check.hpp>

#include <algorithm>

namespace hakit::director {
namespace {

template <class... Fs>
struct overloaded : Fs... {
    using Fs::operator()...;
};
template <class... Fs>
overloaded(Fs...) -> overloaded<Fs...>;

std::string host_and_port(const health::endpoint& e) {
    const auto host = e.address.is_v6() ? "[" + e.address.to_string() + "]" : e.address.to_string();
    return host + ":" + std::to_string(e.port);
}

/// The health module's form of a TCP or HTTP check; nullopt for the other kinds.
std::optional<health::checker> health_form(const check& c) {
    if (const auto* tcp = std::get_if<health::tcp_check>(&c.kind)) return health::checker{c.target, *tcp, c.schedule};
    if (const auto* http = std::get_if<health::http_check>(&c.kind))
        return health::checker{c.target, *http, c.schedule};
    return std::nullopt;
}

error invalid(const check& c, std::string_view why) {
    return {errc::invalid_argument, std::string{c.name()} + ": " + std::string{why}};
}

/// RFC 1035 section 2.3.4: labels of 1 to 63 bytes, 253 in all as text.
bool valid_dns_name(std::string_view name) {
    if (name.ends_with('.')) name.remove_suffix(1);
    if (name.empty()) return true;
    if (name.size() > 253) return false;
    while (true) {
        const auto dot = name.find('.');
        const auto label = name.substr(0, dot);
        if (label.empty() || label.size() > 63) return false;
        if (dot == std::string_view::npos) return true;
        name.remove_prefix(dot + 1);
    }
}

bool printable_word(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

result<void> validate_other(const check& c) {
    const auto needs_port = !std::holds_alternative<misc_check>(c.kind);
    if (needs_port && c.target.port == 0) return invalid(c, "no port to check");
    if (c.schedule.delay_loop <= duration{0}) return invalid(c, "delay_loop is not above 0");
    if (c.schedule.connect_timeout <= duration{0}) return invalid(c, "the timeout is not above 0");
    if (const auto* udp = std::get_if<udp_check>(&c.kind)) {
        if (udp->reply.size() != udp->reply_mask.size())
            return invalid(c, "the reply has another length than its mask");
        if (udp->min_reply_length > udp->max_reply_length) return invalid(c, "min_reply_length is above the maximum");
    } else if (const auto* dns = std::get_if<dns_check>(&c.kind)) {
        if (!valid_dns_name(dns->name)) return invalid(c, "not a domain name");
    } else if (const auto* smtp = std::get_if<smtp_check>(&c.kind)) {
        if (!printable_word(smtp->helo_name)) return invalid(c, "helo_name is not a host name");
    } else if (const auto* misc = std::get_if<misc_check>(&c.kind)) {
        if (misc->program.argv.empty() || misc->program.argv.front().empty()) return invalid(c, "no program");
    }
    return {};
}

}  // namespace

std::string command::to_string() const {
    std::string text;
    for (const auto& word : argv) {
        if (!text.empty()) text += ' ';
        const bool plain = !word.empty() && word.find_first_of(" \t\n\r'\"\\") == std::string::npos;
        text += plain ? word : "'" + word + "'";
    }
    return text;
}

std::string_view check::name() const noexcept {
    return std::visit(
        overloaded{[](const health::tcp_check&) { return "TCP_CHECK"; },
                   [](const health::http_check& h) { return h.tls ? "SSL_GET" : "HTTP_GET"; },
                   [](const udp_check&) { return "UDP_CHECK"; }, [](const dns_check&) { return "DNS_CHECK"; },
                   [](const smtp_check&) { return "SMTP_CHECK"; }, [](const misc_check&) { return "MISC_CHECK"; }},
        kind);
}

std::size_t check::url_count() const noexcept {
    const auto* http = std::get_if<health::http_check>(&kind);
    return http == nullptr ? 1 : std::max<std::size_t>(http->urls.size(), 1);
}

std::string check::subject(std::size_t url) const {
    if (const auto form = health_form(*this)) return form->subject(url);
    return std::visit(overloaded{[&](const udp_check&) { return "UDP to " + host_and_port(target); },
                                 [&](const dns_check& d) {
                                     return "DNS query for " + (d.name.empty() ? std::string{"."} : d.name) + " to " +
                                            host_and_port(target);
                                 },
                                 [&](const smtp_check&) { return "SMTP to " + host_and_port(target); },
                                 [](const misc_check& m) { return m.program.to_string(); },
                                 [](const auto&) { return std::string{}; }},
                      kind);
}

result<std::shared_ptr<const prepared_check>> prepare(const check& what) {
    auto ready = std::make_shared<prepared_check>();
    ready->what = what;
    if (const auto form = health_form(what)) {
        if (what.target.port == 0) return invalid(what, "no port to check");
        if (auto valid = health::validate(*form); valid.has_error()) return valid.error();
    } else if (auto valid = validate_other(what); valid.has_error()) {
        return valid.error();
    }
    if (what.target.address.is_v6() && what.target.address.is_link_local() && what.target.bind_interface.empty() &&
        !std::holds_alternative<misc_check>(what.kind))
        return invalid(what, "a link-local address needs bind_if");
    if (const auto* http = std::get_if<health::http_check>(&what.kind)) {
        for (const auto& url : http->urls) {
            auto compiled = health::http_expectation::compile(url);
            if (compiled.has_error()) return compiled.error();
            ready->expectations.push_back(std::move(*compiled));
        }
    }
    return std::shared_ptr<const prepared_check>{std::move(ready)};
}

std::string explain(const check& what, const health::outcome& o) {
    if (health_form(what) || (o.why != health::failure::none && o.detail.empty())) return health::explain(o);
    health::outcome plain;  // keeps the words about time and escapes the subject
    plain.spent = o.spent;
    plain.subject = o.subject;
    plain.detail = o.detail;
    plain.note = o.note;
    auto text = health::explain(plain);
    constexpr std::string_view passed = "passed";
    if (!o.ok() && text.starts_with(passed)) text.replace(0, passed.size(), "failed");
    return text;
}

std::string explain(const check& what, const health::verdict& v) {
    auto text = explain(what, v.outcome);
    if (!v.outcome.ok() && v.allowed > 1)
        text += ", attempt " + std::to_string(v.attempt) + " of " + std::to_string(v.allowed);
    return text;
}

}  // namespace hakit::director
