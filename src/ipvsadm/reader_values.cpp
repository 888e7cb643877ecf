// The values that options take: addresses, masks, and what a daemon and a tunnel are told.
#include "ipvsadm/codes/codes.hpp"
#include "ipvsadm/reader.hpp"
#include "ipvsadm/values.hpp"

#include <algorithm>
#include <type_traits>

namespace hakit::ipvsadm {

bool reader::refuse_address(const text::code_info& why, const found& f, const std::string& reason,
                            const std::string& meant, std::string_view kind) {
    auto& d = report(why, where(f), quoted(f.value) + ": " + reason);
    c_.refused = refusal{2, "illegal " + std::string{kind} + " address[:port] specified", true};
    if (meant.empty()) return false;
    auto better = meant;
    const auto address = ip_address::parse(meant);
    if (&why == &code.service_address && address) {
        // The only service of that address is the one that is meant.
        std::vector<std::string> there;
        if (table_ != nullptr)
            for (const auto& s : table_->services)
                if (const auto* key = s.service.key.address(); key != nullptr && key->address == *address)
                    there.push_back(ipvs::destination_key{key->address, key->port}.to_string());
        if (there.size() == 1) better = there.front();
    }
    d.notes.push_back({"what was meant: " + command_with(f, better), std::nullopt});
    if (&why == &code.service_address && address && better == meant)
        d.notes.push_back(
            {"without a port this is the persistent service of all ports; a service of one port is named "
             "with its port, such as " +
                 ipvs::destination_key{*address, 80}.to_string(),
             std::nullopt});
    if (words_[f.value_word].verbatim)
        mend(d, "replace it by " + quoted(better), where(f), better, text::applicability::maybe);
    return false;
}

bool reader::take_service(const found& f) {
    const auto& w = words_[f.value_word];
    if (f.what->id == 'f') {
        std::int64_t mark = 1;
        if (!w.known) {
            unknown_service_ = true;
        } else if (const auto n = read_number(f.value, 1, 0xffffffff)) {
            mark = *n;
        } else {
            return refuse(code.firewall_mark, where(f), quoted(f.value) + " is no number from 1 to 4294967295",
                          "invalid fwmark value `" + std::string{f.value} + "' specified");
        }
        c_.service.key = ipvs::fwmark_key{static_cast<std::uint32_t>(mark), ip_family::v4};
        if (mark > 0x7fffffff && c_.what == verb::add_service)
            report(code.negative_mark, where(f),
                   "ipvsadm shows and saves this mark as " + std::to_string(mark - 0x100000000));
        return true;
    }
    const auto p = f.what->id == 't'   ? ipvs::protocol::tcp
                   : f.what->id == 'u' ? ipvs::protocol::udp
                                       : ipvs::protocol::sctp;
    c_.service.key = {p, {}, 0};
    if (!w.known) {
        unknown_service_ = true;
        return true;
    }
    const auto e = read_endpoint(f.value, p, names_);
    if (!e.why.empty()) return refuse_address(code.service_address, f, e.why, e.meant, "virtual server");
    if (e.has_name) report(code.host_name, where(f), quoted(f.value) + " names a host");
    if (e.unresolved) {
        unknown_service_ = true;
        return true;
    }
    c_.service.key = {p, *e.address, e.port};
    if (e.address->is_v4() && !e.has_name && !e.canonical) {
        const auto host = f.value.substr(0, f.value.find(':'));
        mend(report(code.odd_address, where(f), quoted(host) + " is read as " + e.address->to_string()),
             "write " + e.address->to_string(),
             {where(f).begin, where(f).begin + static_cast<std::uint32_t>(host.size())}, e.address->to_string(),
             text::applicability::maybe);
    }
    return true;
}

bool reader::take_server(const found& f) {
    server_first_ = !c_.has(subject::service);
    if (!words_[f.value_word].known) {
        unknown_server_ = true;
        return true;
    }
    const auto* key = c_.service.key.address();
    const auto p = server_first_ ? ipvs::protocol{} : key != nullptr ? key->protocol : ipvs::protocol::tcp;
    const auto e = read_endpoint(f.value, p, names_);
    if (!e.why.empty()) return refuse_address(code.server_address, f, e.why, e.meant, "real server");
    if (e.has_name) report(code.host_name, where(f), quoted(f.value) + " names a host");
    if (e.unresolved) {
        unknown_server_ = true;
        return true;
    }
    server_has_port_ = e.has_port;
    c_.destination.key = {*e.address, e.has_port || key == nullptr ? e.port : key->port};
    if (e.address->is_v4() && !e.has_name && !e.canonical)
        report(code.odd_address, where(f),
               quoted(f.value.substr(0, f.value.find(':'))) + " is read as " + e.address->to_string());
    return true;
}

bool reader::take_netmask(const found& f) {
    mask_at_ = where(f);
    if (!words_[f.value_word].known) return true;
    // Which family it is for shows by what stood before; without a service yet ipvsadm looks at the mask itself.
    mask_is_v6_ =
        c_.has(subject::service) ? c_.service.key.family() == ip_family::v6 : f.value.find('.') == f.value.npos;
    if (mask_is_v6_) {
        std::size_t digits = 0;
        while (digits < f.value.size() && f.value[digits] >= '0' && f.value[digits] <= '9') ++digits;
        const auto n = read_number(f.value.substr(0, digits), 1, 128);
        if (!n || f.value.find('.') != f.value.npos)
            return refuse(code.netmask, where(f), quoted(f.value) + " is no prefix length from 1 to 128",
                          "illegal ipv6 netmask specified");
        if (digits != f.value.size())
            report(code.odd_number, where(f), quoted(f.value) + " is read as " + std::to_string(*n));
        c_.service.persistence_mask = ipvs::client_mask::v6(static_cast<std::uint32_t>(*n));
        return true;
    }
    auto mask = read_loose_v4(f.value);
    if (!mask && names_.address) mask = names_.address(f.value);
    if (!mask)
        return refuse(code.netmask, where(f), quoted(f.value) + " is no mask such as 255.255.255.0",
                      "illegal virtual server persistent mask specified");
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4; ++i) bits = bits << 8U | mask->bytes()[i];
    c_.service.persistence_mask = ipvs::client_mask::v4(bits);
    if (const auto rest = ~bits; (rest & (rest + 1)) != 0) {
        auto& d = report(code.odd_mask, where(f),
                         quoted(f.value) + " is read as " + mask->to_string() + ", which is no prefix");
        if (const auto n = read_number(f.value, 1, 32)) {
            const auto meant =
                ipvs::client_mask::prefix(ip_family::v4, static_cast<std::uint32_t>(*n)).to_string(ip_family::v4);
            mend(d, "write " + meant, where(f), meant, text::applicability::maybe);
        }
    }
    return true;
}

