#include <hakit/vrrp/decode.hpp>

#include <hakit/vrrp/hex_dump.hpp>

#include "vrrp/wire.hpp"

#include <algorithm>
#include <string_view>

namespace hakit::vrrp {
namespace {

using octets = std::span<const std::uint8_t>;

/// Where the network layer begins, and what it is.
struct network_layer {
    octets bytes;
    std::uint16_t type = 0;
};

parsed<network_layer> take_link(decoded& d, const captured_packet& p) {
    const auto cooked = [&](std::size_t type_at, std::size_t size) -> parsed<network_layer> {
        if (p.bytes.size() < size) return reject::frame_too_short;
        return network_layer{p.bytes.subspan(size), wire::load16(p.bytes, type_at)};
    };
    switch (p.link) {
        case link_kind::ethernet: {
            const auto e = parse_ethernet(p.bytes);
            if (!e) return e.error();
            d.from_mac = e->source;
            d.to_mac = e->destination;
            return network_layer{e->payload, e->type};
        }
        case link_kind::ip: {
            if (p.bytes.empty()) return reject::ip_too_short;
            return network_layer{p.bytes, p.bytes[0] >> 4 == 6 ? ethertype_ipv6 : ethertype_ipv4};
        }
        case link_kind::linux_cooked: return cooked(14, 16);
        case link_kind::linux_cooked_2: return cooked(0, 20);
        case link_kind::other: break;
    }
    return reject::not_ip;
}

/// Whether an IP packet that could not be read is one of VRRP, as far as its first bytes tell.
bool looks_like_vrrp(octets ip) noexcept {
    if (ip.size() < 10) return false;
    const auto protocol = ip[0] >> 4 == 6 ? ip[6] : ip[9];
    return protocol == ip_protocol;
}

std::vector<checksum_form> right_forms(const packet_view& p) {
    std::vector<checksum_form> forms;
    const bool v6 = p.advert.family() == ip_family::v6;
    for (const auto form : {checksum_form::plain, checksum_form::pseudo, checksum_form::pseudo_group}) {
        const bool usual = v6 ? form == checksum_form::pseudo
                           : p.advert.version() == 2
                               ? form == checksum_form::plain
                               : form != checksum_form::pseudo_group || !p.ip.destination.is_multicast();
        if (usual && p.advert.checksum_is(form, p.ip.source, p.ip.destination)) forms.push_back(form);
    }
    return forms;
}

void find_ah_problems(decoded& d, const packet_view& p, const decode_options& options) {
    if (!p.ah) return;
    if (p.ah->spi != wire::load32(p.ip.source.bytes(), 0)) d.problems.push_back(reject::ah_spi);
    if (!options.secret) return;
    const auto digest = ah_digest(p.bytes, *options.secret);
    if (!digest) {
        d.problems.push_back(digest.error());
    } else if (*digest != p.ah->digest) {
        d.problems.push_back(reject::ah_digest);
    }
}

void read_trailer(decoded& d, decoded_advert& a, const packet_view& p, const decode_options& options) {
    if (p.advert.trailer().empty()) return;
    const auto trailer = parse_hmac_trailer(p.advert.trailer());
    if (!trailer) {
        d.problems.push_back(trailer.error());
        return;
    }
    a.hmac = *trailer;
    if (options.keys.empty()) return;
    const auto key = std::find_if(options.keys.begin(), options.keys.end(),
                                  [&](const hmac_key& k) { return k.id == trailer->key_id; });
    if (key == options.keys.end()) {
        d.problems.push_back(reject::hmac_unknown_key);
        return;
    }
    const auto digest = hmac_digest(p.advert.message(), p.ip.source, trailer->key_id, trailer->stamp, key->material);
    if (!digest) {
        d.problems.push_back(digest.error());
    } else if (*digest != trailer->digest) {
        d.problems.push_back(reject::hmac_digest);
    }
}

std::string two_digits(std::uint64_t v) { return (v < 10 ? "0" : "") + std::to_string(v); }

/// The time of day in UTC, to the microsecond.
std::string clock_text(std::uint64_t ns) {
    const auto us = ns / 1000;
    const auto day = us / 1'000'000 % 86400;
    auto fraction = std::to_string(us % 1'000'000);
    fraction.insert(0, 6 - fraction.size(), '0');
    return two_digits(day / 3600) + ":" + two_digits(day / 60 % 60) + ":" + two_digits(day % 60) + "." + fraction;
}

std::string hex16(std::uint16_t v) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string s = "0x";
    for (int shift = 12; shift >= 0; shift -= 4) s += digits[v >> shift & 0xf];
    return s;
}

std::string seconds_text(const advert& a) {
    if (a.version == 2) return std::to_string(a.interval) + " s";
    auto hundredths = std::to_string(a.interval % 100);
    hundredths.insert(0, 2 - hundredths.size(), '0');
    return std::to_string(a.interval / 100) + "." + hundredths + " s";
}

std::string printable(octets bytes) {
    std::string s;
    for (const auto b : bytes) {
        if (b == 0) break;
        s += b >= 0x20 && b < 0x7f ? static_cast<char>(b) : '?';
    }
    return s;
}

std::string advert_text(const decoded_advert& a, bool secrets) {
    const auto& f = a.fields;
    std::string s = "VRRPv" + std::to_string(f.version) + " router " + std::to_string(f.vrid) + " priority " +
                    std::to_string(f.priority) + (f.priority == resign_priority ? " (resigns)" : "") + " interval " +
                    seconds_text(f) + " addresses";
    for (const auto& address : f.addresses) s += " " + address.to_string();
    if (f.addresses.empty()) s += " none";
    if (f.auth == auth_type::password) s += " password " + (secrets ? printable(f.password) : std::string{"********"});
    if (a.ah) s += " AH sequence " + std::to_string(a.ah->sequence);
    if (a.hmac) s += " HMAC key " + std::to_string(a.hmac->key_id);
    s += " checksum " + hex16(a.checksum);
    for (const auto form : a.forms) s += " " + std::string{to_string(form)};
    return s;
}

}  // namespace

