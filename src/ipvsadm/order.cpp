#include "ipvsadm/order.hpp"

namespace hakit::ipvsadm {
namespace {

std::uint32_t word_of(const ip_address& a, std::size_t n) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i) out = out << 8U | a.bytes()[4 * n + i];
    return out;
}

std::int32_t difference(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b); }

std::int32_t difference(const ip_address& a, const ip_address& b) {
    for (std::size_t n = 0; n < (a.is_v6() ? 4U : 1U); ++n)
        if (const auto d = difference(word_of(a, n), word_of(b, n)); d != 0) return d;
    return 0;
}

}  // namespace

std::int32_t compare(const ipvs::service_key& a, const ipvs::service_key& b) noexcept {
    const auto mark = [](const ipvs::service_key& k) { return k.fwmark() != nullptr ? k.fwmark()->mark : 0; };
    if (const auto d = difference(mark(a), mark(b)); d != 0) return d;
    if (a.family() != b.family()) return a.family() < b.family() ? -1 : 1;
    const auto* left = a.address();
    const auto* right = b.address();
    if (left == nullptr || right == nullptr) return 0;
    const auto protocol = [](const ipvs::address_key& k) { return static_cast<std::int32_t>(k.protocol); };
    if (protocol(*left) != protocol(*right)) return protocol(*left) - protocol(*right);
    if (const auto d = difference(left->address, right->address); d != 0) return d;
    return left->port - right->port;
}

std::int32_t compare(const ipvs::destination_key& a, const ipvs::destination_key& b) noexcept {
    if (const auto d = difference(a.address, b.address); d != 0) return d;
    return a.port - b.port;
}

}  // namespace hakit::ipvsadm
