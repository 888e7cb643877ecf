// What a watched segment looks like to people.
#include <hakit/vrrp/segment_watch.hpp>

#include <algorithm>
#include <array>

namespace hakit::vrrp {
namespace {

constexpr std::size_t shown_addresses = 3;

/// With two digits: "0.40 s", "61.00 s".
std::string in_seconds(duration d) {
    const auto hundredths = std::max<duration::rep>(d.count(), 0) / 10'000'000;
    auto text = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + "." + std::string(2 - text.size(), '0') + text + " s";
}

std::string family_name(ip_family f) { return f == ip_family::v4 ? "v4" : "v6"; }

using row = std::array<std::string, 10>;

row row_of(const watched_router& r, instant now) {
    std::string addresses;
    for (std::size_t i = 0; i < r.master.addresses.size() && i < shown_addresses; ++i)
        addresses += (i == 0 ? "" : " ") + r.master.addresses[i].to_string();
    if (r.master.addresses.size() > shown_addresses)
        addresses += " +" + std::to_string(r.master.addresses.size() - shown_addresses);
    std::string state{to_string(r.state)};
    if (r.state == watched_state::contested && r.rival) state += " by " + r.rival->source.to_string();
    return {r.interface,
            "v" + std::to_string(r.master.version) + (r.family == ip_family::v4 ? "/4" : "/6"),
            std::to_string(r.vrid),
            r.master.source.to_string() + (r.master.local ? " (here)" : ""),
            std::to_string(r.master.priority),
            in_seconds(r.master.interval),
            in_seconds(now - r.master.last_heard),
            in_seconds(now - r.since),
            std::move(state),
            std::move(addresses)};
}

}  // namespace

std::string to_line(const watch_event& e) {
    auto text = e.router.interface + " " + family_name(e.router.family);
    // The number of a packet that could not be read is not known.
    if (e.kind != watch_event_kind::bad_packet) text += " router " + std::to_string(e.router.vrid);
    return text + ": " + e.text;
}

std::string to_table(const segment_watch& watch, instant now) {
    std::vector<row> rows{
        {"INTERFACE", "VRRP", "ROUTER", "MASTER", "PRIORITY", "INTERVAL", "HEARD", "SINCE", "STATE", "ADDRESSES"}};
    for (const auto& r : watch.routers()) rows.push_back(row_of(r, now));
    std::array<std::size_t, std::tuple_size_v<row>> widths{};
    for (const auto& r : rows)
        for (std::size_t i = 0; i < r.size(); ++i) widths[i] = std::max(widths[i], r[i].size());
    std::string out;
    for (const auto& r : rows) {
        std::string line;
        for (std::size_t i = 0; i < r.size(); ++i) {
            line += r[i];
            line.append(widths[i] - r[i].size() + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    }
    return out;
}

}  // namespace hakit::vrrp
