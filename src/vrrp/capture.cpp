#include <hakit/vrrp/capture.hpp>

#include <hakit/vrrp/ethernet.hpp>

#include <algorithm>
#include <bit>
#include <cstring>

namespace hakit::vrrp {
namespace {

// draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng.
constexpr std::uint32_t classic_microseconds = 0xa1b2c3d4;
constexpr std::uint32_t classic_nanoseconds = 0xa1b23c4d;
constexpr std::uint32_t section_block = 0x0a0d0d0a;
constexpr std::uint32_t byte_order_magic = 0x1a2b3c4d;
constexpr std::uint32_t interface_block = 1;
constexpr std::uint32_t old_packet_block = 2;
constexpr std::uint32_t simple_packet_block = 3;
constexpr std::uint32_t packet_block = 6;
constexpr std::uint16_t resolution_option = 9;
constexpr std::size_t classic_header = 24;
constexpr std::size_t classic_record = 16;
constexpr std::size_t max_interfaces = 65536;

constexpr std::uint32_t swap(std::uint32_t v) noexcept {
    return v >> 24 | (v >> 8 & 0xff00) | (v << 8 & 0xff0000) | v << 24;
}

std::uint32_t native(std::span<const std::uint8_t> file, std::size_t at) noexcept {
    std::uint32_t v = 0;
    if (at + sizeof v <= file.size()) std::memcpy(&v, file.data() + at, sizeof v);
    return v;
}

link_kind link_of(std::uint32_t type) noexcept {
    switch (type) {
        case 1: return link_kind::ethernet;
        case 12:
        case 101:
        case 228:
        case 229: return link_kind::ip;
        case 113: return link_kind::linux_cooked;
        case 276: return link_kind::linux_cooked_2;
        default: return link_kind::other;
    }
}

/// if_tsresol: a power of ten, or of two with the highest bit set.
std::uint64_t ticks_of(std::uint8_t resolution) noexcept {
    const unsigned exponent = resolution & 0x7f;
    if ((resolution & 0x80) != 0) return exponent < 63 ? std::uint64_t{1} << exponent : 0;
    std::uint64_t ticks = 1;
    for (unsigned i = 0; i < exponent; ++i) {
        if (ticks > UINT64_MAX / 10) return 0;
        ticks *= 10;
    }
    return ticks;
}

std::optional<std::uint64_t> to_ns(std::uint64_t ticks, std::uint64_t per_second) noexcept {
    if (per_second == 0) return std::nullopt;
    constexpr std::uint64_t second = 1'000'000'000;
    const auto whole = ticks / per_second;
    if (whole > UINT64_MAX / second - 1) return std::nullopt;
    const auto part = static_cast<double>(ticks % per_second) / static_cast<double>(per_second) * 1e9;
    // Exact where the resolution divides a second into whole nanoseconds.
    const auto rest =
        second % per_second == 0 ? ticks % per_second * (second / per_second) : static_cast<std::uint64_t>(part);
    return whole * second + std::min(rest, second - 1);
}

}  // namespace

link_kind guess_link(std::span<const std::uint8_t> packet) noexcept {
    if (const auto e = parse_ethernet(packet)) {
        if (e->type == ethertype_ipv4 || e->type == ethertype_ipv6 || e->type == ethertype_arp)
            return link_kind::ethernet;
    }
    if (!packet.empty() && (packet[0] >> 4 == 4 || packet[0] >> 4 == 6)) return link_kind::ip;
    return link_kind::ethernet;
}

bool capture_reader::recognizes(std::span<const std::uint8_t> file) noexcept {
    if (file.size() < 4) return false;
    const auto magic = native(file, 0);
    const auto turned = swap(magic);
    for (const auto m : {classic_microseconds, classic_nanoseconds, section_block})
        if (magic == m || turned == m) return true;
    return false;
}

result<capture_reader> capture_reader::open(std::span<const std::uint8_t> file) {
    if (!recognizes(file)) return error{errc::syntax, "this is no capture file of pcap or pcapng"};
    capture_reader r{file};
    const auto magic = native(file, 0);
    r.classic_ = magic != section_block;
    if (!r.classic_) return r;
    if (file.size() < classic_header) return r.damaged();
    r.swapped_ = magic != classic_microseconds && magic != classic_nanoseconds;
    const auto read = r.u32(0);
    // The upper bits may hold the length of the frame check sequence.
    r.classic_interface_.link = link_of(r.u32(20) & 0x03ffffff);
    r.classic_interface_.ticks_per_second = read == classic_nanoseconds ? 1'000'000'000 : 1'000'000;
    r.at_ = classic_header;
    return r;
}

std::uint32_t capture_reader::u32(std::size_t at) const noexcept {
    const auto v = native(file_, at);
    return swapped_ ? swap(v) : v;
}

std::uint16_t capture_reader::u16(std::size_t at) const noexcept {
    if (at + 2 > file_.size()) return 0;
    std::uint16_t v = 0;
    std::memcpy(&v, file_.data() + at, sizeof v);
    return swapped_ ? static_cast<std::uint16_t>(v << 8 | v >> 8) : v;
}

error capture_reader::damaged() {
    error e{errc::syntax, "the capture file is cut off or damaged at byte " + std::to_string(at_)};
    at_ = file_.size();
    return e;
}

result<std::optional<captured_packet>> capture_reader::next() {
    if (at_ >= file_.size()) return std::optional<captured_packet>{};
    return classic_ ? next_classic() : next_block();
}

result<std::optional<captured_packet>> capture_reader::next_classic() {
    if (file_.size() - at_ < classic_record) return damaged();
    const std::size_t length = u32(at_ + 8);
    if (length > file_.size() - at_ - classic_record) return damaged();
    const auto per_second = classic_interface_.ticks_per_second;
    captured_packet p;
    p.bytes = file_.subspan(at_ + classic_record, length);
    p.link = classic_interface_.link;
    p.time_ns = std::uint64_t{u32(at_)} * 1'000'000'000 + std::uint64_t{u32(at_ + 4)} * (1'000'000'000 / per_second);
    at_ += classic_record + length;
    return std::optional{p};
}