bool decoded::is_foreign() const noexcept {
    if (!std::holds_alternative<std::monostate>(what)) return false;
    return std::all_of(problems.begin(), problems.end(),
                       [](reject r) { return r == reject::not_ip || r == reject::not_vrrp; });
}

decoder::decoder(decode_options options) : options_{std::move(options)} {
    for (const auto& r : options_.receivers) receivers_.emplace_back(r);
}

void decoder::judge(decoded& d, const packet_view& p) {
    if (receivers_.empty()) return;
    bool other_family = false;
    for (auto& one : receivers_) {
        if (one.options().vrid != p.advert.vrid()) continue;
        if (one.options().family != p.advert.family()) {
            other_family = true;
            continue;
        }
        const auto seconds = static_cast<std::uint32_t>(d.time_ns.value_or(0) / 1'000'000'000);
        const auto verdict = one.judge(p, hmac_stamp::at(seconds, 0));
        if (!verdict && std::find(d.problems.begin(), d.problems.end(), verdict.error()) == d.problems.end())
            d.problems.push_back(verdict.error());
        return;
    }
    d.problems.push_back(other_family ? reject::other_family : reject::other_vrid);
}

void decoder::explain(decoded& d, const packet_view& p) {
    decoded_advert a;
    a.fields = p.advert.fields();
    a.checksum = p.advert.checksum();
    a.forms = right_forms(p);
    a.ah = p.ah;
    if (p.ip.destination.is_multicast() && p.ip.ttl != required_ttl) d.problems.push_back(reject::ttl_not_255);
    read_trailer(d, a, p, options_);
    if (options_.secret && p.advert.auth() == static_cast<std::uint8_t>(auth_type::password) &&
        !std::equal(options_.secret->begin(), options_.secret->end(), a.fields.password.begin()))
        d.problems.push_back(reject::auth_password);
    find_ah_problems(d, p, options_);
    if (a.forms.empty()) d.problems.push_back(reject::checksum);
    if (a.fields.family == ip_family::v6 && !a.fields.addresses.empty() && !a.fields.addresses[0].is_link_local())
        d.problems.push_back(reject::first_not_link_local);
    d.what = std::move(a);
    judge(d, p);
}

decoded decoder::decode(const captured_packet& packet) {
    decoded d;
    d.number = ++count_;
    d.time_ns = packet.time_ns;
    const auto network = take_link(d, packet);
    if (!network) {
        d.problems.push_back(network.error());
        return d;
    }
    if (network->type == ethertype_arp) {
        const auto arp = parse_arp(network->bytes);
        if (arp && arp->sender == arp->target) {
            d.what = *arp;
        } else {
            d.problems.push_back(reject::not_ip);
        }
        return d;
    }
    if (network->type != ethertype_ipv4 && network->type != ethertype_ipv6) {
        d.problems.push_back(reject::not_ip);
        return d;
    }
    const auto ip = parse_ip(network->bytes);
    if (!ip) {
        d.problems.push_back(looks_like_vrrp(network->bytes) ? ip.error() : reject::not_vrrp);
        return d;
    }
    d.ip = ip->header;
    if (ip->header.source.is_v6() != (network->type == ethertype_ipv6)) {
        d.problems.push_back(ip->header.protocol == ip_protocol ? reject::ip_version : reject::not_vrrp);
        return d;
    }
    if (const auto na = parse_neighbour_advertisement(network->bytes)) {
        d.what = *na;
        return d;
    }
    const auto p = parse_packet(network->bytes);
    if (!p) {
        d.problems.push_back(p.error());
        return d;
    }
    explain(d, *p);
    return d;
}

result<void> decode_all(octets input, const decode_options& options,
                        const std::function<void(const decoded&)>& on_packet) {
    decoder reader_of{options};
    const auto tell = [&](const captured_packet& p) { on_packet(reader_of.decode(p)); };
    if (capture_reader::recognizes(input)) {
        auto reader = capture_reader::open(input);
        if (!reader) return reader.error();
        for (;;) {
            const auto packet = reader->next();
            if (!packet) return packet.error();
            if (!*packet) return {};
            tell(**packet);
        }
    }
    const auto packets = read_hex_dump({reinterpret_cast<const char*>(input.data()), input.size()});
    if (!packets) return packets.error();
    for (const auto& bytes : *packets) tell({bytes, guess_link(bytes), {}});
    return {};
}

std::string to_text(const decoded& d, bool secrets) {
    std::string s = std::to_string(d.number) + " ";
    if (d.time_ns) s += clock_text(*d.time_ns) + " ";
    if (d.ip) s += d.ip->source.to_string() + " > " + d.ip->destination.to_string() + " ";
    if (const auto* a = std::get_if<decoded_advert>(&d.what)) {
        s += advert_text(*a, secrets);
    } else if (const auto* arp = std::get_if<arp_message>(&d.what)) {
        s += "ARP " + arp->sender.to_string() + " is at " + arp->sender_mac.to_string();
    } else if (const auto* na = std::get_if<neighbour_advertisement>(&d.what)) {
        s += "neighbour advertisement " + na->target.to_string() + " is at " + na->target_mac.to_string();
    } else {
        s += "rejected";
    }
    if (d.from_mac) s += " from " + d.from_mac->to_string();
    for (const auto why : d.problems) s += "; " + std::string{to_string(why)} + ": " + std::string{describe(why)};
    return s;
}

}  // namespace hakit::vrrp
