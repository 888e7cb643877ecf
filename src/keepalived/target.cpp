#include <hakit/keepalived/target.hpp>

#include <charconv>

namespace hakit::keepalived {

result<release> release::parse(std::string_view text) {
    std::uint8_t parts[3] = {0, 0, 0};
    auto rest = text;
    for (auto& part : parts) {
        const auto [end, ec] = std::from_chars(rest.data(), rest.data() + rest.size(), part);
        if (ec != std::errc{})
            return error{errc::syntax, '\'' + std::string{text} + "' is not a release such as 2.2.7"};
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        if (rest.empty()) return release{parts[0], parts[1], parts[2]};
        if (rest[0] != '.') break;
        rest.remove_prefix(1);
    }
    return error{errc::syntax, '\'' + std::string{text} + "' is not a release such as 2.2.7"};
}

std::string release::to_string() const {
    return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

std::string_view to_string(feature f) noexcept {
    switch (f) {
        case feature::none: return "";
        case feature::vrrp: return "VRRP";
        case feature::lvs: return "LVS";
        case feature::bfd: return "BFD";
        case feature::snmp: return "SNMP";
        case feature::dbus: return "DBUS";
        case feature::regex: return "REGEX";
        case feature::nftables: return "NFTABLES";
        case feature::iptables: return "IPTABLES";
        case feature::libipset: return "LIBIPSET";
        case feature::vmac: return "VRRP_VMAC";
        case feature::track_process: return "TRACK_PROCESS";
        case feature::linkbeat: return "LINKBEAT";
        case feature::so_mark: return "SO_MARK";
        case feature::snmp_rfc: return "SNMP_RFC";
        case feature::snmp_checker: return "SNMP_CHECKER";
        case feature::snmp_vrrp: return "SNMP_VRRP";
        case feature::snmp_rfcv2: return "SNMP_RFCV2";
        case feature::snmp_rfcv3: return "SNMP_RFCV3";
        case feature::ipvlan: return "VRRP_IPVLAN";
        case feature::vrf: return "VRF";
        case feature::vrrp_auth: return "VRRP_AUTH";
        case feature::old_checksum: return "OLD_CHKSUM_COMPAT";
        case feature::json: return "JSON";
    }
    return "";
}

}  // namespace hakit::keepalived
