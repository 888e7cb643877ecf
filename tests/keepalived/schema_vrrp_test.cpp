// Every keyword outside of virtual servers: in the table, documented, and the same after reading and writing.
#include "bound.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>

namespace ka = hakit::keepalived;
using ka::test::bound;

namespace {

using rows = std::map<std::string, const ka::keyword*, std::less<>>;

const rows& all_rows() {
    static const rows all = [] {
        rows found;
        ka::for_each_keyword([](std::string_view path, const ka::keyword& k,
                                void* user) { static_cast<rows*>(user)->emplace(path, &k); },
                             &found);
        return found;
    }();
    return all;
}

bool of_servers(std::string_view path) { return path.starts_with("virtual_server") || path.starts_with("SSL"); }

/// Words for keywords whose type does not say what would do.
const std::map<std::string_view, std::string_view>& samples() {
    static const std::map<std::string_view, std::string_view> words{
        {"router_id", "lb1"},
        {"umask", "0022"},
        {"smtp_server", "mail.example 587"},
        {"startup_script", "\"/bin/start -v\" root"},
        {"notify_fifo", "/run/fifo root"},
        {"vrrp_mcast_group4", "224.0.0.18"},
        {"vrrp_mcast_group6", "ff02::12"},
        {"dynamic_interfaces", "allow_if_changes"},
        {"lvs_timeouts", "tcp 900 tcpfin 120 udp 300"},
        {"lvs_flush_on_stop", "VS"},
        {"lvs_sync_daemon", "eth0 inst VI_1 id 5 maxlen 1500 port 8848 ttl 3 group 224.0.0.81"},
        {"vrrp_iptables", "in out"},
        {"vrrp_ipsets", "a b c"},
        {"vrrp_rx_bufs_policy", "ADVERT"},
        {"include_check", "+read -match"},
        {"vrrp_garp_extra_if", "all 60"},
        {"garp_extra_if", "all 60"},
        {"script_user", "nobody nogroup"},
        {"user", "nobody"},
        {"static_ipaddress", "10.0.0.1/24 dev eth0 scope link brd + label eth0:1 no_track track_group g"},
        {"static_routes", "blackhole 10.0.0.0/8 metric 5 track_group g"},
        {"static_rules", "from 10.0.0.0/8 preference 5 table 100 track_group g"},
        {"linkbeat_interfaces", "eth0 MII"},
        {"interface_up_down_delays", "eth0 1.5 2"},
        {"state", "MASTER"},
        {"use_vmac", "vrrp.5 00:00:00:00:00:05 group 3 netlink_notify_msg"},
        {"use_ipvlan", "bridge ipv5 10.0.0.1/24 group 3"},
        {"old_unicast_checksum", "never"},
        {"mcast_src_ip", "10.0.0.1"},
        {"unicast_src_ip", "2001:db8::1"},
        {"mcast_dst_ip", "224.0.0.18"},
        {"unicast_peer", "10.0.0.2 min_ttl 254 max_ttl 255"},
        {"track_interface", "eth1 weight -20 reverse"},
        {"track_script", "check weight 20 noreverse"},
        {"virtual_ipaddress", "10.0.0.1/24 dev eth0 use_vmac"},
        {"virtual_ipaddress_excluded", "2001:db8::1/64 -nodad preferred_lft forever"},
        {"virtual_routes", "10.0.0.0/8 via 10.0.0.1 dev eth0 table 100 mtu lock 1400"},
        {"virtual_rules", "not from 10.0.0.0/8 fwmark 0x5/0xff iif eth0 preference 5 table 100"},
        {"auth_type", "AH"},
        {"auth_pass", "secret"},
        {"key", "1 0123456789abcdef0123456789abcdef"},
        {"anti_replay", "monotonic"},
        {"mode", "receive-only"},
        {"weight", "-20 reverse"},
        {"init_file", "5 overwrite"},
        {"param_match", "initial"},
        {"process", "haproxy -f x"},
        {"source_ip", "10.0.0.1"},
        {"neighbor_ip", "10.0.0.2"},
    };
    return words;
}

std::string sample_of(const ka::keyword& k) {
    const auto name = k.alias_of.empty() ? k.name : k.alias_of;
    if (k.flag) return "";
    if (const auto known = samples().find(name); known != samples().end()) return std::string{known->second};
    const auto values = ka::describe_values(k);
    if (values.starts_with("[on|off")) return "false";
    if (values.starts_with("PROCESSOR")) return "0 2";
    if (values.find("PROGRAM") != values.npos) return "\"/bin/notify 'an argument'\" nobody nogroup";
    if (values.starts_with("PATH")) return "/run/fifo";
    if (values.find("NUMBER") != values.npos) return k.decimals > 0 && k.min < 1 ? "1.5" : k.min > 2 ? "1500" : "2";
    return k.name.starts_with("track_") ? "thing weight 5 reverse" : "word";
}

}  // namespace

TEST_CASE("the table has the keywords of keepalived, each once") {
    std::set<std::string> expected;
    std::ifstream file{HAKIT_TEST_DATA "/keepalived/keywords.txt"};
    for (std::string line; std::getline(file, line);) expected.insert(line);
    REQUIRE(expected.size() == 531);
    std::set<std::string> found;
    for (const auto& [path, k] : all_rows()) found.insert(path);
    for (const auto& path : expected) CHECK_MESSAGE(found.contains(path), path, " is missing");
    for (const auto& path : found) CHECK_MESSAGE(expected.contains(path), path, " is none of keepalived's");
}

