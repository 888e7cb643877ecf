/// The next thing to do, of many: a binary heap whose entries can be moved and removed by name. O(log n).
#pragma once

#include <hakit/base/instant.hpp>

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hakit::director {

class timer_queue {
public:
    using id = std::uint64_t;

    /// Adds or moves `name`; `never` removes it. Of equal instants the smaller name comes first, so that a run repeats
    /// itself.
    void set(id name, instant at) {
        if (at == never) return remove(name);
        const auto found = places_.find(name);
        if (found == places_.end()) {
            heap_.push_back({at, name});
            places_[name] = heap_.size() - 1;
            rise(heap_.size() - 1);
        } else if (heap_[found->second].first != at) {
            heap_[found->second].first = at;
            rise(sink(found->second));
        }
    }
    void remove(id name) {
        const auto found = places_.find(name);
        if (found == places_.end()) return;
        const auto hole = found->second;
        places_.erase(found);
        const auto last = heap_.back();
        heap_.pop_back();
        if (hole == heap_.size()) return;
        heap_[hole] = last;
        places_[last.second] = hole;
        rise(sink(hole));
    }

    [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return heap_.size(); }
    /// `never` when empty.
    [[nodiscard]] instant next() const noexcept { return heap_.empty() ? never : heap_.front().first; }
    /// The name that is due next; the queue must not be empty.
    [[nodiscard]] id front() const noexcept { return heap_.front().second; }

private:
    void swap(std::size_t a, std::size_t b) {
        std::swap(heap_[a], heap_[b]);
        places_[heap_[a].second] = a;
        places_[heap_[b].second] = b;
    }
    void rise(std::size_t i) {
        while (i > 0 && heap_[i] < heap_[(i - 1) / 2]) {
            swap(i, (i - 1) / 2);
            i = (i - 1) / 2;
        }
    }
    std::size_t sink(std::size_t i) {
        for (;;) {
            auto least = i;
            for (const auto child : {2 * i + 1, 2 * i + 2})
                if (child < heap_.size() && heap_[child] < heap_[least]) least = child;
            if (least == i) return i;
            swap(i, least);
            i = least;
        }
    }

    std::vector<std::pair<instant, id>> heap_;
    std::unordered_map<id, std::size_t> places_;
};

}  // namespace hakit::director
