// The names of /etc/iproute2.
#include "io/rtnetlink.hpp"

#include <charconv>

namespace hakit::io::rtnetlink {
namespace {

std::optional<std::uint32_t> number(std::string_view text) {
    std::uint32_t value = 0;
    const bool hex = text.starts_with("0x");
    if (hex) text.remove_prefix(2);
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
    if (text.empty() || ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string_view take_word(std::string_view& line) {
    const auto begin = line.find_first_not_of(" \t");
    if (begin == line.npos) return {};
    line.remove_prefix(begin);
    const auto end = std::min(line.find_first_of(" \t"), line.size());
    const auto word = line.substr(0, end);
    line.remove_prefix(end);
    return word;
}

}  // namespace

name_tables::name_tables(const std::function<std::string(const std::string&)>& read) {
    tables_ = {{"default", 253}, {"main", 254}, {"local", 255}};
    scopes_ = {{"global", 0}, {"site", 200}, {"link", 253}, {"host", 254}, {"nowhere", 255}};
    protocols_ = {{"redirect", 1}, {"kernel", 2}, {"boot", 3}, {"static", 4}, {"ra", 9}, {"keepalived", 18}};
    groups_ = {{"default", 0}};
    if (!read) return;
    const auto load = [&](const std::string& file, names& into) {
        const auto text = read(file);
        std::string_view rest = text;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            auto line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            const auto value = take_word(line);
            const auto name = take_word(line);
            if (value.starts_with("#") || name.empty()) continue;
            if (const auto n = number(value)) into.emplace(name, *n);
        }
    };
    load("rt_tables", tables_);
    load("rt_scopes", scopes_);
    load("rt_protos", protocols_);
    load("rt_dsfield", tos_);
    load("rt_realms", realms_);
    load("group", groups_);
}

namespace {

template <class Names>
std::optional<std::uint32_t> find(const Names& names, const std::string& name) {
    if (const auto value = number(name)) return value;
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

std::optional<std::uint32_t> name_tables::table(const std::string& name) const { return find(tables_, name); }
std::optional<std::uint32_t> name_tables::scope(const std::string& name) const { return find(scopes_, name); }
std::optional<std::uint32_t> name_tables::protocol(const std::string& name) const { return find(protocols_, name); }
std::optional<std::uint32_t> name_tables::tos(const std::string& name) const { return find(tos_, name); }
std::optional<std::uint32_t> name_tables::realm(const std::string& name) const { return find(realms_, name); }
std::optional<std::uint32_t> name_tables::link_group(const std::string& name) const { return find(groups_, name); }

}  // namespace hakit::io::rtnetlink
