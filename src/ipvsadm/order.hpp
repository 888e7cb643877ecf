/// The order in which ipvsadm 1.31 lists services and destinations. Internal.
#pragma once

#include <hakit/ipvs/types.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace hakit::ipvsadm {

/// Below 0, 0 or above it. Addresses and marks are subtracted as signed 32 bits, so 192.168.0.1 stands before 10.0.0.1;
/// that is no order in the mathematical sense, which is why merge_sort() exists.
[[nodiscard]] std::int32_t compare(const ipvs::service_key& a, const ipvs::service_key& b) noexcept;
[[nodiscard]] std::int32_t compare(const ipvs::destination_key& a, const ipvs::destination_key& b) noexcept;

/// The merge sort of glibc's qsort(3): where the comparison contradicts itself, the result is the same as there.
template <class T, class Compare>
void merge_sort(std::vector<T>& items, std::size_t begin, std::size_t end, Compare compare, std::vector<T>& scratch) {
    if (end - begin < 2) return;
    const auto middle = begin + (end - begin) / 2;
    merge_sort(items, begin, middle, compare, scratch);
    merge_sort(items, middle, end, compare, scratch);
    scratch.clear();
    auto left = begin;
    auto right = middle;
    while (left < middle && right < end)
        scratch.push_back(std::move(compare(items[left], items[right]) <= 0 ? items[left++] : items[right++]));
    while (left < middle) scratch.push_back(std::move(items[left++]));
    for (std::size_t i = 0; i < scratch.size(); ++i) items[begin + i] = std::move(scratch[i]);
}

/// The elements of a vector in that order, as pointers. Its memory serves for many vectors, one after the other.
template <class T>
class sorter {
public:
    template <class Compare>
    const std::vector<const T*>& sorted(const std::vector<T>& items, bool sort, Compare compare) {
        order_.clear();
        for (const auto& item : items) order_.push_back(&item);
        if (sort) merge_sort(order_, 0, order_.size(), compare, scratch_);
        return order_;
    }

private:
    std::vector<const T*> order_;
    std::vector<const T*> scratch_;
};

}  // namespace hakit::ipvsadm
