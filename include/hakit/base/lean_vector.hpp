/// A vector that takes one pointer while it is empty.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace hakit {

/// As std::vector, for lists that are mostly empty and that a big configuration holds many of: the size stands before
/// the elements on the heap. Iterators and references last as long as those of std::vector.
template <class T>
class lean_vector {
public:
    using value_type = T;
    using size_type = std::size_t;
    using iterator = T*;
    using const_iterator = const T*;

    lean_vector() noexcept = default;
    lean_vector(std::initializer_list<T> values) : lean_vector{} { append(values.begin(), values.end()); }
    lean_vector(const lean_vector& other) : lean_vector{} { append(other.begin(), other.end()); }
    lean_vector(lean_vector&& other) noexcept : head_{std::exchange(other.head_, nullptr)} {}
    ~lean_vector() { release(); }
    lean_vector& operator=(const lean_vector& other) {
        if (this != &other) *this = lean_vector{other};
        return *this;
    }
    lean_vector& operator=(lean_vector&& other) noexcept {
        std::swap(head_, other.head_);
        return *this;
    }

    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return head_ == nullptr ? 0 : head_->size; }
    [[nodiscard]] std::size_t capacity() const noexcept { return head_ == nullptr ? 0 : head_->capacity; }

    [[nodiscard]] T* data() noexcept { return head_ == nullptr ? nullptr : elements(head_); }
    [[nodiscard]] const T* data() const noexcept { return head_ == nullptr ? nullptr : elements(head_); }
    [[nodiscard]] T* begin() noexcept { return data(); }
    [[nodiscard]] T* end() noexcept { return data() + size(); }
    [[nodiscard]] const T* begin() const noexcept { return data(); }
    [[nodiscard]] const T* end() const noexcept { return data() + size(); }

    /// Throws std::out_of_range where there is no element.
    [[nodiscard]] const T& at(std::size_t i) const {
        if (i >= size()) throw std::out_of_range{"lean_vector::at"};
        return data()[i];
    }
    /// These need an element there.
    [[nodiscard]] T& operator[](std::size_t i) noexcept { return data()[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return data()[i]; }
    [[nodiscard]] T& front() noexcept { return data()[0]; }
    [[nodiscard]] const T& front() const noexcept { return data()[0]; }
    [[nodiscard]] T& back() noexcept { return data()[size() - 1]; }
    [[nodiscard]] const T& back() const noexcept { return data()[size() - 1]; }
    void pop_back() noexcept { std::destroy_at(data() + --head_->size); }

    void reserve(std::size_t wanted) {
        if (wanted <= capacity()) return;
        auto* const grown = ::new (::operator new(offset + wanted * sizeof(T))) head{size(), wanted};
        std::uninitialized_move(begin(), end(), elements(grown));
        release();
        head_ = grown;
    }
    template <class... Arguments>
    T& emplace_back(Arguments&&... arguments) {
        if (size() != capacity()) return add(std::forward<Arguments>(arguments)...);
        T made(std::forward<Arguments>(arguments)...);  // the arguments may refer to an element that moves now
        reserve(std::max<std::size_t>(2 * size(), 1));
        return add(std::move(made));
    }
    void push_back(const T& value) { emplace_back(value); }
    void push_back(T&& value) { emplace_back(std::move(value)); }
    void clear() noexcept {
        release();
        head_ = nullptr;
    }

    friend bool operator==(const lean_vector& a, const lean_vector& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

private:
    struct head {
        std::size_t size;
        std::size_t capacity;
    };
    static_assert(alignof(T) <= alignof(std::max_align_t) && std::is_nothrow_move_constructible_v<T>);
    static constexpr std::size_t offset = (sizeof(head) + alignof(T) - 1) / alignof(T) * alignof(T);

    static T* elements(head* h) noexcept { return reinterpret_cast<T*>(reinterpret_cast<std::byte*>(h) + offset); }
    /// Where there is room.
    template <class... Arguments>
    T& add(Arguments&&... arguments) {
        auto* const made = std::construct_at(end(), std::forward<Arguments>(arguments)...);
        ++head_->size;
        return *made;
    }
    void append(const T* first, const T* last) {
        if (first == last) return;
        reserve(static_cast<std::size_t>(last - first));
        for (; first != last; ++first) add(*first);
    }
    void release() noexcept {
        if (head_ == nullptr) return;
        std::destroy(begin(), end());
        ::operator delete(head_);
    }

    head* head_ = nullptr;
};

}  // namespace hakit
