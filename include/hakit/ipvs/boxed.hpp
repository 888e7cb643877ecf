/// An optional value that takes no more room than a pointer while there is none.
#pragma once

#include <memory>
#include <utility>

namespace hakit::ipvs {

/// As std::optional<T>, for members that few of many objects have. Copies copy the value.
template <class T>
class boxed {
public:
    boxed() noexcept = default;
    boxed(T value) : value_{std::make_unique<T>(std::move(value))} {}  // NOLINT: as std::optional
    boxed(const boxed& other) : value_{other.value_ ? std::make_unique<T>(*other.value_) : nullptr} {}
    boxed(boxed&&) noexcept = default;
    boxed& operator=(boxed other) noexcept {
        value_ = std::move(other.value_);
        return *this;
    }
    ~boxed() = default;

    [[nodiscard]] bool has_value() const noexcept { return value_ != nullptr; }
    explicit operator bool() const noexcept { return has_value(); }
    /// Only when there is a value.
    [[nodiscard]] T& operator*() noexcept { return *value_; }
    [[nodiscard]] const T& operator*() const noexcept { return *value_; }
    [[nodiscard]] T* operator->() noexcept { return value_.get(); }
    [[nodiscard]] const T* operator->() const noexcept { return value_.get(); }
    [[nodiscard]] T value_or(T other) const { return value_ ? *value_ : std::move(other); }
    /// A default value.
    T& emplace() {
        value_ = std::make_unique<T>();
        return *value_;
    }
    void reset() noexcept { value_.reset(); }

    friend bool operator==(const boxed& a, const boxed& b) {
        return a.has_value() == b.has_value() && (!a.has_value() || *a == *b);
    }

private:
    std::unique_ptr<T> value_;
};

}  // namespace hakit::ipvs
