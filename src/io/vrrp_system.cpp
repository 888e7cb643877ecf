#include "io/vrrp_system.hpp"

#include <hakit/io/file.hpp>
#include <hakit/vrrp/checksum.hpp>
#include <hakit/vrrp/neighbour.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace hakit::io {
namespace {

std::string first_line(const std::string& path) {
    // Not read_file(): files of /proc say that they are empty.
    const descriptor fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    std::array<char, 64> text{};
    const auto size = fd ? ::read(fd.get(), text.data(), text.size()) : -1;
    std::string line{text.data(), size < 0 ? 0 : static_cast<std::size_t>(size)};
    return line.substr(0, line.find('\n'));
}

std::string setting(int version, const std::string& interface, const std::string& name) {
    return "/proc/sys/net/ipv" + std::to_string(version) + "/conf/" + interface + "/" + name;
}

std::string text_of(const keepalived::route& r) { return r.to.prefix ? r.to.prefix->to_string() : "default"; }

/// `sorted` is.
bool holds(const std::vector<ip_address>& sorted, const ip_address& a) {
    return std::binary_search(sorted.begin(), sorted.end(), a);
}

}  // namespace

vrrp_system::vrrp_system(const asio::any_io_executor& executor, callbacks c)
    : executor_{executor}, call_{std::move(c)}, names_{[](const std::string& file) {
          for (const auto* folder : {"/etc/iproute2/", "/usr/share/iproute2/", "/usr/lib/iproute2/"})
              if (auto text = read_file(folder + file, 1 << 20)) return std::move(*text);
          return std::string{};
      }} {}

vrrp_system::~vrrp_system() {
    if (netlink_) netlink_->close();
}

result<void> vrrp_system::open() {
    rtnetlink_socket::callbacks c;
    c.on_link = [this](const rtnetlink::link& l, bool there) { on_link(l, there); };
    c.on_address = [this](const rtnetlink::address& a, bool there) { on_address(a, there); };
    c.on_failure = [this](const std::string& what, int code) { call_.on_failure(what + ": " + std::strerror(code)); };
    c.on_overrun = [this] { (void)netlink_->read_all(); };
    c.on_idle = [this] { send_announcements(); };
    auto netlink = rtnetlink_socket::open(executor_, std::move(c));
    if (!netlink) return netlink.error();
    netlink_ = std::move(*netlink);
    auto frames = frame_socket::open();
    if (!frames) return frames.error();
    frames_.emplace(std::move(*frames));
    return netlink_->read_all();
}

int vrrp_system::index_of(const std::string& name) const {
    const auto found = indexes_.find(name);
    return found == indexes_.end() ? 0 : found->second;
}

vrrp_system::interface* vrrp_system::find(const std::string& name) {
    const auto found = interfaces_.find(index_of(name));
    return found == interfaces_.end() ? nullptr : &found->second;
}

rtnetlink::surroundings vrrp_system::around() const {
    return {[this](const std::string& name) { return index_of(name); }, names_};
}

// --- news ---

void vrrp_system::on_link(const rtnetlink::link& l, bool there) {
    if (!there) {
        const auto gone = interfaces_.find(l.index);
        if (gone == interfaces_.end()) return;
        const auto name = gone->second.link.name;
        interfaces_.erase(gone);
        if (index_of(name) == l.index) indexes_.erase(name);
        std::erase_if(sockets_, [&](const auto& s) { return s.second && s.second->how().index == l.index; });
        if (!quiet_) tell_interface(name);
        return;
    }
    auto& i = interfaces_[l.index];
    const auto before = i.link;
    i.link = l;
    // A message about a part of an interface leaves out what it has not.
    if (l.name.empty()) i.link.name = before.name;
    if (!before.name.empty() && before.name != i.link.name && index_of(before.name) == l.index)
        indexes_.erase(before.name);
    indexes_[i.link.name] = l.index;
    if (quiet_) return;
    ensure_sockets();
    if (watched_.contains(i.link.name) && (before.name != i.link.name || before.up != i.link.up)) {
        tell_source(i);
        tell_interface(i.link.name);
    }
}

