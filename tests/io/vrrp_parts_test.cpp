// The parts of the VRRP runner that need no privileges: netlink messages, pipes, files, processes, script security.
#include "io/notify_fifo.hpp"
#include "io/process_list.hpp"
#include "io/rtnetlink.hpp"
#include "io/script_security.hpp"
#include "io/watched_files.hpp"

#include "temporary_directory.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <linux/rtnetlink.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

using namespace hakit;
using namespace hakit::io;

namespace {

const rtnetlink::name_tables names{[](const std::string& file) {
    return file == "rt_tables" ? std::string{"# comment\n100 blue\n0x65\tred\n"} : std::string{};
}};
const rtnetlink::surroundings around{[](const std::string& name) { return name == "eth0" ? 3 : 0; }, names};

template <class Header>
Header header_of(const rtnetlink::message_writer& w) {
    auto rest = w.data();
    const auto m = ipvs::netlink::next_message(rest);
    REQUIRE(m.has_value());
    Header h{};
    REQUIRE(m->payload.size() >= sizeof h);
    std::memcpy(&h, m->payload.data(), sizeof h);
    return h;
}

}  // namespace

TEST_CASE("an address reads back as it was written") {
    rtnetlink::message_writer w;
    keepalived::interface_address a;
    a.address = *ip_prefix::parse("10.1.2.3/24");
    a.brd = "+";
    a.label = "eth0:1";
    REQUIRE(rtnetlink::change_address(w, around, true, a, 3).has_value());
    auto rest = w.data();
    const auto m = ipvs::netlink::next_message(rest);
    REQUIRE(m.has_value());
    const auto read = rtnetlink::read_address(*m);
    REQUIRE(read.has_value());
    CHECK(read->index == 3);
    CHECK(read->prefix == a.address);
    CHECK_FALSE(read->tentative);
    const ipvs::netlink::attribute_table<IFA_FLAGS> attributes{m->payload.subspan(sizeof(ifaddrmsg))};
    REQUIRE(attributes.find(IFA_BROADCAST) != nullptr);
    CHECK(std::to_integer<int>(attributes.find(IFA_BROADCAST)->payload[3]) == 255);
    CHECK(attributes.find(IFA_LABEL)->string() == "eth0:1");
    CHECK(rtnetlink::change_address(w, around, true, a, 0).error().code() == errc::not_found);
    a.scope = "nonsense";
    CHECK(rtnetlink::change_address(w, around, true, a, 3).error().code() == errc::invalid_argument);
}

TEST_CASE("an address of one IPv6 host is not to be the source of packets") {
    rtnetlink::message_writer w;
    keepalived::interface_address a;
    a.address = *ip_prefix::parse("fd00::1/128");
    REQUIRE(rtnetlink::change_address(w, around, true, a, 3).has_value());
    auto rest = w.data();
    const auto m = ipvs::netlink::next_message(rest);
    const ipvs::netlink::attribute_table<IFA_FLAGS> attributes{m->payload.subspan(sizeof(ifaddrmsg))};
    REQUIRE(attributes.find(IFA_CACHEINFO) != nullptr);
    CHECK(attributes.number<std::uint32_t>(IFA_CACHEINFO) == 0);
    CHECK((attributes.number<std::uint32_t>(IFA_FLAGS).value_or(0) & IFA_F_NODAD) != 0);
}

TEST_CASE("routes and rules with names and numbers of tables") {
    rtnetlink::message_writer w;
    keepalived::route r;
    r.to.prefix = ip_prefix::parse("10.9.0.0/16");
    r.via = ip_address::parse("10.0.0.254");
    r.dev = "eth0";
    r.table = "blue";
    r.mtu = keepalived::route_metric{1400, true, false};
    REQUIRE(rtnetlink::change_route(w, around, true, r).has_value());
    auto h = header_of<rtmsg>(w);
    CHECK(h.rtm_table == 100);
    CHECK(h.rtm_dst_len == 16);
    CHECK(h.rtm_protocol == 18);
    r.dev = "eth9";
    CHECK(rtnetlink::change_route(w, around, true, r).error().message() == "there is no interface eth9");
    CHECK(w.message_count() == 1);  // what fails leaves nothing behind
    w.clear();
    keepalived::rule rule;
    rule.from = keepalived::route_prefix{ip_prefix::parse("10.9.0.0/16")};
    rule.table = "red";
    rule.fwmark = "0x10/0xff";
    rule.sport = "1000-2000";
    REQUIRE(rtnetlink::change_rule(w, around, true, rule).has_value());
    CHECK(header_of<rtmsg>(w).rtm_table == 101);
    rule.table = "green";
    CHECK(rtnetlink::change_rule(w, around, true, rule).error().message() == "there is no routing table green");
    rule.table.clear();
    rule.sport = "x";
    CHECK_FALSE(rtnetlink::change_rule(w, around, true, rule).has_value());
}

