#include <hakit/keepalived/target.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

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

namespace {

feature_set feature_named(std::string_view name) noexcept {
    for (unsigned bit = 0; bit < 32; ++bit)
        if (!name.empty() && to_string(static_cast<feature>(1u << bit)) == name) return 1u << bit;
    return 0;
}

error no_feature(std::string_view word) {
    std::string known;
    for (unsigned bit = 0; bit < 32; ++bit)
        if (const auto name = to_string(static_cast<feature>(1u << bit)); !name.empty())
            known += (known.empty() ? "" : ", ") + std::string{name};
    return error{errc::invalid_argument, "no feature '" + std::string{word} + "'; there are " + known};
}

}  // namespace

result<feature_set> parse_features(std::string_view list) {
    constexpr std::string_view separators = ", \t\n";
    feature_set named = 0;
    feature_set changed = debian_features;
    std::optional<bool> relative;
    while (true) {
        list.remove_prefix(std::min(list.find_first_not_of(separators), list.size()));
        if (list.empty()) break;
        const auto word = list.substr(0, list.find_first_of(separators));
        list.remove_prefix(word.size());
        const bool signed_word = word[0] == '+' || word[0] == '-';
        const auto one = feature_named(signed_word ? word.substr(1) : word);
        if (one == 0) return no_feature(word);
        if (relative.value_or(signed_word) != signed_word)
            return error{errc::invalid_argument,
                         "'" + std::string{word} + "': either all features have a sign or none"};
        relative = signed_word;
        if (word[0] == '-')
            changed &= ~one;
        else
            (signed_word ? changed : named) |= one;
    }
    return relative.value_or(false) ? changed : named;
}

}  // namespace hakit::keepalived
