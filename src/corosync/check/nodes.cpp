#include "corosync/check/findings.hpp"
#include "corosync/codes/node_codes.hpp"

#include <hakit/base/ip_address.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace hakit::corosync {
namespace {

constexpr std::uint64_t largest_knet_id = 65535;  // KNET_MAX_HOST is 65536

bool has_address(const node& n) {
    return std::ranges::any_of(n.ring_addr, [](const auto& a) { return a.has_value(); });
}

text::span place_of(const node& n) { return n.nodeid ? n.nodeid.where() : n.where.span; }

/// The id that udp and udpu make of an IPv4 address.
std::optional<std::uint64_t> generated_id(const node& n, bool clear_high_bit) {
    const auto address = n.ring_addr[0] ? ip_address::parse(*n.ring_addr[0]) : std::nullopt;
    if (!address || !address->is_v4()) return std::nullopt;
    std::uint64_t id = 0;
    for (std::size_t i = 0; i < 4; ++i) id = id << 8 | address->bytes()[i];
    return clear_high_bit ? id & 0x7fff'ffff : id;
}

class node_check {
public:
    explicit node_check(findings& f)
        : f_{f}, nodes_{f.configuration.nodelist->node}, carrier_{transport_of(f.configuration, f.aim)} {}

    void run() {
        if (nodes_.size() > most_nodes)
            f_.report(node_code.too_many_nodes, nodes_[most_nodes].where.span,
                      std::to_string(nodes_.size()) + " nodes; corosync has room for " + std::to_string(most_nodes));
        const auto& first = nodes_.front();
        if (!first.name && !first.ring_addr[0])
            f_.report(node_code.no_links, first.where.span,
                      "the first node has neither 'name' nor 'ring0_addr', so corosync does not read the nodelist");
        links();
        ids();
        names();
        addresses();
        for (const auto& n : nodes_) odd_links(n);
    }

private:
    /// Links that corosync counts: those of the nodes and those of interface sections.
    void links() {
        const auto used = links_of(f_.configuration);
        std::size_t configured = used.size();
        for (const auto& i : f_.totem().interface) {
            const auto link = link_number(i, f_.aim);
            if (link >= most_links || !configures_link(i) || std::ranges::find(used, link) != used.end()) continue;
            ++configured;
            f_.report(node_code.uneven_links, i.where.span, "no node has an address for link " + std::to_string(link));
        }
        for (const auto& n : nodes_) {
            if (!has_address(n)) {
                // corosync counts the links of the first node; of others it skips those without any address.
                f_.report(node_code.no_links, n.where.span, "the node has no address",
                          &n == &nodes_.front() ? text::severity::error : text::severity::warning);
                continue;
            }
            for (const auto link : used)
                if (!n.ring_addr[link])
                    f_.report(node_code.uneven_links, n.where.span,
                              "the node has no address for link " + std::to_string(link) + ", others have");
        }
        if (carrier_ != transport::knet && configured > 1)
            f_.report(node_code.too_many_links, f_.totem().transport ? f_.totem().transport.where() : f_.totem_place(),
                      std::to_string(configured) + " links; only knet has more than one");
        if (configured > 1)
            for (const auto& n : nodes_)
                if (!n.name) f_.report(node_code.no_name, n.where.span, "with several links each node needs 'name'");
    }

    void ids() {
        const bool knet = carrier_ == transport::knet;
        const bool clear = f_.totem().clear_node_high_bit && *f_.totem().clear_node_high_bit == "yes";
        std::map<std::uint64_t, const node*> taken;
        for (const auto& n : nodes_) {
            const bool given = n.nodeid && *n.nodeid != 0;
            const bool unreadable = std::ranges::any_of(n.other, [](const auto& o) { return o.path == "nodeid"; });
            if ((!has_address(n) && !given) || unreadable) continue;
            if (knet && !given) {
                f_.report(node_code.no_node_id, place_of(n), "with knet each node needs a 'nodeid' of 1..65535");
                continue;
            }
            if (knet && *n.nodeid > largest_knet_id)
                f_.report(
                    node_code.node_id_range, n.nodeid.where(),
                    "node id " + std::to_string(*n.nodeid) + "; knet takes 1.." + std::to_string(largest_knet_id));
            const auto id = given ? std::optional{*n.nodeid} : generated_id(n, clear);
            if (!id) {
                if (n.ring_addr[0] && ip_address::parse(*n.ring_addr[0]))
                    f_.report(node_code.no_node_id, place_of(n), "with an IPv6 address the node needs a 'nodeid'");
                continue;
            }
            const auto [first, fresh] = taken.try_emplace(*id, &n);
            if (fresh) continue;
            auto& d = f_.report(
                node_code.duplicate_node_id, place_of(n),
                "node id " + std::to_string(*id) + " is taken" + (given ? "" : "; this one comes from the address"));
            findings::note(d, "by this node", place_of(*first->second));
        }
    }

