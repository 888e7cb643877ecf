#include <hakit/vrrp/channel.hpp>

#include "vrrp/keyed_digest.hpp"
#include "vrrp/wire.hpp"

#include <algorithm>

namespace hakit::vrrp {
namespace {

using namespace std::chrono_literals;

std::uint16_t units(std::uint8_t version, duration interval) noexcept {
    const auto one = version == 2 ? duration{1s} : duration{10ms};
    return static_cast<std::uint16_t>(std::clamp<duration::rep>(interval / one, 1, version == 2 ? 255 : 4095));
}

const hmac_key* find_key(const hmac_options& hmac, std::uint8_t id) noexcept {
    for (const auto& key : hmac.keys)
        if (key.id == id) return &key;
    return nullptr;
}

}  // namespace

channel::channel(channel_options options) : channel{std::make_shared<const channel_options>(std::move(options))} {}

channel::channel(std::shared_ptr<const channel_options> options)
    : options_{std::move(options)}, source_{options_->source} {}

void channel::reconfigure(channel_options options) {
    reconfigure(std::make_shared<const channel_options>(std::move(options)));
}

void channel::reconfigure(std::shared_ptr<const channel_options> options) {
    if (options->source != options_->source) source_ = options->source;
    options_ = std::move(options);
}

ip_address channel::destination(std::size_t i) const noexcept {
    if (unicast()) return options_->peers[i].address;
    return options_->group.value_or(multicast_group(options_->family));
}

checksum_form channel::sends() const noexcept {
    if (options_->family == ip_family::v6) return checksum_form::pseudo;
    if (options_->version == 2) return checksum_form::plain;
    switch (options_->checksum) {
        case checksum_policy::strict:
        case checksum_policy::plain: return checksum_form::plain;
        case checksum_policy::pseudo: return checksum_form::pseudo;
        case checksum_policy::automatic: break;
    }
    return learned_;
}

parsed<void> channel::write(std::vector<std::uint8_t>& out, std::size_t i, std::uint8_t priority, hmac_stamp wall) {
    ip_header ip;
    ip.source = source_;
    ip.destination = destination(i);
    ip.ttl = unicast() ? options_->ttl : required_ttl;
    ip.id = next_ip_id_++;
    advert a;
    a.version = options_->version;
    a.vrid = options_->vrid;
    a.priority = priority;
    a.interval = units(options_->version, options_->advert_interval);
    a.auth = options_->auth;
    a.password = options_->secret;
    a.family = options_->family;
    const auto& addresses = options_->addresses;
    if (options_->auth == auth_type::ah && options_->version == 2 && options_->family == ip_family::v4) {
        std::vector<std::uint8_t> message;
        write_advert(message, a, addresses, sends(), ip.source, ip.destination);
        ah_sent_ = std::max(ah_sent_, ah_heard_) + 1;
        return write_ah_packet(out, ip, ah_sent_, message, options_->secret);
    }
    const bool trailer = options_->hmac && options_->hmac->mode != hmac_mode::receive_only;
    const auto size = advert_size(options_->version, options_->family, std::min<std::size_t>(addresses.size(), 255));
    const auto start = out.size();
    write_ip_header(out, ip, size + (trailer ? hmac_trailer_size : 0));
    write_advert(out, a, addresses, sends(), ip.source, ip.destination);
    if (!trailer) return {};
    const auto* key = find_key(*options_->hmac, options_->hmac->active_key);
    stamp_sent_ = wall.after(stamp_sent_) || stamp_sent_.value == 0 ? wall : hmac_stamp{stamp_sent_.value + 1};
    auto written = key == nullptr ? parsed<void>{reject::hmac_unknown_key}
                                  : write_hmac_trailer(out, size, ip.source, key->id, stamp_sent_, key->material);
    if (!written) out.resize(start);
    return written;
}

parsed<heard> channel::judge(const packet_view& packet, hmac_stamp wall) {
    auto verdict = check(packet, wall);
    if (!verdict) {
        if (counts_.empty()) counts_.resize(reject_end);
        ++counts_[static_cast<std::size_t>(verdict.error())];
    }
    return verdict;
}

parsed<heard> channel::check(const packet_view& packet, hmac_stamp wall) {
    const auto& advert = packet.advert;
    if (advert.family() != options_->family) return reject::other_family;
    if (advert.vrid() != options_->vrid) return reject::other_vrid;
    if (packet.ah && options_->auth != auth_type::ah) return reject::ah_unexpected;
    if (!packet.ah && options_->auth == auth_type::ah) return reject::ah_missing;
    if (!unicast() && packet.ip.ttl != required_ttl) return reject::ttl_not_255;
    if (advert.version() != options_->version) return reject::version_mismatch;
    const auto stamp = check_trailer(packet, wall);
    if (!stamp) return stamp.error();
    if (advert.version() == 2) {
        if (const auto auth = check_auth(packet); !auth) return auth.error();
        if (advert.raw_interval() != units(2, options_->advert_interval)) return reject::interval_mismatch;
    }
    const auto form = check_sum(packet);
    if (!form) return form.error();
    const bool to_group = packet.ip.destination.is_multicast();
    if (to_group && unicast()) return reject::not_unicast;
    if (!to_group && !unicast()) return reject::not_multicast;
    if (options_->link_local_first && options_->family == ip_family::v6 && advert.address_count() > 0 &&
        !advert.address(0).is_link_local()) {
        return reject::first_not_link_local;
    }
    const bool same = same_addresses(advert);
    if (!same && options_->check_addresses) return reject::addresses_differ;
    if (const auto peer = check_peer(packet); !peer) return peer.error();

    if (packet.ah) ah_heard_ = packet.ah->sequence;
    if (!advert.trailer().empty()) remember(packet.ip.source, *stamp);
    learned_ = *form;
    return heard{packet.ip.source, advert.priority(), advert.interval(), !same};
}

parsed<hmac_stamp> channel::check_trailer(const packet_view& packet, hmac_stamp wall) const {
    const auto bytes = packet.advert.trailer();
    if (!options_->hmac) {
        if (!bytes.empty()) return reject::hmac_unexpected;
        return hmac_stamp{};
    }
    const auto& hmac = *options_->hmac;
    if (bytes.empty()) {
        if (hmac.mode == hmac_mode::enforce) return reject::hmac_missing;
        return hmac_stamp{};
    }
    const auto trailer = parse_hmac_trailer(bytes);
    if (!trailer) return trailer.error();
    const auto* key = find_key(hmac, trailer->key_id);
    if (key == nullptr) return reject::hmac_unknown_key;
    const auto digest = hmac_digest(packet.advert.message(), packet.ip.source, key->id, trailer->stamp, key->material);
    if (!digest) return digest.error();
    if (!equal_secret(*digest, trailer->digest)) return reject::hmac_digest;
    if (hmac.replay == hmac_replay::time) {
        const auto window = hmac.time_window.value_or(std::max(
            std::chrono::ceil<std::chrono::seconds>(3 * std::max(options_->advert_interval, duration{0})), 5s));
        const auto age = static_cast<std::int32_t>(wall.seconds() - trailer->stamp.seconds());
        if (age > window.count() || age < -window.count()) return reject::hmac_stale;
    }
    for (const auto& s : senders_)
        if (s.source == packet.ip.source && !trailer->stamp.after(s.last)) return reject::hmac_replayed;
    return trailer->stamp;
}

parsed<void> channel::check_auth(const packet_view& packet) const {
    const auto& advert = packet.advert;
    if (advert.auth() != static_cast<std::uint8_t>(options_->auth)) return reject::auth_type_mismatch;
    if (options_->auth == auth_type::password && !equal_secret(advert.auth_data(), options_->secret)) {
        return reject::auth_password;
    }
    if (!packet.ah) return {};
    if (packet.ah->spi != wire::load32(packet.ip.source.bytes(), 0)) return reject::ah_spi;
    if (packet.ah->sequence <= ah_heard_) return reject::ah_replayed;
    const auto digest = ah_digest(packet.bytes, options_->secret);
    if (!digest) return digest.error();
    if (!equal_secret(*digest, packet.ah->digest)) return reject::ah_digest;
    return {};
}

parsed<checksum_form> channel::check_sum(const packet_view& packet) const noexcept {
    const auto is = [&](checksum_form form) {
        return packet.advert.checksum_is(form, packet.ip.source, packet.ip.destination);
    };
    if (options_->family == ip_family::v6 || options_->version == 2 || options_->checksum == checksum_policy::strict) {
        const auto form = options_->family == ip_family::v6 ? checksum_form::pseudo : checksum_form::plain;
        if (!is(form)) return reject::checksum;
        return form;
    }
    for (const auto form : {checksum_form::pseudo, checksum_form::plain})
        if (is(form)) return form;
    if (unicast() && options_->old_unicast_checksum && is(checksum_form::pseudo_group))
        return checksum_form::pseudo_group;
    return reject::checksum;
}

parsed<void> channel::check_peer(const packet_view& packet) const noexcept {
    if (!unicast()) return {};
    for (const auto& peer : options_->peers) {
        if (peer.address != packet.ip.source) continue;
        if (peer.min_ttl && packet.ip.ttl < *peer.min_ttl) return reject::peer_ttl_low;
        if (peer.max_ttl && packet.ip.ttl > *peer.max_ttl) return reject::peer_ttl_high;
        return {};
    }
    if (options_->check_source) return reject::unknown_peer;
    return {};
}

bool channel::same_addresses(const advert_view& advert) const {
    const auto& ours = options_->addresses;
    if (advert.address_count() != ours.size()) return false;
    std::size_t i = 0;
    while (i < ours.size() && advert.address(i) == ours[i]) ++i;
    if (i == ours.size()) return true;
    std::vector<ip_address> theirs;
    for (i = 0; i < ours.size(); ++i) theirs.push_back(advert.address(i));
    return std::is_permutation(theirs.begin(), theirs.end(), ours.begin());
}

void channel::remember(const ip_address& source, hmac_stamp stamp) {
    const auto known =
        std::find_if(senders_.begin(), senders_.end(), [&](const auto& s) { return s.source == source; });
    if (known != senders_.end()) {
        known->last = stamp;
        known->used = ++uses_;
        return;
    }
    if (senders_.size() >= std::max<std::size_t>(4, options_->peers.size())) {
        senders_.erase(std::min_element(senders_.begin(), senders_.end(),
                                        [](const auto& a, const auto& b) { return a.used < b.used; }));
    }
    senders_.push_back({source, stamp, ++uses_});
}

std::uint64_t channel::rejected(reject why) const noexcept {
    return counts_.empty() ? 0 : counts_[static_cast<std::size_t>(why)];
}

bool channel::is_news(reject why) noexcept {
    const auto i = static_cast<std::size_t>(why);
    if (told_.test(i)) return false;
    told_.set(i);
    return true;
}

}  // namespace hakit::vrrp
