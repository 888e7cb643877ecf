#include "keepalived/values/json_object.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hakit::keepalived {

void json_object::fail(std::string why) {
    if (failure_.empty()) failure_ = std::move(why);
}

const json* json_object::member(std::string_view name, bool required) {
    asked_.push_back(name);
    found_ = false;
    if (in_.is_object())
        if (const auto at = in_.find(name); at != in_.end()) {
            found_ = true;
            return &*at;
        }
    if (required) fail("'" + std::string{name} + "' is missing");
    return nullptr;
}

bool json_object::has(std::string_view name) { return member(name, false) != nullptr; }

void json_object::text(std::string_view name, std::string& value, bool required) {
    const auto* in = member(name, required);
    if (in == nullptr) return;
    if (in->is_string()) {
        value = in->get<std::string>();
    } else {
        found_ = false;
        fail(std::string{name} + " must be a string");
    }
}

void json_object::flag(std::string_view name, bool& value) {
    const auto* in = member(name, false);
    if (in == nullptr) return;
    if (in->is_boolean())
        value = in->get<bool>();
    else
        fail(std::string{name} + " must be true or false");
}

std::optional<std::int64_t> json_object::integer(std::string_view name, std::int64_t min, std::int64_t max,
                                                 bool required) {
    const auto* in = member(name, required);
    if (in == nullptr) return std::nullopt;
    const bool fits = in->is_number_integer() && (!in->is_number_unsigned() || in->get<std::uint64_t>() <= INT64_MAX);
    if (fits)
        if (const auto n = in->get<std::int64_t>(); n >= min && n <= max) return n;
    fail(std::string{name} + " must be an integer of " + std::to_string(min) + ".." + std::to_string(max));
    return std::nullopt;
}

result<void> json_object::finish() {
    if (!in_.is_object()) return wrong_type(keyword_, "an object");
    for (const auto& [name, value] : in_.items())
        if (std::ranges::find(asked_, std::string_view{name}) == asked_.end()) fail("'" + name + "' is unknown");
    if (!failure_.empty()) return error{errc::invalid_argument, std::string{keyword_.name} + ": " + failure_};
    return {};
}

}  // namespace hakit::keepalived
