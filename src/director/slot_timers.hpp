/// The next of many numbered things to do: a binary heap in three arrays, for numbers without gaps. O(log n).
#pragma once

#include <hakit/base/instant.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hakit::director {

/// As timer_queue, in 16 bytes a number.
class slot_timers {
public:
    using slot = std::uint32_t;

    /// Numbers 0 to count-1, none of them set.
    void reset(std::size_t count) {
        heap_.clear();
        heap_.reserve(count);
        at_.assign(count, never);
        place_.assign(count, 0);
    }
    /// `never` takes it out. Of equal instants the smaller number comes first, so that a run repeats itself.
    void set(slot s, instant at) {
        const auto before = std::exchange(at_[s], at);
        if (before == at) return;
        if (at == never) {
            const auto hole = place_[s];
            const auto last = heap_.back();
            heap_.pop_back();
            if (last == s) return;
            put(hole, last);
            rise(sink(hole));
        } else if (before == never) {
            heap_.push_back(s);
            put(heap_.size() - 1, s);
            rise(heap_.size() - 1);
        } else {
            rise(sink(place_[s]));
        }
    }

    /// `never` when nothing is set.
    [[nodiscard]] instant next() const noexcept { return heap_.empty() ? never : at_[heap_.front()]; }
    /// What is due next; something must be set.
    [[nodiscard]] slot front() const noexcept { return heap_.front(); }

private:
    [[nodiscard]] bool before(slot a, slot b) const noexcept { return std::pair{at_[a], a} < std::pair{at_[b], b}; }
    void put(std::size_t i, slot s) {
        heap_[i] = s;
        place_[s] = static_cast<std::uint32_t>(i);
    }
    void rise(std::size_t i) {
        const auto s = heap_[i];
        for (; i > 0 && before(s, heap_[(i - 1) / 2]); i = (i - 1) / 2) put(i, heap_[(i - 1) / 2]);
        put(i, s);
    }
    std::size_t sink(std::size_t i) {
        const auto s = heap_[i];
        for (;;) {
            auto least = 2 * i + 1;
            if (least >= heap_.size()) break;
            if (least + 1 < heap_.size() && before(heap_[least + 1], heap_[least])) ++least;
            if (!before(heap_[least], s)) break;
            put(i, heap_[least]);
            i = least;
        }
        put(i, s);
        return i;
    }

    std::vector<slot> heap_;
    std::vector<instant> at_;
    std::vector<std::uint32_t> place_;  // in heap_, of what is set
};

}  // namespace hakit::director
