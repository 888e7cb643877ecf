/// Reads the members of a JSON object that stands for one value, and refuses those it has no use for. Internal.
#pragma once

#include "keepalived/values/enumeration.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// Ask for each member once, then finish(). The first failure is kept.
class json_object {
public:
    json_object(const json& in, const keyword& k) : in_{in}, keyword_{k} {}

    /// Whether the object has that member; counts as asked for.
    bool has(std::string_view name);

    void text(std::string_view name, std::string& value, bool required = false);
    void flag(std::string_view name, bool& value);

    template <std::integral T>
    void number(std::string_view name, T& value, std::int64_t min, std::int64_t max, bool required = false) {
        if (const auto n = integer(name, min, max, required)) value = static_cast<T>(*n);
    }

    template <named_enum E>
    void word(std::string_view name, E& value, bool required = false) {
        std::string text_value;
        text(name, text_value, required);
        if (!found_) return;
        if (const auto e = enum_value<E>(text_value))
            value = *e;
        else
            fail(std::string{name} + " must be one of " + join_words(enum_words<E>()));
    }

    /// The first failure, or the first member that was not asked for.
    [[nodiscard]] result<void> finish();

private:
    const json* member(std::string_view name, bool required);
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t min, std::int64_t max, bool required);
    void fail(std::string why);

    const json& in_;
    const keyword& keyword_;
    std::vector<std::string_view> asked_;
    bool found_ = false;
    std::string failure_;
};

}  // namespace hakit::keepalived