TEST_CASE("every row is whole") {
    for (const auto& row : all_rows()) {
        const auto& path = row.first;
        const auto* const k = row.second;
        CAPTURE(path);
        CHECK(k->help.size() > 10);
        CHECK(k->help.ends_with('.'));
        CHECK(k->min <= k->max);
        CHECK((k->form == ka::shape::block) == (k->children != nullptr));
        CHECK((k->form == ka::shape::value) == (k->body == nullptr));
        if (k->form == ka::shape::value) CHECK(k->header != nullptr);
        if (k->decimals > 0) CHECK(!k->unit.empty());
        if (k->bare != 0) CHECK(k->optional);
        if (k->flag) CHECK(!k->optional);
        if (k->alias_of.empty()) continue;
        const auto slash = path.rfind('/');
        const auto target = path.substr(0, slash == path.npos ? 0 : slash + 1) + std::string{k->alias_of};
        const auto other = all_rows().find(target);
        REQUIRE(other != all_rows().end());
        CHECK(other->second->header == k->header);
        CHECK(other->second->body == k->body);
        CHECK(other->second->alias_of.empty());
    }
}

TEST_CASE("passwords and keys are secrets") {
    for (const auto* path : {"vrrp_instance/authentication/auth_pass", "vrrp_instance/auth_hmac/key"})
        CHECK(all_rows().at(path)->secret);
}

TEST_CASE("each keyword reads a good value without a word and writes the same one") {
    int seen = 0;
    for (const auto& row : all_rows()) {
        const auto& path = row.first;
        const auto* const k = row.second;
        if (of_servers(path) || k->form == ka::shape::block) continue;
        CAPTURE(path);
        const auto words = sample_of(*k);
        bound b{path, words};
        const auto old_name = !k->deprecated.empty() ? "KA0114" : !k->alias_of.empty() ? "KA0115" : "";
        auto codes = b.codes();
        if (path.starts_with("vrrp_track_file/")) codes.erase(0, std::string_view{"KA0114 "}.size());
        CHECK(codes == old_name);
        CHECK(b.present());
        CHECK(b.written() == words);
        CHECK(b.json_round_trips());
        CHECK(!ka::describe_values(*k).empty() == !k->flag);
        ++seen;
    }
    CHECK(seen > 280);
}

TEST_CASE("a keyword that the target does not know yet is not bound") {
    for (const auto& row : all_rows()) {
        const auto& path = row.first;
        const auto* const k = row.second;
        if (of_servers(path) || k->form == ka::shape::block || k->since == ka::v2_2_7) continue;
        if (path.starts_with("vrrp_instance/auth_hmac/")) continue;  // the block itself is refused
        CAPTURE(path);
        bound b{path, sample_of(*k), {ka::v2_2_7, ka::debian_features}};
        CHECK(b.codes() == "KA0116");
        CHECK(!b.present());
    }
}

TEST_CASE("numbers outside of their range are refused") {
    for (const auto& row : all_rows()) {
        const auto& path = row.first;
        const auto* const k = row.second;
        if (of_servers(path) || k->form != ka::shape::value || !(k->max > k->min) || !k->alias_of.empty()) continue;
        if (path.starts_with("vrrp_track_file/")) continue;  // the rows of track_file
        if (!ka::describe_values(*k).starts_with("NUMBER") && !ka::describe_values(*k).starts_with("[NUMBER")) continue;
        CAPTURE(path);
        bound b{path, "99999999999999999999"};
        CHECK(b.codes().starts_with("KA0106"));
        CHECK(!b.present());
        bound word{path, "x"};
        CHECK(word.codes().find("KA0105") != std::string::npos);
    }
}

TEST_CASE("of two scripts the first wins, of two numbers the last") {
    hakit::text::workspace files;
    const auto id =
        files.add({"a.conf", "vrrp_instance V {\n  notify /bin/a\n  notify /bin/b\n  priority 5\n  priority 6\n}\n"});
    hakit::text::diagnostic_list out;
    const auto config = ka::bind(ka::expand(files, id), {}, out);
    REQUIRE(out.size() == 2);
    CHECK(out.items()[0].code->id == "KA0113");
    CHECK(out.items()[1].code->id == "KA0112");
    REQUIRE(config.vrrp_instance.size() == 1);
    CHECK(config.vrrp_instance[0].notify->argv == std::vector<std::string>{"/bin/a"});
    CHECK(*config.vrrp_instance[0].priority == 6);
}

TEST_CASE("vrrp_strict false switches strict mode on before 2.2.8") {
    bound old{"global_defs/vrrp_strict", "false", {ka::v2_2_7, ka::debian_features}};
    CHECK(old.codes() == "KA0128");
    CHECK(*old.tree.global_defs->vrrp_strict);
    bound now{"global_defs/vrrp_strict", "false"};
    CHECK(now.codes().empty());
    CHECK(!*now.tree.global_defs->vrrp_strict);
}

TEST_CASE("the interval of a vrrp_script has no decimals in 2.2.7") {
    bound old{"vrrp_script/interval", "1.5", {ka::v2_2_7, ka::debian_features}};
    CHECK(old.codes() == "KA0105");
    bound now{"vrrp_script/interval", "1.5"};
    CHECK(now.codes().empty());
}
