/// The way from a configuration of any format to the values of its own module, and back.
#pragma once

#include <hakit/formats/format.hpp>

#include <memory>

namespace hakit::formats {

/// A configuration whose values are a T, such as keepalived::config.
template <class T>
class typed_configuration : public configuration {
public:
    explicit typed_configuration(std::shared_ptr<const T> values) : values_{std::move(values)} {}
    [[nodiscard]] const T& get() const noexcept { return *values_; }
    /// The values of another configuration, or null when it is of another format.
    [[nodiscard]] static const T* of(const configuration& c) noexcept {
        const auto* same = dynamic_cast<const typed_configuration*>(&c);
        return same ? same->values_.get() : nullptr;
    }
    [[nodiscard]] bool equals(const configuration& other) const override {
        const auto* values = of(other);
        return values && *values == *values_;
    }

private:
    std::shared_ptr<const T> values_;
};

/// The values, or null: `if (const auto* c = formats::get_if<keepalived::config>(*configuration))`.
template <class T>
[[nodiscard]] const T* get_if(const configuration& c) noexcept {
    return typed_configuration<T>::of(c);
}

}  // namespace hakit::formats
