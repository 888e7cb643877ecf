#include <hakit/cib/secrets.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace hakit::cib {
namespace {

constexpr std::array<std::string_view, 5> parts{"passw", "secret", "community", "private_key", "passphrase"};
constexpr std::array<std::string_view, 12> whole{"pass",       "pwd",    "token",       "auth_token",
                                                 "api_key",    "apikey", "auth_key",    "key",
                                                 "privatekey", "psk",    "credentials", "sbd_key"};
constexpr std::array<std::string_view, 4> tails{"_script", "_file", "-script", "-file"};

void collect(const element& e, std::vector<text::span>& places) {
    if (e.is(tag::nvpair) && is_secret(e.get(key::name)))
        if (const attribute* value = e.find(key::value); value && value->where != nowhere)
            places.push_back(value->where);
    for (const element& child : e.children) collect(child, places);
}

}  // namespace

bool is_secret(std::string_view name) noexcept {
    std::string lower{name};
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    const std::string_view n = lower;
    if (std::any_of(tails.begin(), tails.end(), [&](std::string_view t) { return n.ends_with(t); })) return false;
    return std::find(whole.begin(), whole.end(), n) != whole.end() ||
           std::any_of(parts.begin(), parts.end(), [&](std::string_view p) { return n.find(p) != n.npos; });
}

std::vector<text::span> secrets(const config& c) {
    std::vector<text::span> places;
    collect(c.root, places);
    return places;
}

}  // namespace hakit::cib