bool reader::take_group(const found& f) {
    const auto address = ip_address::parse(f.value);
    if (address && address->is_multicast()) {
        daemon().group = *address;
        return true;
    }
    if (!words_[f.value_word].known) return true;
    const std::string_view family = f.value.find(':') != f.value.npos ? "IPv6" : "IPv4";
    return refuse(code.daemon_value, where(f), quoted(f.value) + " is no multicast address",
                  "invalid " + std::string{family} + " mcast-group `" + std::string{f.value} + "'");
}

bool reader::take_daemon_value(const found& f) {
    const auto store = [&](auto& field, std::int64_t least, std::int64_t most, std::string_view said) {
        std::int64_t n = 0;
        if (!number(f, least, most, n, code.daemon_value, said)) return false;
        field = static_cast<std::remove_reference_t<decltype(field)>>(n);
        return true;
    };
    switch (f.what->id) {
        case '0': daemon().interface = std::string{f.value.substr(0, 15)}; return true;
        case '1': return store(daemon().sync_id, 0, 255, "illegal syncid specified");
        case '3': return store(daemon().max_length, 1, 65534, "illegal sync-maxlen specified");
        case '5': return store(daemon().port, 1, 65535, "illegal mcast-port specified");
        case '7': return store(daemon().ttl, 1, 255, "illegal mcast-ttl specified");
        default: return take_group(f);
    }
}

bool reader::take_tunnel(const found& f) {
    auto& t = c_.destination.tunnel;
    switch (f.what->id) {
        case '8':
            if (f.value == "ipip")
                t.type = ipvs::tunnel_type::ipip;
            else if (f.value == "gue")
                t.type = ipvs::tunnel_type::gue;
            else if (f.value == "gre")
                t.type = ipvs::tunnel_type::gre;
            else if (words_[f.value_word].known)
                return refuse(code.tunnel_value, where(f), quoted(f.value) + " is none of ipip, gue and gre",
                              "illegal tunnel type specified");
            return true;
        case '9': {
            std::int64_t n = 0;
            if (!number(f, 1, 65535, n, code.tunnel_value, "illegal tunnel port specified")) return false;
            t.port = static_cast<std::uint16_t>(n);
            return true;
        }
        case 'S': t.flags = ipvs::tunnel_checksum; return true;
        case 'R': t.flags = ipvs::tunnel_remote_checksum; return true;
        default: return true;
    }
}

}  // namespace hakit::ipvsadm
