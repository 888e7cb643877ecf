#include <hakit/cib/version.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace hakit::cib {
namespace {

constexpr std::array<schema_version, 27> released{{
    {1, 0},  {1, 1}, {1, 2}, {1, 3}, {2, 0}, {2, 1}, {2, 2}, {2, 3}, {2, 4}, {2, 5}, {2, 6}, {2, 7},  {2, 8}, {2, 9},
    {2, 10}, {3, 0}, {3, 1}, {3, 2}, {3, 3}, {3, 4}, {3, 5}, {3, 6}, {3, 7}, {3, 8}, {3, 9}, {3, 10}, {4, 0},
}};

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) noexcept {
    return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
}

std::optional<std::uint8_t> number(std::string_view text) noexcept {
    std::uint8_t n = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return n;
}

/// The oldest feature set whose Pacemaker knows the schema: what a cluster of mixed versions may run with.
std::string feature_set(schema_version v) {
    if (v >= schema_version{4, 0}) return "3.20.0";
    if (v >= schema_version{3, 10}) return "3.19.0";
    if (v >= schema_version{3, 9}) return "3.16.1";
    if (v >= schema_version{3, 0}) return "3.1.0";
    return v >= schema_version{2, 0} ? "3.0.9" : "3.0.5";
}

}  // namespace

std::optional<schema_version> schema_version::parse(std::string_view text) noexcept {
    constexpr std::string_view prefix = "pacemaker-";
    if (starts_with_ignoring_case(text, prefix)) text.remove_prefix(prefix.size());
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto major = number(text.substr(0, dot));
    const auto minor = number(text.substr(dot + 1));
    if (!major || !minor) return std::nullopt;
    const schema_version v{*major, *minor};
    if (std::find(released.begin(), released.end(), v) == released.end()) return std::nullopt;
    return v;
}

std::string schema_version::to_string() const {
    return "pacemaker-" + std::to_string(major) + "." + std::to_string(minor);
}

std::span<const schema_version> schema_versions() noexcept { return released; }

std::optional<schema_version> version_of(const config& c) noexcept {
    return schema_version::parse(c.root.get(key::validate_with));
}

config empty_config(schema_version version) {
    config c;
    c.root.set(key::crm_feature_set, feature_set(version))
        .set(key::validate_with, version.to_string())
        .set(key::epoch, "0")
        .set(key::num_updates, "0")
        .set(key::admin_epoch, "0");
    for (tag t : {tag::crm_config, tag::nodes, tag::resources, tag::constraints}) section(c, t);
    c.root.add(tag::status);
    return c;
}

}  // namespace hakit::cib