void vrrp_system::on_address(const rtnetlink::address& a, bool there) {
    const auto found = interfaces_.find(a.index);
    if (found == interfaces_.end()) return;
    auto& list = found->second.addresses;
    const auto same = [&](const rtnetlink::address& other) { return other.prefix == a.prefix; };
    const auto known = std::find_if(list.begin(), list.end(), same);
    if (!there) {
        if (known != list.end()) list.erase(known);
    } else if (known != list.end()) {
        *known = a;
    } else {
        list.push_back(a);
    }
    if (quiet_) return;
    tell_source(found->second);
    if (!holds(virtual_, a.prefix.address)) call_.on_own_address(a.prefix.address, there);
}

void vrrp_system::tell_interface(const std::string& name) {
    if (!watched_.contains(name)) return;
    const auto* i = find(name);
    call_.on_interface(name, i != nullptr && i->link.up);
}

/// The first address that is not one of the virtual ones; the owner's own address is both.
std::optional<ip_address> vrrp_system::source_of(const interface& i, ip_family family) const {
    std::optional<ip_address> second;
    for (const auto& a : i.addresses) {
        const auto& ip = a.prefix.address;
        if (ip.family() != family || a.tentative) continue;
        if (family == ip_family::v6 && !ip.is_link_local()) continue;
        if (holds(virtual_, ip)) {
            if (holds(owned_, ip) && !second) second = ip;
            continue;
        }
        if (!a.secondary) return ip;
        if (!second) second = ip;
    }
    return second;
}

void vrrp_system::tell_source(interface& i) {
    if (!watched_.contains(i.link.name)) return;
    for (const auto family : {ip_family::v4, ip_family::v6}) {
        const auto at = family == ip_family::v6 ? 1 : 0;
        const auto source = source_of(i, family);
        if (i.source_told[at] && i.told[at] == source) continue;
        i.source_told[at] = true;
        i.told[at] = source;
        call_.on_source(i.link.name, family, source);
    }
}

// --- a plan ---

void vrrp_system::prepare(std::shared_ptr<const director::vrrp_plan> plan, bool first) {
    if (!first) put_static(false);
    plan_ = std::move(plan);
    watched_.clear();
    virtual_.clear();
    owned_.clear();
    needs_.clear();
    std::set<ip_address> own;
    for (const auto& g : plan_->groups) {
        for (const auto& r : g.members) {
            watched_.insert(r.interface);
            for (const auto& t : r.tracked)
                if (t.kind == director::tracked_kind::interface) watched_.insert(t.name);
            for (const auto& a : r.addresses) {
                virtual_.push_back(a.address.address);
                if (r.instance.priority == vrrp::owner_priority) owned_.push_back(a.address.address);
            }
            if (r.has_source) own.insert(r.channel.source);
            // A macvlan takes what comes from its own MAC address away from the interface below it, and that is the
            // address of every master: so a virtual MAC's interface hears the others.
            auto& in = needs_[{r.transmits_on(), r.channel.family}];
            in.authentication_header = in.authentication_header || r.channel.auth == vrrp::auth_type::ah;
            if (r.channel.peers.empty())
                in.groups.insert(r.channel.group.value_or(vrrp::multicast_group(r.channel.family)));
        }
    }
    std::sort(virtual_.begin(), virtual_.end());
    std::sort(owned_.begin(), owned_.end());
    make_vmacs(first);
    if (first) remove_left_behind();
    ensure_sockets();
    for (auto& [index, i] : interfaces_) i.forwards = first_line(setting(6, i.link.name, "forwarding")) == "1";
    quiet_ = false;
    for (const auto& name : watched_) {
        if (auto* i = find(name)) {
            tell_source(*i);
        } else {
            call_.on_source(name, ip_family::v4, std::nullopt);
            call_.on_source(name, ip_family::v6, std::nullopt);
        }
        tell_interface(name);
    }
    for (const auto& address : own) {
        const bool there = std::any_of(interfaces_.begin(), interfaces_.end(), [&](const auto& i) {
            return std::any_of(i.second.addresses.begin(), i.second.addresses.end(),
                               [&](const auto& a) { return a.prefix.address == address; });
        });
        call_.on_own_address(address, there);
    }
    put_static(true);
    flush();
}

void vrrp_system::ensure_sockets() {
    for (const auto& [key, wanted] : needs_) {
        const auto& [name, family] = key;
        const auto index = index_of(name);
        auto& socket = sockets_[key];
        if (socket) {
            const auto& has = socket->how();
            if (has.index == index && has.groups == wanted.groups &&
                has.authentication_header == wanted.authentication_header)
                continue;
            socket.reset();
        }
        if (index == 0) continue;
        auto made =
            advert_socket::open(executor_, {name, index, family, wanted.groups, wanted.authentication_header},
                                [this](const std::string& on, const vrrp::packet_view& p) { call_.on_packet(on, p); });
        if (made) {
            socket = std::move(*made);
        } else if (find(name)->link.up) {
            call_.on_failure(made.error().message());
        }
    }
}