    void names() {
        std::map<std::string_view, const node*> taken;
        for (const auto& n : nodes_) {
            if (!n.name || n.name->empty()) continue;
            const auto [first, fresh] = taken.try_emplace(*n.name, &n);
            if (fresh) continue;
            auto& d = f_.report(node_code.duplicate_name, n.name.where(), "the name " + quote(*n.name) + " is taken");
            findings::note(d, "by this node", first->second->name.where());
        }
    }

    void addresses() {
        struct owner {
            const words* text;
            const node* of;
        };
        std::map<std::string, owner> taken;
        for (unsigned link = 0; link < most_links; ++link) {
            const words* first = nullptr;
            std::optional<ip_family> family;
            for (const auto& n : nodes_) {
                const auto& text = n.ring_addr[link];
                if (!text || text->empty()) continue;
                const auto address = ip_address::parse(*text);
                const auto [before, fresh] =
                    taken.try_emplace(address ? address->to_string() : *text, owner{&text, &n});
                if (!fresh) {
                    auto& d = f_.report(node_code.duplicate_address, text.where(),
                                        quote(*text) + " is an address of " +
                                            (before->second.of == &n ? "another link of the node" : "another node"));
                    findings::note(d, "here", before->second.text->where());
                }
                if (!address) continue;
                excluded(text, address->family());
                if (!family) {
                    family = address->family();
                    first = &text;
                } else if (*family != address->family()) {
                    auto& d = f_.report(node_code.mixed_family, text.where(),
                                        "link " + std::to_string(link) + " has IPv4 and IPv6 addresses");
                    findings::note(d, "the first one", first->where());
                }
            }
        }
    }

    /// An address that totem.ip_version rules out.
    void excluded(const words& text, ip_family family) {
        const auto& version = f_.totem().ip_version;
        const auto wanted =
            version ? std::string_view{*version} : std::string_view{carrier_ == transport::udp ? "ipv4" : "ipv6-4"};
        if ((wanted == "ipv4" && family == ip_family::v6) || (wanted == "ipv6" && family == ip_family::v4))
            f_.report(node_code.second_link_name, text.where(),
                      quote(*text) + " does not fit 'ip_version: " + std::string{wanted} + "'");
    }

    /// ring8_addr and beyond, which the schema does not have.
    void odd_links(const node& n) {
        for (const auto& other : n.other) {
            std::string_view name{other.path};
            if (!name.starts_with("ring") || !name.ends_with("_addr") || name.size() < 10) continue;
            name = name.substr(4, name.size() - 9);
            unsigned link = 0;
            const auto [end, ec] = std::from_chars(name.data(), name.data() + name.size(), link);
            if (end != name.data() + name.size() || (ec == std::errc{} && link < most_links)) continue;
            f_.report(node_code.link_number, other.where.span,
                      "link " + std::string{name} + "; links are numbered 0.." + std::to_string(most_links - 1));
        }
    }

    findings& f_;
    const std::vector<node>& nodes_;
    const transport carrier_;
};

}  // namespace

void check_nodes(findings& f) {
    if (f.configuration.nodelist && !f.configuration.nodelist->node.empty()) {
        if (f.aim.version >= v3_0) node_check{f}.run();
        return;
    }
    if (f.aim.version < v3_0) {
        if (f.totem().interface.empty())
            f.report(node_code.no_links, f.totem_place(), "there is neither a nodelist nor an interface section");
        return;
    }
    const auto place = f.configuration.nodelist       ? f.configuration.nodelist->where.span
                       : !f.totem().interface.empty() ? f.totem().interface.front().where.span
                                                      : f.totem_place();
    f.report(node_code.no_nodelist, place, "there are no nodes: corosync 3 needs a nodelist");
}

}  // namespace hakit::corosync
