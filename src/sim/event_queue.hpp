/// What is to happen, in order of time and, at one instant, in the order in which it was added.
#pragma once

#include <hakit/base/instant.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hakit::sim {

enum class event_kind : std::uint8_t { call, timer, delivery };

struct queued_event {
    instant at;
    std::uint64_t order = 0;
    std::size_t what = 0;  // an index, by kind
    event_kind kind = event_kind::call;
};

class event_queue {
public:
    void push(instant at, event_kind kind, std::size_t what) {
        heap_.push_back({at, order_++, what, kind});
        std::push_heap(heap_.begin(), heap_.end(), later_than);
    }
    [[nodiscard]] bool due(instant until) const noexcept { return !heap_.empty() && heap_.front().at <= until; }
    queued_event pop() {
        std::pop_heap(heap_.begin(), heap_.end(), later_than);
        const auto first = heap_.back();
        heap_.pop_back();
        return first;
    }

private:
    static bool later_than(const queued_event& a, const queued_event& b) noexcept {
        return a.at != b.at ? a.at > b.at : a.order > b.order;
    }

    std::vector<queued_event> heap_;
    std::uint64_t order_ = 0;
};

/// Values with stable indices that are used again after they were given back.
template <class T>
class slots {
public:
    [[nodiscard]] std::size_t get() {
        if (free_.empty()) {
            values_.emplace_back();
            return values_.size() - 1;
        }
        const auto i = free_.back();
        free_.pop_back();
        return i;
    }
    void give_back(std::size_t i) { free_.push_back(i); }
    [[nodiscard]] T& operator[](std::size_t i) noexcept { return values_[i]; }

private:
    std::vector<T> values_;
    std::vector<std::size_t> free_;
};

}  // namespace hakit::sim
