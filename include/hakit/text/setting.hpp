/// setting<T>: a value that a configuration may hold, and where it was written.
#pragma once

#include <hakit/text/span.hpp>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace hakit::text {

/// The place of a value that was set by a program and not read from a text.
inline constexpr span nowhere{0xffff'fffe, 0xffff'fffe};

namespace detail {

/// A value inside its setting.
template <class T>
class held_inside {
public:
    held_inside() = default;
    explicit held_inside(T value) : value_{std::move(value)} {}
    [[nodiscard]] const T& get() const noexcept { return value_; }
    [[nodiscard]] T& get() noexcept { return value_; }
    void assign(T value) { value_ = std::move(value); }
    void clear() { value_ = T{}; }

private:
    T value_{};
};

/// A value of its own on the heap, so that a setting that is not set costs a pointer.
template <class T>
class held_apart {
public:
    held_apart() = default;
    explicit held_apart(T value) : value_{std::make_unique<T>(std::move(value))} {}
    held_apart(const held_apart& other) : value_{other.value_ ? std::make_unique<T>(*other.value_) : nullptr} {}
    held_apart(held_apart&&) noexcept = default;
    held_apart& operator=(const held_apart& other) { return *this = held_apart{other}; }
    held_apart& operator=(held_apart&&) noexcept = default;
    ~held_apart() = default;

    [[nodiscard]] const T& get() const noexcept {
        static const T none{};
        return value_ ? *value_ : none;
    }
    [[nodiscard]] T& get() {
        if (!value_) value_ = std::make_unique<T>();
        return *value_;
    }
    void assign(T value) { value_ = std::make_unique<T>(std::move(value)); }
    void clear() noexcept { value_.reset(); }

private:
    std::unique_ptr<T> value_;
};

/// Strings, lists and the like are held apart: most of them are not set.
template <class T>
using held = std::conditional_t<(sizeof(T) > 16) && !std::is_trivially_copyable_v<T>, held_apart<T>, held_inside<T>>;

}  // namespace detail

/// A value and its place in the text. Unset it holds T{} and is false; the defaults that the real tool would use
/// are not filled in. Small on purpose: a big configuration holds millions.
template <class T>
class setting {
public:
    using value_type = T;

    setting() = default;
    /// A value set by a program.
    setting(T value) : where_{nowhere}, value_{std::move(value)} {}  // NOLINT(google-explicit-constructor)
    setting(T value, span where) : where_{where}, value_{std::move(value)} {}

    [[nodiscard]] bool has_value() const noexcept { return where_.begin != unset; }
    explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] const T& operator*() const noexcept { return value_.get(); }
    [[nodiscard]] const T* operator->() const noexcept { return &value_.get(); }
    /// For changing the value in place; the setting must have one.
    [[nodiscard]] T& value() { return value_.get(); }
    [[nodiscard]] const T& value() const noexcept { return value_.get(); }
    [[nodiscard]] T value_or(T fallback) const { return has_value() ? value_.get() : std::move(fallback); }

    /// The statement or word that set it; `nowhere` when a program did.
    [[nodiscard]] span where() const noexcept { return where_; }
    [[nodiscard]] bool was_read() const noexcept { return has_value() && where_ != nowhere; }

    void set(T value, span where = nowhere) {
        value_.assign(std::move(value));
        where_ = where;
    }
    void reset() {
        value_.clear();
        where_ = {unset, unset};
    }

    /// Compares the values, not the places.
    friend bool operator==(const setting& a, const setting& b) {
        return a.has_value() == b.has_value() && (!a.has_value() || a.value_.get() == b.value_.get());
    }

private:
    static constexpr std::uint32_t unset = 0xffff'ffff;
    span where_{unset, unset};
    detail::held<T> value_;
};

/// Where a block's header stands in the expanded text. Places compare equal, so that blocks compare by their values.
struct place {
    text::span span = nowhere;
    friend bool operator==(const place&, const place&) noexcept { return true; }
};

}  // namespace hakit::text
