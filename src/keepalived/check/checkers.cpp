#include "keepalived/check/checkers.hpp"

#include "keepalived/check/tracker_index.hpp"
#include "keepalived/codes/lvs_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

/// Reports checkers that are the same as an earlier one of their kind. Few stand beside each other, so pairs will do; a
/// long list is compared with its neighbours only.
template <class Checker>
void check_duplicates(findings& f, const lean_vector<Checker>& checkers) {
    for (std::size_t i = 1; i < checkers.size(); ++i) {
        const auto first = i > 16 ? i - 16 : 0;
        const auto* const end = checkers.begin() + i;
        const auto* const same = std::find(checkers.begin() + first, end, checkers[i]);
        if (same == end) continue;
        auto& d =
            f.report(lvs_code.duplicate_checker, checkers[i].where.span, "this checker is the same as an earlier one");
        f.note(d, "the first one", same->where.span);
    }
}

/// Of an SMTP_CHECK without `host` keepalived does not compare the address families.
enum class families : std::uint8_t { compared, not_compared };

void check_connection(findings& f, const real_server& rs, const connection_options& to, text::span where,
                      families in_keepalived = families::compared) {
    const auto& target = to.connect_ip ? *to.connect_ip : rs.address->address;
    if (target.is_v6() && target.is_link_local() && !to.bind_if)
        f.report(lvs_code.link_local_without_interface, where,
                 target.to_string() + " is link-local, so the checker needs bind_if; keepalived drops it");
    if (!to.bindto || to.bindto->family() == target.family()) return;
    if (in_keepalived == families::compared)
        f.report(lvs_code.bind_family, to.bindto.where(),
                 "the checker connects to the other address family; keepalived drops bindto");
    else
        f.report(lvs_code.bind_family, to.bindto.where(),
                 "the checker connects to the other address family, which keepalived does not notice",
                 text::severity::warning);
}

/// Found by trying 2.2.7: "a.example.com" is refused, "www.e.com" and "a" are not.
void check_dns_name(findings& f, const dns_check& check) {
    if (!check.name || check.name->size() < 3 || (*check.name)[1] != '.') return;
    f.report(lvs_code.dns_label, check.name.where(),
             "keepalived takes the first label of " + quote(*check.name) +
                 " for an empty one, since it has one byte, and ignores the name");
}

void check_http(findings& f, const http_check& check) {
    for (const auto& url : check.url)
        if (!url.path && !f.has_statement(url.where, "path") && !f.has_lost(url.where, "path"))
            f.report(lvs_code.url_without_path, url.where.span, "a url needs a path; keepalived drops it");
    if (check.url.empty())
        f.report(lvs_code.check_without_url, check.where.span,
                 "there is no url to ask for; keepalived drops the checker");
}

/// What FILE_CHECK and BFD_CHECK name must stand before them.
void check_tracker(findings& f, text::span check, const setting<std::string>& name, const tracker_index& known) {
    const std::string kind{known.block};
    if (!name) {
        f.report(lvs_code.check_incomplete, check, "the checker needs the name of a " + kind + "; keepalived drops it");
        return;
    }
    const auto found = known.by_name.find(*name);
    if (found == known.by_name.end() || (found->second.where != nowhere && found->second.where.begin > check.begin))
        f.report(lvs_code.tracker_unknown, name.where(), "no " + kind + " " + quote(*name) + " is defined before this");
}

void check_trackers_of(findings& f, const real_server& rs) {
    for (const auto& check : rs.file_check) check_tracker(f, check.where.span, check.track_file, f.trackers->files);
    for (const auto& check : rs.bfd_check) check_tracker(f, check.where.span, check.name, f.trackers->sessions);
}

}  // namespace

bool has_checkers(const real_server& rs) {
    return !(rs.tcp_check.empty() && rs.http_get.empty() && rs.ssl_get.empty() && rs.smtp_check.empty() &&
             rs.dns_check.empty() && rs.misc_check.empty() && rs.udp_check.empty() && rs.ping_check.empty() &&
             rs.file_check.empty() && rs.bfd_check.empty());
}

void check_checkers(findings& f, const virtual_server&, const real_server& rs) {
    const auto connections = [&](const auto& checkers) {
        for (const auto& check : checkers) check_connection(f, rs, check, check.where.span);
        check_duplicates(f, checkers);
    };
    connections(rs.tcp_check);
    connections(rs.http_get);
    connections(rs.ssl_get);
    connections(rs.dns_check);
    connections(rs.udp_check);
    connections(rs.ping_check);
    for (const auto& check : rs.smtp_check) {
        if (check.host.empty()) check_connection(f, rs, check, check.where.span, families::not_compared);
        for (const auto& host : check.host) check_connection(f, rs, host, host.where.span);
    }
    check_duplicates(f, rs.smtp_check);
    check_duplicates(f, rs.misc_check);
    for (const auto& check : rs.http_get) check_http(f, check);
    for (const auto& check : rs.ssl_get) check_http(f, check);
    for (const auto& check : rs.misc_check)
        if (!check.misc_path)
            f.report(lvs_code.check_incomplete, check.where.span, "MISC_CHECK needs a misc_path; keepalived drops it");
    for (const auto& check : rs.dns_check) check_dns_name(f, check);
    for (const auto& check : rs.udp_check)
        if (check.min_reply_length.value_or(0) > check.max_reply_length.value_or(255))
            f.report(lvs_code.reply_lengths, check.where.span,
                     "min_reply_length is over max_reply_length; the check always fails");
    check_trackers_of(f, rs);
}

}  // namespace hakit::keepalived