TEST_CASE("netlink messages cut off anywhere are read without harm") {
    rtnetlink::message_writer w;
    rtnetlink::add_macvlan(w, "vrrp.51", 3, {{0, 0, 0x5e, 0, 1, 51}});
    const auto whole = w.data();
    auto rest = whole;
    const auto m = ipvs::netlink::next_message(rest);
    REQUIRE(m.has_value());
    const auto l = rtnetlink::read_link(*m);
    REQUIRE(l.has_value());
    CHECK(l->name == "vrrp.51");
    CHECK(l->kind == "macvlan");
    CHECK(l->parent == 3);
    CHECK(l->mac.to_string() == "00:00:5e:00:01:33");
    for (std::size_t size = 0; size <= m->payload.size(); ++size) {
        auto part = *m;
        part.payload = m->payload.first(size);
        (void)rtnetlink::read_link(part);
        part.type = RTM_NEWADDR;
        (void)rtnetlink::read_address(part);
    }
}

TEST_CASE("a pipe takes lines without a reader, and is removed by who made it") {
    temporary_directory folder;
    const auto path = folder.path() + "/fifo";
    {
        auto pipe = notify_fifo::open(path, std::nullopt);
        REQUIRE(pipe.has_value());
        CHECK(pipe->write("INSTANCE \"V\" MASTER 100\n"));
        const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
        char text[64]{};
        CHECK(::read(reader, text, sizeof text) == 24);
        ::close(reader);
        const std::string line(1000, 'x');
        int written = 0;
        while (written < 1000 && pipe->write(line)) ++written;
        CHECK(written < 1000);  // full, and nobody waits
    }
    CHECK(::access(path.c_str(), F_OK) != 0);
    std::ofstream{path} << "a file";
    CHECK(notify_fifo::open(path, std::nullopt).error().code() == errc::invalid_argument);
}

TEST_CASE("the number in a tracked file") {
    temporary_directory folder;
    const auto path = folder.path() + "/f";
    const auto read = [&](const std::string& text) {
        std::ofstream{path} << text;
        return read_tracked_number(path);
    };
    CHECK(read("5\n") == 5);
    CHECK(read("  -7 more") == -7);
    CHECK(read("+3") == 3);
    CHECK(read("") == 0);
    CHECK(read("up") == 0);
    CHECK(read("1000") == 254);
    CHECK(read("-99999999999999999999") == -254);
    CHECK(read_tracked_number(path + "-not-there") == 0);
}

TEST_CASE("processes by the kernel's name, or by their command line") {
    director::process_plan p;
    p.process.path = "/usr/sbin/a-very-long-name";
    CHECK(matches(p, "a-very-long-nam", {}));
    CHECK_FALSE(matches(p, "other", {}));
    p.full_command = true;
    p.process.arguments = {"-c", "/etc/x"};
    const std::vector<std::string> command{"/usr/sbin/a-very-long-name", "-c", "/etc/x"};
    CHECK(matches(p, "", command));
    p.match = keepalived::param_match::initial;
    CHECK(matches(p, "", {command[0], "-c", "/etc/x", "more"}));
    p.match = keepalived::param_match::exact;
    CHECK_FALSE(matches(p, "", {command[0], "-c", "/etc/x", "more"}));
    p.match = keepalived::param_match::partial;
    CHECK(matches(p, "", {command[0], "-c", "/etc/xyz"}));
    CHECK_FALSE(matches(p, "", {command[0]}));
    director::process_plan self;
    self.process.path = "io_test";
    CHECK(count_processes({self}).at(0) >= 1);
}

TEST_CASE("root runs no script that others can change") {
    if (::geteuid() != 0) return;
    CHECK(check_safe_for_root("/bin/sh").has_value());
    temporary_directory folder;
    const auto path = folder.path() + "/script";
    std::ofstream{path} << "#!/bin/sh\n";
    ::chmod(path.c_str(), 0755);
    CHECK(check_safe_for_root(path).has_value());
    ::chmod(path.c_str(), 0777);
    CHECK(check_safe_for_root(path).error().code() == errc::refused);
    ::chmod(path.c_str(), 0755);
    CHECK(::chown(path.c_str(), 1, 0) == 0);
    CHECK(check_safe_for_root(path).error().code() == errc::refused);
    CHECK(check_safe_for_root(path + "-not-there").error().code() == errc::not_found);
}