void vrrp_system::make_vmacs(bool first) {
    bool made = false;
    for (const auto& g : plan_->groups) {
        for (const auto& r : g.members) {
            if (!r.vmac || vmacs_.contains(r.vmac->name)) continue;
            const auto base = index_of(r.interface);
            if (base == 0) continue;
            if (const auto old = index_of(r.vmac->name); old != 0 && first) {
                const auto* link = find(r.vmac->name);
                if (link->link.kind != "macvlan") {
                    call_.on_failure(r.vmac->name + ": there is another interface of this name");
                    continue;
                }
                rtnetlink::message_writer w;
                rtnetlink::remove_link(w, old);
                (void)netlink_->execute(w);
            }
            rtnetlink::message_writer w;
            rtnetlink::add_macvlan(w, r.vmac->name, base, r.vmac->mac);
            if (const auto code = netlink_->execute(w); code != 0) {
                call_.on_failure("the virtual MAC interface " + r.vmac->name + ": " + std::strerror(code));
                continue;
            }
            vmacs_[r.vmac->name] = *r.vmac;
            made = true;
        }
    }
    if (!made) return;
    const bool was_quiet = std::exchange(quiet_, true);
    (void)netlink_->read_all();
    for (const auto& g : plan_->groups) {
        for (const auto& r : g.members) {
            if (!r.vmac || !vmacs_.contains(r.vmac->name)) continue;
            const auto& name = r.vmac->name;
            // Answers to ARP only for addresses of the interface that is asked, and packets from the host itself.
            set(setting(4, name, "arp_ignore"), "1");
            set(setting(4, name, "accept_local"), "1");
            set(setting(4, name, "rp_filter"), "0");
            set(setting(4, r.interface, "arp_ignore"), "1");
            set(setting(4, r.interface, "arp_filter"), "1");
            if (const auto all = first_line(setting(4, "all", "rp_filter")); !all.empty() && all != "0") {
                // The larger of this and the interface's own counts: hand it down to the others.
                for (const auto& [other, index] : indexes_)
                    if (!vmacs_.contains(other) && first_line(setting(4, other, "rp_filter")) < all)
                        set(setting(4, other, "rp_filter"), all);
                set(setting(4, "all", "rp_filter"), "0");
            }
            const auto index = index_of(name);
            rtnetlink::message_writer w;
            rtnetlink::set_no_address_generation(w, index);
            (void)netlink_->execute(w);
            rtnetlink::message_writer up;
            rtnetlink::set_link_up(up, index, true);
            if (const auto code = netlink_->execute(up); code != 0)
                call_.on_failure("the virtual MAC interface " + name + ": " + std::strerror(code));
        }
    }
    (void)netlink_->read_all();
    quiet_ = was_quiet;
}

