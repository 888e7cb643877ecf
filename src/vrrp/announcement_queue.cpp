#include <hakit/vrrp/announcement_queue.hpp>

#include "vrrp/later.hpp"

#include <algorithm>

namespace hakit::vrrp {

void announcement_queue::push(announcer_id from, std::span<const ip_address> addresses, std::uint32_t repeat) {
    for (auto* l : {&arp_, &na_}) {
        std::erase_if(l->entries, [&](const entry& e) {
            return e.what.from == from &&
                   std::find(addresses.begin(), addresses.end(), e.what.address) != addresses.end();
        });
    }
    if (repeat == 0) return;
    for (const auto& a : addresses) (a.is_v4() ? arp_ : na_).entries.push_back({{from, a}, repeat});
}

void announcement_queue::drop(announcer_id from) {
    for (auto* l : {&arp_, &na_}) std::erase_if(l->entries, [&](const entry& e) { return e.what.from == from; });
}

instant announcement_queue::wake_at() const noexcept {
    auto next = never;
    for (const auto* l : {&arp_, &na_})
        if (!l->entries.empty()) next = std::min(next, l->next);
    return next;
}

std::optional<announcement> announcement_queue::pop(instant now) {
    if (auto a = pop(arp_, now)) return a;
    return pop(na_, now);
}

std::optional<announcement> announcement_queue::pop(lane& l, instant now) {
    if (l.entries.empty() || l.next > now) return std::nullopt;
    auto e = l.entries.front();
    l.entries.pop_front();
    // To the end of the line: every address is announced once before one is repeated.
    if (--e.left > 0) l.entries.push_back(e);
    if (l.interval > duration{0}) l.next = later(now, l.interval);
    return e.what;
}

std::size_t announcement_queue::size() const noexcept {
    std::size_t sum = 0;
    for (const auto* l : {&arp_, &na_})
        for (const auto& e : l->entries) sum += e.left;
    return sum;
}

}  // namespace hakit::vrrp