bool capture_reader::begin_section() {
    // The byte order is that of the section; it says how to read the length before it.
    const auto order = native(file_, at_ + 8);
    if (order != byte_order_magic && swap(order) != byte_order_magic) return false;
    swapped_ = order != byte_order_magic;
    interfaces_.clear();
    return true;
}

void capture_reader::add_interface(std::size_t body, std::size_t end) {
    interface i;
    i.link = link_of(u16(body));
    i.snap_length = u32(body + 4);
    for (auto option = body + 8; end - option >= 4 && option < end;) {
        const auto code = u16(option);
        const std::size_t length = u16(option + 2);
        if (code == 0 || length > end - option - 4) break;
        if (code == resolution_option && length >= 1) i.ticks_per_second = ticks_of(file_[option + 4]);
        option += 4 + ((length + 3) & ~std::size_t{3});
        if (option > end) break;
    }
    interfaces_.push_back(i);
}

result<std::optional<captured_packet>> capture_reader::next_block() {
    while (at_ < file_.size()) {
        if (file_.size() - at_ < 12) return damaged();
        if (native(file_, at_) == section_block && !begin_section()) return damaged();
        const auto type = u32(at_);
        const std::size_t length = u32(at_ + 4);
        if (length < 12 || length % 4 != 0 || length > file_.size() - at_) return damaged();
        const auto body = at_ + 8;
        const auto end = at_ + length - 4;
        const auto have = end - body;
        std::size_t data = 0;
        std::size_t size = 0;
        std::size_t on = 0;
        std::optional<std::uint64_t> ticks;
        if (type == interface_block) {
            if (have < 8 || interfaces_.size() >= max_interfaces) return damaged();
            add_interface(body, end);
        } else if (type == packet_block || type == old_packet_block) {
            if (have < 20) return damaged();
            on = type == packet_block ? u32(body) : u16(body);
            ticks = std::uint64_t{u32(body + 4)} << 32 | u32(body + 8);
            data = body + 20;
            size = u32(body + 12);
        } else if (type == simple_packet_block) {
            if (have < 4 || interfaces_.empty()) return damaged();
            data = body + 4;
            size = u32(body);
            if (const auto snap = interfaces_[0].snap_length; snap != 0) size = std::min<std::size_t>(size, snap);
        }
        if (data != 0) {
            if (size > end - data || on >= interfaces_.size()) return damaged();
            captured_packet p;
            p.bytes = file_.subspan(data, size);
            p.link = interfaces_[on].link;
            if (ticks) p.time_ns = to_ns(*ticks, interfaces_[on].ticks_per_second);
            at_ += length;
            return std::optional{p};
        }
        at_ += length;
    }
    return std::optional<captured_packet>{};
}

}  // namespace hakit::vrrp