void vrrp_system::set(const std::string& path, const std::string& value) {
    const auto before = first_line(path);
    if (before == value || before.empty()) return;
    const descriptor fd{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    if (!fd || ::write(fd.get(), value.data(), value.size()) < 0) {
        call_.on_failure(path + ": " + std::strerror(errno));
        return;
    }
    restore_.emplace_back(path, before);
}

/// Addresses that a program which died has left on the interfaces. Those of an owner are its own.
void vrrp_system::remove_left_behind() {
    for (const auto& g : plan_->groups) {
        for (const auto& r : g.members) {
            if (r.instance.priority == vrrp::owner_priority) continue;
            for (const auto& a : r.addresses) {
                const auto* i = find(r.interface_of(a));
                if (i == nullptr) continue;
                const auto left = std::any_of(i->addresses.begin(), i->addresses.end(), [&](const auto& have) {
                    return have.prefix.address == a.address.address && have.prefix.length == a.address.length;
                });
                if (!left) continue;
                expect(rtnetlink::change_address(netlink_->writer(), around(), false, r.placed(a), i->link.index),
                       "remove " + a.address.to_string() + ", which was left behind", EADDRNOTAVAIL);
            }
        }
    }
    flush();
}

void vrrp_system::put_static(bool add) {
    const auto s = around();
    for (const auto& a : plan_->static_addresses)
        expect(rtnetlink::change_address(netlink_->writer(), s, add, a, index_of(a.dev)),
               "static address " + a.address.to_string(), add ? EEXIST : EADDRNOTAVAIL);
    for (const auto& r : plan_->static_routes)
        expect(rtnetlink::change_route(netlink_->writer(), s, add, r), "static route " + text_of(r),
               add ? EEXIST : ESRCH);
    for (const auto& r : plan_->static_rules)
        expect(rtnetlink::change_rule(netlink_->writer(), s, add, r), "static rule", add ? EEXIST : ENOENT);
}

void vrrp_system::tidy() {
    std::set<std::string> wanted;
    for (const auto& g : plan_->groups)
        for (const auto& r : g.members)
            if (r.vmac) wanted.insert(r.vmac->name);
    std::erase_if(vmacs_, [&](const auto& v) {
        if (wanted.contains(v.first)) return false;
        if (const auto index = index_of(v.first); index != 0)
            expect(rtnetlink::remove_link(netlink_->writer(), index), "remove " + v.first, ENODEV);
        return true;
    });
    std::erase_if(sockets_, [&](const auto& s) { return !needs_.contains(s.first); });
    flush();
}

void vrrp_system::leave() {
    put_static(false);
    plan_ = std::make_shared<const director::vrrp_plan>();
    needs_.clear();
    tidy();
    for (auto i = restore_.rbegin(); i != restore_.rend(); ++i) {
        const descriptor fd{::open(i->first.c_str(), O_WRONLY | O_CLOEXEC)};
        if (fd && ::write(fd.get(), i->second.data(), i->second.size()) < 0) continue;  // its interface has gone
    }
    restore_.clear();
}

// --- actions ---

void vrrp_system::expect(result<std::uint32_t> sequence, const std::string& what, int harmless) {
    if (!sequence) return call_.on_failure(what + ": " + sequence.error().message());
    netlink_->expect(*sequence, what, harmless);
}

int vrrp_system::send(const director::send_packet& p) {
    const auto found = sockets_.find({p.interface, p.destination.family()});
    if (found == sockets_.end() || !found->second) return ENODEV;
    return found->second->send(p);
}

void vrrp_system::change(const director::change_addresses& c) {
    const auto s = around();
    for (const auto& a : c.remove)
        expect(rtnetlink::change_address(netlink_->writer(), s, false, a, index_of(a.dev)),
               c.name + ": remove " + a.address.to_string(), EADDRNOTAVAIL);
    for (const auto& a : c.add)
        expect(rtnetlink::change_address(netlink_->writer(), s, true, a, index_of(a.dev)),
               c.name + ": add " + a.address.to_string(), EEXIST);
}

void vrrp_system::change(const director::change_routes& c) {
    const auto s = around();
    for (const auto& route : c.remove)
        expect(rtnetlink::change_route(netlink_->writer(), s, false, route),
               c.name + ": remove route " + text_of(route), ESRCH);
    for (const auto& route : c.add)
        expect(rtnetlink::change_route(netlink_->writer(), s, true, route), c.name + ": add route " + text_of(route),
               EEXIST);
}

void vrrp_system::change(const director::change_rules& c) {
    const auto s = around();
    for (const auto& rule : c.remove)
        expect(rtnetlink::change_rule(netlink_->writer(), s, false, rule), c.name + ": remove a rule", ENOENT);
    for (const auto& rule : c.add)
        expect(rtnetlink::change_rule(netlink_->writer(), s, true, rule), c.name + ": add a rule", EEXIST);
}

void vrrp_system::announce(const director::announce_address& a) { announcements_.push_back(a); }

void vrrp_system::send_announcements() {
    std::vector<std::uint8_t> frame;
    for (; !announcements_.empty(); announcements_.pop_front()) {
        const auto& a = announcements_.front();
        const auto* i = find(a.interface);
        if (i == nullptr || !i->link.ethernet) continue;
        frame.clear();
        vrrp::write_announcement_frame(frame, i->link.mac, a.address, i->forwards);
        // A full queue loses one; it is repeated anyway.
        (void)frames_->send(i->link.index, frame);
    }
}

void vrrp_system::flush() {
    netlink_->flush();
    // An address is announced when it is there.
    if (netlink_->idle()) send_announcements();
}

bool vrrp_system::idle() const noexcept { return !netlink_ || netlink_->idle(); }

}  // namespace hakit::io
