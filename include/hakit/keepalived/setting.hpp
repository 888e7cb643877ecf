/// setting<T>: a value that a configuration may hold, and where it was written.
#pragma once

#include <hakit/text/span.hpp>

#include <cstdint>
#include <utility>

namespace hakit::keepalived {

/// The place of a value that was set by a program and not read from a text.
inline constexpr text::span nowhere{0xffff'fffe, 0xffff'fffe};

/// A value and its place in the expanded text. Unset it holds T{} and is false; the defaults that keepalived would use
/// are not filled in (see the `default` of the keyword). Small on purpose: a big configuration holds millions.
template <class T>
class setting {
public:
    using value_type = T;

    setting() = default;
    /// A value set by a program.
    setting(T value) : where_{nowhere}, value_{std::move(value)} {}  // NOLINT(google-explicit-constructor)
    setting(T value, text::span where) : where_{where}, value_{std::move(value)} {}

    [[nodiscard]] bool has_value() const noexcept { return where_.begin != unset; }
    explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] const T& operator*() const noexcept { return value_; }
    [[nodiscard]] const T* operator->() const noexcept { return &value_; }
    /// For changing the value in place; the setting must have one.
    [[nodiscard]] T& value() noexcept { return value_; }
    [[nodiscard]] const T& value() const noexcept { return value_; }
    [[nodiscard]] T value_or(T fallback) const { return has_value() ? value_ : std::move(fallback); }

    /// The statement or word that set it; `nowhere` when a program did.
    [[nodiscard]] text::span where() const noexcept { return where_; }
    [[nodiscard]] bool was_read() const noexcept { return has_value() && where_ != nowhere; }

    void set(T value, text::span where = nowhere) {
        value_ = std::move(value);
        where_ = where;
    }
    void reset() {
        value_ = T{};
        where_ = {unset, unset};
    }

    /// Compares the values, not the places.
    friend bool operator==(const setting& a, const setting& b) {
        return a.has_value() == b.has_value() && (!a.has_value() || a.value_ == b.value_);
    }

private:
    static constexpr std::uint32_t unset = 0xffff'ffff;
    text::span where_{unset, unset};
    T value_{};
};

/// Where a block's header stands in the expanded text. Places compare equal, so that blocks compare by their values.
struct place {
    text::span span = nowhere;
    friend bool operator==(const place&, const place&) noexcept { return true; }
};

}  // namespace hakit::keepalived
