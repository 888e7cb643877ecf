/// A named, immutable text. Copies share the bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace hakit::text {

/// The bytes of one file and the name to show for it. Any bytes are allowed, NUL and invalid UTF-8 too.
/// Cheap to copy; safe to read from several threads.
class source {
public:
    source() : source{"", ""} {}
    source(std::string name, std::string text)
        : data_{std::make_shared<const data>(data{std::move(name), std::move(text)})} {}

    [[nodiscard]] const std::string& name() const noexcept { return data_->name; }
    [[nodiscard]] std::string_view text() const noexcept { return data_->text; }

private:
    struct data {
        std::string name;
        std::string text;
    };
    std::shared_ptr<const data> data_;
};

}  // namespace hakit::text
