// What facts about the host tell, and logging.
#include "corosync/check/findings.hpp"
#include "corosync/codes/node_codes.hpp"
#include "corosync/codes/quorum_codes.hpp"
#include "corosync/codes/totem_codes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace hakit::corosync {
namespace {

bool is_on(const words& w) { return w && (*w == "yes" || *w == "on"); }

/// Whether corosync would find its host by this name or address.
bool is_this_host(const host_facts& facts, const std::string& name) {
    if (facts.hostname) {
        // The whole name, and what is left of it when labels are taken away.
        for (auto own = *facts.hostname;;) {
            if (own == name) return true;
            const auto dot = own.rfind('.');
            if (dot == own.npos) break;
            own.resize(dot);
        }
    }
    if (!facts.addresses) return false;
    const auto local = [&](const ip_address& a) {
        return std::ranges::find(*facts.addresses, a) != facts.addresses->end();
    };
    if (const auto address = ip_address::parse(name)) return local(*address);
    if (!facts.hosts) return false;
    const auto found = facts.hosts->find(name);
    return found != facts.hosts->end() && std::ranges::any_of(found->second, local);
}

/// getaddrinfo(3) takes what inet_aton(3) does: "10.1" and "30000" are addresses too.
bool is_short_v4(std::string_view text) {
    for (std::uint64_t left = 4; left != 0; --left) {
        const int base = text.starts_with("0x") || text.starts_with("0X") ? 16 : text.starts_with('0') ? 8 : 10;
        if (base == 16) text.remove_prefix(2);
        std::uint64_t part = 0;
        const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), part, base);
        if (ec != std::errc{}) return false;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.empty()) return part < std::uint64_t{1} << (8 * left);
        if (text.front() != '.' || part > 255) return false;
        text.remove_prefix(1);
    }
    return false;
}

void check_names(findings& f) {
    if (!f.facts->hosts) return;
    const auto known = [&](const std::string& name) {
        return name.empty() || ip_address::parse(name) || is_short_v4(name) || f.facts->hosts->contains(name);
    };
    const auto look_at = [&](const auto& name) {
        if (name && !known(*name)) f.report(node_code.unresolvable, name.where(), quote(*name) + " cannot be resolved");
    };
    for (const auto& i : f.totem().interface) look_at(i.mcastaddr);
    if (!f.configuration.nodelist) return;
    for (const auto& n : f.configuration.nodelist->node) std::ranges::for_each(n.ring_addr, look_at);
}

void check_own_node(findings& f) {
    if (!f.facts->hostname || !f.facts->addresses || f.aim.version < v3_0) return;
    if (!f.configuration.nodelist || f.configuration.nodelist->node.empty()) return;
    const bool found = std::ranges::any_of(f.configuration.nodelist->node, [&](const auto& n) {
        return (n.name && is_this_host(*f.facts, *n.name)) ||
               (n.ring_addr[0] && is_this_host(*f.facts, *n.ring_addr[0]));
    });
    if (!found)
        f.report(node_code.not_this_host, f.configuration.nodelist->where.span,
                 "no node has the name or an address of this host, " + quote(*f.facts->hostname));
}

void check_key_file(findings& f) {
    if (!f.facts->file_sizes || f.aim.version < v3_0 || !encryption_of(f.configuration, f.aim).on()) return;
    const auto& t = f.totem();
    if (!t.keyfile && t.key) return;
    const auto path = t.keyfile.value_or("/etc/corosync/authkey");
    const auto place = t.keyfile ? t.keyfile.where() : f.totem_place();
    const auto found = f.facts->file_sizes->find(path);
    if (found == f.facts->file_sizes->end())
        f.report(totem_code.key_file, place, "the key file " + quote(path) + " is missing");
    else if (found->second < 128 || found->second > 4096)
        f.report(
            totem_code.key_file, place,
            "the key file " + quote(path) + " has " + std::to_string(found->second) + " bytes; 128..4096 are needed",
            found->second < 128 ? text::severity::error : text::severity::warning);
}

bool is_number(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void check_logging(findings& f) {
    const auto check = [&](const log_target& l) {
        if ((is_on(l.to_logfile) || is_on(l.to_file)) && !l.logfile)
            f.report(quorum_code.no_logfile, (l.to_logfile ? l.to_logfile : l.to_file).where(),
                     "there is no 'logfile' to log to");
    };
    if (f.configuration.logging) check(*f.configuration.logging);
    const auto& s = f.configuration.system;
    if (s && s->priority && s->sched_rr.value_or("yes") != "no")
        f.report(quorum_code.priority, s->priority.where(), "'priority' has an effect with 'sched_rr: no' alone");
}

void check_users(const std::vector<struct uidgid>& list, const host_facts& facts, text::file_id file,
                 text::diagnostic_list& out) {
    const auto check = [&](const std::vector<words>& names, const auto& known, const char* what) {
        if (!known) return;
        for (const auto& name : names)
            if (!is_number(*name) && !known->contains(*name))
                out.add(quorum_code.unknown_user, {file, name.where() == text::nowhere ? text::span{} : name.where()},
                        "there is no " + std::string{what} + ' ' + quote(*name));
    };
    for (const auto& u : list) {
        check(u.uid, facts.users, "user");
        check(u.gid, facts.groups, "group");
    }
}

void check_host(findings& f) {
    check_names(f);
    check_own_node(f);
    check_key_file(f);
}

}  // namespace hakit::corosync
