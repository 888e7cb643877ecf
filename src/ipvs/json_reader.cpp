#include "ipvs/json_reader.hpp"

namespace hakit::ipvs {

void json_reader::fail(std::string_view rule) {
    if (!failure_) failure_ = error{errc::syntax, (path_.empty() ? "the table" : path_) + ": " + std::string{rule}};
}

std::int64_t json_reader::number(const json& value, std::int64_t least, std::int64_t most) {
    const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(most) &&
                                                       static_cast<std::int64_t>(value.get<std::uint64_t>()) >= least
                                                 : value.is_number_integer() && value.get<std::int64_t>() >= least &&
                                                       value.get<std::int64_t>() <= most;
    if (!fits) {
        fail("a number from " + std::to_string(least) + " to " + std::to_string(most));
        return least;
    }
    return value.get<std::int64_t>();
}

std::string json_reader::string(const json& value) {
    if (!value.is_string()) {
        fail("a string");
        return {};
    }
    return value.get<std::string>();
}

bool json_reader::boolean(const json& value) {
    if (!value.is_boolean()) {
        fail("true or false");
        return false;
    }
    return value.get<bool>();
}

ip_address json_reader::address(const json& value) {
    const auto a = value.is_string() ? ip_address::parse(value.get_ref<const std::string&>()) : std::nullopt;
    if (!a) fail("an IPv4 or IPv6 address");
    return a.value_or(ip_address{});
}

}  // namespace hakit::ipvs
