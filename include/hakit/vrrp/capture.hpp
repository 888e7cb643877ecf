/// Captured packets out of pcap and pcapng files, without copying them.
#pragma once

#include <hakit/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hakit::vrrp {

/// What a captured packet begins with.
enum class link_kind : std::uint8_t {
    ethernet,
    ip,              ///< the IP header
    linux_cooked,    ///< SLL: `tcpdump -i any` of old
    linux_cooked_2,  ///< SLL2: `tcpdump -i any` since libpcap 1.10
    other,           ///< a link type that is not read
};

/// Ethernet when its type field says ARP, IP or VLAN, else IP when the first digit is 4 or 6: for bytes that come
/// without a file.
[[nodiscard]] link_kind guess_link(std::span<const std::uint8_t> packet) noexcept;

struct captured_packet {
    std::span<const std::uint8_t> bytes;  ///< as many as were captured; in the file's buffer
    link_kind link = link_kind::ethernet;
    std::optional<std::uint64_t> time_ns = {};  ///< since 1970-01-01 UTC
};

/// Reads a file that is in memory, and must stay there; classic pcap of both byte orders and both resolutions, and
/// pcapng. Not thread-safe.
class capture_reader {
public:
    /// Whether the bytes begin as such a file does.
    [[nodiscard]] static bool recognizes(std::span<const std::uint8_t> file) noexcept;
    /// Fails with syntax when the bytes are no capture file.
    [[nodiscard]] static result<capture_reader> open(std::span<const std::uint8_t> file);

    /// The next packet, nullopt at the end. A file that is cut off or damaged gives syntax, the message naming the
    /// offset, and then its end.
    [[nodiscard]] result<std::optional<captured_packet>> next();

private:
    struct interface {
        link_kind link = link_kind::other;
        std::uint32_t snap_length = 0;
        std::uint64_t ticks_per_second = 1'000'000;
    };

    explicit capture_reader(std::span<const std::uint8_t> file) noexcept : file_{file} {}
    [[nodiscard]] std::uint16_t u16(std::size_t at) const noexcept;
    [[nodiscard]] std::uint32_t u32(std::size_t at) const noexcept;
    [[nodiscard]] error damaged();
    [[nodiscard]] result<std::optional<captured_packet>> next_classic();
    [[nodiscard]] result<std::optional<captured_packet>> next_block();
    [[nodiscard]] bool begin_section();
    void add_interface(std::size_t body, std::size_t end);

    std::span<const std::uint8_t> file_;
    std::size_t at_ = 0;
    bool classic_ = true;
    bool swapped_ = false;
    interface classic_interface_;
    std::vector<interface> interfaces_;
};

}  // namespace hakit::vrrp
