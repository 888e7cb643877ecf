// What `hakit ipvs` and `hakit ipvsadm` share: the table, names, diagnostics.
#include "ipvs.hpp"

#include <hakit/text/render.hpp>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <optional>
#include <vector>

namespace hakit::cli {

result<std::unique_ptr<ipvs::kernel_table>> open_kernel(const std::string& netns, bool validate,
                                                        ipvs::consistency kind) {
    ipvs::kernel_options how;
    how.validate = validate;
    how.consistency = kind;
    if (!netns.empty()) {
        auto where =
            netns.find('/') == netns.npos ? ipvs::network_namespace::named(netns) : ipvs::network_namespace::at(netns);
        if (!where) return where.error();
        how.where = *where;
    }
    return ipvs::kernel_table::open(how);
}

ipvsadm::name_lookup machine_names() {
    ipvsadm::name_lookup names;
    names.port = [](std::string_view name, ipvs::protocol p) -> std::optional<std::uint16_t> {
        const auto* found = getservbyname(std::string{name}.c_str(), std::string{to_string(p)}.c_str());
        if (found == nullptr) return std::nullopt;
        return ntohs(static_cast<std::uint16_t>(found->s_port));
    };
    names.address = [](std::string_view name) -> std::optional<ip_address> {
        addrinfo wanted{};
        wanted.ai_family = AF_INET;
        addrinfo* found = nullptr;
        if (getaddrinfo(std::string{name}.c_str(), nullptr, &wanted, &found) != 0 || found == nullptr)
            return std::nullopt;
        sockaddr_in first{};
        std::memcpy(&first, found->ai_addr, sizeof first);
        freeaddrinfo(found);
        std::array<std::uint8_t, 4> bytes{};
        std::memcpy(bytes.data(), &first.sin_addr, bytes.size());
        return ip_address{bytes};
    };
    return names;
}

ipvsadm::name_display machine_display() {
    ipvsadm::name_display names;
    names.port = [](std::uint16_t port, ipvs::protocol p) -> std::string {
        const auto* found = getservbyport(htons(port), std::string{to_string(p)}.c_str());
        return found == nullptr ? std::string{} : found->s_name;
    };
    names.address = [](const ip_address& address) -> std::string {
        sockaddr_in v4{};
        sockaddr_in6 v6{};
        v4.sin_family = AF_INET;
        v6.sin6_family = AF_INET6;
        std::memcpy(&v4.sin_addr, address.bytes().data(), 4);
        std::memcpy(&v6.sin6_addr, address.bytes().data(), 16);
        char name[NI_MAXHOST] = {};
        const auto status = address.is_v4() ? getnameinfo(reinterpret_cast<const sockaddr*>(&v4), sizeof v4, name,
                                                          sizeof name, nullptr, 0, NI_NAMEREQD)
                                            : getnameinfo(reinterpret_cast<const sockaddr*>(&v6), sizeof v6, name,
                                                          sizeof name, nullptr, 0, NI_NAMEREQD);
        return status == 0 ? name : std::string{};
    };
    return names;
}

void show(const text::source& text, const text::diagnostic_list& found, std::string_view skip) {
    text::workspace files;
    files.add(text);
    text::diagnostic_list shown;
    for (const auto& d : found.items())
        if (skip.empty() || !d.code->id.starts_with(skip)) shown.add(d);
    text::render_options style;
    style.colour = isatty(STDERR_FILENO) != 0;
    std::fputs(text::render_text(files, shown, style).c_str(), stderr);
}

int print_listing(const std::vector<ipvs::service_status>& listing, const std::optional<ipvs::table_info>& info,
                  const ipvsadm::listing_options& options) {
    int code = clean;
    ipvsadm::write_listing(listing, info, options, [&](std::string_view piece) {
        if (code == clean) code = print(piece);
    });
    return code;
}

std::size_t run_rules(const text::source& text, const ipvsadm::bind_options& options, ipvs::table& table) {
    std::optional<text::line_index> lines;
    return ipvsadm::restore(text, options, table, [&](const ipvsadm::command& c, const error& e) {
        if (!lines) lines.emplace(text.text());
        std::fprintf(stderr, "%s:%u: %s\n", text.name().c_str(), lines->line_of(c.where.begin),
                     ipvsadm::message_of(c.what, e).c_str());
    });
}

}  // namespace hakit::cli
