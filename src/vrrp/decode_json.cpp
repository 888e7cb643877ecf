#include <hakit/vrrp/decode_json.hpp>

namespace hakit::vrrp {
namespace {

using json = nlohmann::ordered_json;

std::string hex(std::span<const std::uint8_t> bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string s;
    for (const auto b : bytes) {
        s += digits[b >> 4];
        s += digits[b & 0xf];
    }
    return s;
}

json advert_json(const decoded_advert& a, bool secrets) {
    const auto& f = a.fields;
    const auto unit = f.version == 2 ? 1'000'000'000LL : 10'000'000LL;
    json out{{"version", f.version},
             {"vrid", f.vrid},
             {"priority", f.priority},
             {"interval_ns", f.interval * unit},
             {"addresses", json::array()}};
    for (const auto& address : f.addresses) out["addresses"].push_back(address.to_string());
    if (f.version == 2 && f.family == ip_family::v4) {
        out["auth"] = static_cast<int>(f.auth);
        if (f.auth == auth_type::password) {
            if (secrets) {
                out["password_hex"] = hex(f.password);
            } else {
                out["password_hex"] = nullptr;
            }
        }
    }
    out["checksum"] = a.checksum;
    out["checksum_forms"] = json::array();
    for (const auto form : a.forms) out["checksum_forms"].push_back(to_string(form));
    if (a.ah) out["ah"] = {{"spi", a.ah->spi}, {"sequence", a.ah->sequence}, {"digest", hex(a.ah->digest)}};
    if (a.hmac)
        out["hmac"] = {{"key_id", a.hmac->key_id}, {"stamp", a.hmac->stamp.value}, {"digest", hex(a.hmac->digest)}};
    return out;
}

}  // namespace

json to_json(const decoded& d, bool secrets) {
    json out{{"number", d.number}};
    if (d.time_ns) out["time_ns"] = *d.time_ns;
    if (d.from_mac && d.to_mac)
        out["ethernet"] = {{"source", d.from_mac->to_string()}, {"destination", d.to_mac->to_string()}};
    if (d.ip)
        out["ip"] = {{"source", d.ip->source.to_string()},
                     {"destination", d.ip->destination.to_string()},
                     {"ttl", d.ip->ttl},
                     {"tos", d.ip->tos},
                     {"protocol", d.ip->protocol}};
    if (const auto* a = std::get_if<decoded_advert>(&d.what)) out["advert"] = advert_json(*a, secrets);
    if (const auto* arp = std::get_if<arp_message>(&d.what))
        out["arp"] = {
            {"address", arp->sender.to_string()}, {"mac", arp->sender_mac.to_string()}, {"operation", arp->operation}};
    if (const auto* na = std::get_if<neighbour_advertisement>(&d.what))
        out["neighbour_advertisement"] = {{"address", na->target.to_string()},
                                          {"mac", na->target_mac.to_string()},
                                          {"router", na->router},
                                          {"solicited", na->solicited},
                                          {"override", na->override_cache}};
    out["problems"] = json::array();
    for (const auto why : d.problems) out["problems"].push_back({{"code", to_string(why)}, {"text", describe(why)}});
    return out;
}

result<json> decode_to_json(std::span<const std::uint8_t> input, const decode_options& options, bool secrets) {
    auto packets = json::array();
    const auto done = decode_all(input, options, [&](const decoded& d) { packets.push_back(to_json(d, secrets)); });
    if (!done) return done.error();
    return json{{"schema", "hakit-vrrp-packets-1"}, {"packets", std::move(packets)}};
}

json decode_packet_to_json(std::span<const std::uint8_t> packet, const decode_options& options, bool secrets) {
    auto packets = json::array();
    packets.push_back(to_json(decoder{options}.decode({packet, guess_link(packet), {}}), secrets));
    return {{"schema", "hakit-vrrp-packets-1"}, {"packets", std::move(packets)}};
}

}  // namespace hakit::vrrp
