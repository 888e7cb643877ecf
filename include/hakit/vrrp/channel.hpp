/// What stands between a virtual router and the network: writes its packets and judges those of others. No sockets.
#pragma once

#include <hakit/vrrp/channel_options.hpp>
#include <hakit/vrrp/heard.hpp>
#include <hakit/vrrp/hmac_trailer.hpp>
#include <hakit/vrrp/packet.hpp>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace hakit::vrrp {

/// Not thread-safe. Copying it copies its memory of sequence numbers: a copy that sends would be taken for a replay.
class channel {
public:
    explicit channel(channel_options options);
    /// Shares options that live elsewhere, of many routers for example; not nullptr.
    explicit channel(std::shared_ptr<const channel_options> options);

    /// As given; the source may be another one by now.
    [[nodiscard]] const channel_options& options() const noexcept { return *options_; }
    /// Where packets come from: that of the options, or the last one of set_source().
    [[nodiscard]] const ip_address& source() const noexcept { return source_; }
    [[nodiscard]] bool unicast() const noexcept { return !options_->peers.empty(); }
    /// The group, or the peers: one packet goes to each.
    [[nodiscard]] std::size_t destination_count() const noexcept { return unicast() ? options_->peers.size() : 1; }
    /// `i` < destination_count().
    [[nodiscard]] ip_address destination(std::size_t i) const noexcept;
    /// The form of the next packet's checksum.
    [[nodiscard]] checksum_form sends() const noexcept;

    /// Appends one IP packet to destination `i`; a raw IPv6 socket wants it without its first 40 bytes. `wall` is the
    /// time of day; only auth_hmac needs it. Fails with no_digest and hmac_unknown_key (the active key is not there).
    [[nodiscard]] parsed<void> write(std::vector<std::uint8_t>& out, std::size_t i, std::uint8_t priority,
                                     hmac_stamp wall = {});

    /// Whether this router heeds `packet`. The checks are in keepalived's order; the first that fails is the reason.
    /// What is rejected changes nothing but the counts.
    [[nodiscard]] parsed<heard> judge(const packet_view& packet, hmac_stamp wall = {});

    /// How many packets judge() has rejected for this reason.
    [[nodiscard]] std::uint64_t rejected(reject why) const noexcept;
    /// True the first time after construction or forget_news(): worth a line in the log.
    [[nodiscard]] bool is_news(reject why) noexcept;
    /// Call it when the router changes its state.
    void forget_news() noexcept { told_.reset(); }

    /// Other options, as after a reload; what it knows of sequence numbers and checksums stays. So does the source,
    /// unless that of the options is another one than before.
    void reconfigure(channel_options options);
    void reconfigure(std::shared_ptr<const channel_options> options);

    /// The interface has another primary address.
    void set_source(const ip_address& source) noexcept { source_ = source; }

private:
    struct sender_memory {
        ip_address source;
        hmac_stamp last;
        std::uint64_t used = 0;
    };

    [[nodiscard]] parsed<heard> check(const packet_view& packet, hmac_stamp wall);
    [[nodiscard]] parsed<hmac_stamp> check_trailer(const packet_view& packet, hmac_stamp wall) const;
    [[nodiscard]] parsed<void> check_auth(const packet_view& packet) const;
    [[nodiscard]] parsed<checksum_form> check_sum(const packet_view& packet) const noexcept;
    [[nodiscard]] parsed<void> check_peer(const packet_view& packet) const noexcept;
    [[nodiscard]] bool same_addresses(const advert_view& advert) const;
    void remember(const ip_address& source, hmac_stamp stamp);

    std::shared_ptr<const channel_options> options_;
    ip_address source_;
    checksum_form learned_ = checksum_form::pseudo;
    std::uint16_t next_ip_id_ = 1;
    std::uint32_t ah_heard_ = 0;  // the highest sequence number of others
    std::uint32_t ah_sent_ = 0;
    hmac_stamp stamp_sent_;
    std::vector<sender_memory> senders_;
    std::uint64_t uses_ = 0;
    std::vector<std::uint64_t> counts_;  // by reason; empty as long as nothing was rejected
    std::bitset<reject_end> told_;
};

}  // namespace hakit::vrrp
