/// An optional value that takes one pointer while it is not there.
#pragma once

#include <memory>
#include <utility>

namespace hakit {

/// As std::optional, for what is large and rarely set: the value lives on the heap, copies are deep. A moved-from box
/// is empty.
template <class T>
class boxed {
public:
    boxed() noexcept = default;
    boxed(T value) : value_{std::make_unique<T>(std::move(value))} {}
    boxed(const boxed& other) : value_{other ? std::make_unique<T>(*other) : nullptr} {}
    boxed(boxed&&) noexcept = default;
    ~boxed() = default;
    boxed& operator=(const boxed& other) {
        if (this != &other) *this = boxed{other};
        return *this;
    }
    boxed& operator=(boxed&&) noexcept = default;

    [[nodiscard]] bool has_value() const noexcept { return value_ != nullptr; }
    explicit operator bool() const noexcept { return has_value(); }
    void reset() noexcept { value_.reset(); }

    /// These need a value.
    [[nodiscard]] T& operator*() noexcept { return *value_; }
    [[nodiscard]] const T& operator*() const noexcept { return *value_; }
    [[nodiscard]] T* operator->() noexcept { return value_.get(); }
    [[nodiscard]] const T* operator->() const noexcept { return value_.get(); }

    friend bool operator==(const boxed& a, const boxed& b) {
        return a.has_value() == b.has_value() && (!a.has_value() || *a == *b);
    }

private:
    std::unique_ptr<T> value_;
};

}  // namespace hakit
