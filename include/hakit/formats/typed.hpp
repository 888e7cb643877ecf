/// The way from a configuration or a reading of any format to what its own module made, and back.
#pragma once

#include <hakit/formats/format.hpp>

#include <memory>
#include <utility>

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

/// A reading that stands on a T, such as keepalived::checked.
template <class T>
class typed_reading : public reading {
public:
    explicit typed_reading(T made) : made_{std::make_shared<const T>(std::move(made))} {}
    [[nodiscard]] const T& get() const noexcept { return *made_; }
    /// What another reading stands on, or null when it is of another format.
    [[nodiscard]] static const T* of(const reading& r) noexcept {
        const auto* same = dynamic_cast<const typed_reading*>(&r);
        return same ? same->made_.get() : nullptr;
    }

protected:
    /// Values that keep all of the reading alive.
    template <class Values>
    [[nodiscard]] std::shared_ptr<const Values> part(const Values& values) const noexcept {
        return {made_, &values};
    }

private:
    std::shared_ptr<const T> made_;
};

/// The values, or null: `if (const auto* c = formats::get_if<keepalived::config>(*configuration))`.
template <class T>
[[nodiscard]] const T* get_if(const configuration& c) noexcept {
    return typed_configuration<T>::of(c);
}

/// What the module of the format made of the file, or null; it lives as long as the reading:
/// `if (const auto* c = formats::get_if<keepalived::checked>(*reading))`.
template <class T>
[[nodiscard]] const T* get_if(const reading& r) noexcept {
    return typed_reading<T>::of(r);
}

}  // namespace hakit::formats
