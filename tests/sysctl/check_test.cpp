#include <hakit/sysctl/bind.hpp>
#include <hakit/sysctl/check.hpp>
#include <hakit/sysctl/codes.hpp>
#include <hakit/sysctl/fix.hpp>
#include <hakit/sysctl/parse.hpp>

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace hakit;
using namespace hakit::sysctl;
using namespace std::string_literals;

namespace {

struct row {
    std::string text;
    std::string codes;   // in the order of the text
    std::string mended;  // what the certain fixes make of it; empty: nothing
};

std::vector<row> rows() {
    const std::string arp = "net.ipv4.conf.";
    return {
        {"net.ipv4.ip_forward = 1\n", "", ""},
        {"# c\n ; c\n\n\tvm.swappiness=10 \r\n", "", ""},
        {"\xef\xbb\xbfvm.swappiness = 1\n", "SY0001", "vm.swappiness = 1\n"},
        {"kernel.x = 1\rx\n", "SY0003", ""},
        {"kernel.x = 1\0x\n"s, "SY0003", ""},
        {"vm.swappiness 10\n", "SY0004", "vm.swappiness = 10\n"},
        {"nonsense\n", "SY0004", ""},
        {"= 1\n", "SY0005", ""},
        {"-\n", "SY0005", ""},
        {"kernel.x = " + std::string(1 << 20, 'a') + "\n", "SY0006", ""},
        {"net.ipv4/conf/eth0/arp_notify = 1\n", "SY0101", "net.ipv4.conf.eth0.arp_notify = 1\n"},
        {"net.ipv4.conf.eth0.100.arp_notify = 1\n", "SY0102", "net.ipv4.conf.eth0/100.arp_notify = 1\n"},
        {"net/ipv4/conf/eth0/100/arp_notify = 1\n", "SY0102", "net/ipv4/conf/eth0.100/arp_notify = 1\n"},
        {"net/ipv4/conf/eth0.100/arp_notify = 1\nnet.ipv4.conf.eth0/200.arp_notify = 1\n", "", ""},
        {"/proc/sys/net/ipv4/ip_forward = 1\n", "SY0103", "net/ipv4/ip_forward = 1\n"},
        {arp + "{eth0,eth1}.arp_notify = 1\n", "SY0104", ""},
        {"net.ipv4.vs.expire_nodest_con = 1\n", "SY0105", ""},
        {"nett.ipv4.ip_forward = 1\n", "SY0105", ""},
        {"net.ipv4.something_new = 1\n", "", ""},
        {"- vm.swappiness = 1\n", "SY0106", "-vm.swappiness = 1\n"},
        {"net/../../tmp/x = 1\n", "SY0107", ""},
        {"vm swappiness = 1\n", "SY0108", ""},
        {"net.ipv4.conf.all.mc_forwarding = 1\n", "SY0109", ""},
        {"net.ipv4.conf.eth0 = 1\n", "SY0110", ""},
        {"net.ipv4.ip_forward. = 1\n", "SY0111", "net.ipv4.ip_forward = 1\n"},
        {"net/ipv4/ip_forward// = 1\n", "SY0111", "net/ipv4/ip_forward = 1\n"},
        {"net..ipv4.ip_forward = 1\n/vm//swappiness = 1\n", "SY0112 SY0112",
         "net.ipv4.ip_forward = 1\nvm/swappiness = 1\n"},
        {"net.ipv4.conf.*.arp_notify. = 1\n", "SY0111", "net.ipv4.conf.*.arp_notify = 1\n"},
        {"vm.swappiness = \"10\"\n", "SY0201", "vm.swappiness = 10\n"},
        {"kernel.core_pattern = \"x\"\n", "SY0201", ""},
        {"vm.swappiness = 10 # few\n", "SY0202", "# few\nvm.swappiness = 10\n"},
        {"vm.swappiness = 10 ; few\r\n", "SY0202", "; few\r\nvm.swappiness = 10\r\n"},
        {"vm.swappiness = ten\n", "SY0203", ""},
        {"net.ipv4.ip_forward = yes\n", "SY0203", "net.ipv4.ip_forward = 1\n"},
        {"vm.swappiness = 08\n", "SY0203", ""},
        {"vm.swappiness = 1,\n", "SY0203", ""},
        {"vm.swappiness = 0x10\n", "", ""},
        {"vm.swappiness = 201\n", "SY0204", ""},
        {"net.ipv4.ip_forward = 99999999999\n", "SY0204", ""},
        {"net.ipv4.conf.all.rp_filter = 3\n", "SY0205", ""},
        {"net.ipv4.ip_forward = 2\n", "SY0205", ""},
        {"vm.swappiness =\n", "SY0206", ""},
        {"vm.swappiness = \\\n10\n", "SY0207 SY0004", ""},
        {"vm.swappiness == 10\n", "SY0208", "vm.swappiness = 10\n"},
        {"net.ipv4.ip_local_port_range = 1024\n", "SY0209", ""},
        {"net.ipv4.ip_local_port_range = 1024\t65535\n", "", ""},
        {"vm.swappiness = 10 20\n", "SY0209", ""},
        {"vm.swappiness = 010\n", "SY0210", ""},
        {"vm.swappiness = 1\nvm.swappiness = 2\n", "SY0301", ""},
        {"vm.swappiness = 1\nvm/swappiness = 1\n", "SY0302", ""},
        {arp + "lo.arp_ignore = 1\n" + arp + "lo.arp_announce = 2\n", "SY0303 SY0303", ""},
        {arp + "all.rp_filter = 1\n" + arp + "eth0.rp_filter = 0\n", "SY0304", ""},
        {arp + "*.rp_filter = 1\n" + arp + "eth0.rp_filter = 0\n", "SY0304", ""},
        {arp + "eth0.send_redirects = 0\n", "SY0304", ""},
        {arp + "all.send_redirects = 0\n" + arp + "eth0.send_redirects = 0\n", "", ""},
        {arp + "all.accept_source_route = 0\n" + arp + "eth0.accept_source_route = 1\n", "SY0304", ""},
        {"net.ipv4.vs.conntrack = 1\n", "SY0306", ""},
        {"net.core.somaxconn = 1024\n", "SY0307", ""},
        {"vm.swappiness = 1\nvm.swap* = 2\n", "SY0310", ""},
        {arp + "*.x = 1\n" + arp + "eth0.rp_filter = 1\n-" + arp + "eth0.rp_filter\n", "SY0311", ""},
        {arp + "all.arp_ignore = 1\n", "SY0313", ""},
        {arp + "all.arp_announce = 2\n", "SY0313", ""},
        {arp + "all.arp_ignore = 1\n" + arp + "all.arp_announce = 2\n", "", ""},
        {arp + "default.arp_ignore = 1\n" + arp + "default.arp_announce = 2\n", "SY0314 SY0314", ""},
        {"net.ipv4.ip_forward = 1\n" + arp + "all.forwarding = 0\n", "SY0315", ""},
        {arp + "all.arp_ignore = 8\n" + arp + "all.arp_announce = 2\n", "SY0316", ""},
        {arp + "all.arp_ignore = 5\n" + arp + "all.arp_announce = 2\n", "SY0205", ""},
    };
}

std::string codes_of(const text::diagnostic_list& list) {
    std::string all;
    for (const auto& d : list.items()) {
        if (!all.empty()) all += ' ';
        all += d.code->id;
    }
    return all;
}

std::string check_text(std::string_view text, const check_options& options = {}) {
    text::workspace files;
    return codes_of(check(files, files.add({"a.conf", std::string{text}}), options).diagnostics);
}

}  // namespace

TEST_CASE("each finding has its text, and each fix its result") {
    for (const auto& r : rows()) {
        CAPTURE(r.text.substr(0, 200));
        text::workspace files;
        const auto id = files.add({"a.conf", r.text});
        CHECK(codes_of(check(files, id).diagnostics) == r.codes);
        const auto mended = apply_certain_fixes(files, id);
        REQUIRE(mended.has_value());
        CHECK((mended->files.empty() ? "" : mended->files[0].text) == r.mended);
    }
}

TEST_CASE("every code is produced by a text") {
    std::set<std::string> seen = {"SY0002", "SY0305", "SY0308", "SY0309", "SY0312"};  // below
    for (const auto& r : rows())
        for (std::size_t at = 0; at < r.codes.size(); at += 7) seen.insert(r.codes.substr(at, 6));
    std::string_view before;
    for (const auto& code : codes()) {
        CAPTURE(std::string{code.id});
        CHECK(seen.contains(std::string{code.id}));
        CHECK(before < code.id);
        CHECK(code.title.size() > 5);
        CHECK(code.help.ends_with('.'));
        before = code.id;
    }
    CHECK(codes().size() == seen.size());
}

TEST_CASE("a file over the limit is kept and not read") {
    text::limits small;
    small.file_bytes = 4;
    text::workspace files{nullptr, small};
    const auto found = check(files, files.add({"a.conf", "vm.swappiness = 1\n"}));
    CHECK(codes_of(found.diagnostics) == "SY0002");
    CHECK(found.configuration.assignments.empty());
    CHECK(found.document.text() == "vm.swappiness = 1\n");
}

TEST_CASE("settings of a real server: the interface's lines say nothing new, and the queue gets shorter") {
    const auto text =
        "# Loadbalancer\nnet.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.eth0.arp_ignore = 1\n"
        "net.ipv4.conf.all.arp_announce = 2\nnet.ipv4.conf.eth0.arp_announce = 2\n"
        "#net.ipv4.tcp_syncookies = 1\nnet.core.somaxconn = 1024\n";
    text::workspace files;
    const auto found = check(files, files.add({"a.conf", text}));
    CHECK(codes_of(found.diagnostics) == "SY0305 SY0305 SY0307");
    CHECK(found.diagnostics.count(text::severity::hint) == 3);
}

TEST_CASE("facts about the host tell what is not there") {
    host_facts facts;
    facts.keys = {key::parse("net.ipv4.ip_forward"), key::parse("net.ipv4.vs.future_setting")};
    const check_options with{std::nullopt, &facts};
    CHECK(check_text("net.ipv4.ip_forward = 1\nnet.ipv4.vs.future_setting = 1\n", with).empty());
    CHECK(check_text("net.ipv4.vs.conntrack = 1\n", with) == "SY0308");
    CHECK(check_text("net.ipv4.unheard_of = 1\n", with) == "SY0308");
    CHECK(check_text("net.ipv4.conf.*.rp_filter = 1\n", with) == "SY0309");
    host_facts links;
    links.interfaces = {"eth0"};
    const check_options interfaces{std::nullopt, &links};
    CHECK(check_text("net.ipv4.conf.eth0.rp_filter = 1\nnet.ipv4.conf.all.log_martians = 1\n", interfaces).empty());
    CHECK(check_text("net.ipv4.conf.eth1.rp_filter = 1\n", interfaces) == "SY0308");
}

TEST_CASE("the program that reads the file matters where the two differ") {
    const auto* dash = "- vm.swappiness = 1\n";
    CHECK(check_text(dash, {tool::systemd, nullptr}).empty());
    CHECK(check_text(dash, {tool::procps, nullptr}) == "SY0106");
    const auto* exclusion = "net.ipv4.conf.*.rp_filter = 1\nvm.swappiness = 1\n-vm.swappiness\n";
    CHECK(check_text(exclusion, {tool::systemd, nullptr}) == "SY0311");
    CHECK(check_text(exclusion, {tool::procps, nullptr}).empty());
}

TEST_CASE("later files may set a key again, but not fight over what one line means") {
    text::workspace files;
    const auto one = files.add({"10-a.conf", "net.ipv4.conf.all.rp_filter = 1\n"});
    const auto two = files.add({"20-b.conf", "net.ipv4.conf.all.rp_filter = 2\nnet.ipv4.conf.eth0.rp_filter = 1\n"});
    const std::vector<text::file_id> both{one, two};
    CHECK(codes_of(check(files, both)) == "SY0304");
    const std::vector<text::file_id> lone{files.add({"c.conf", "-net.ipv4.conf.all.rp_filter\n"})};
    CHECK(codes_of(check(files, lone)) == "SY0312");
}

TEST_CASE("the two programs read what stands behind a dash differently") {
    const auto keys = [](std::string_view text, tool by) {
        std::string all;
        for (const auto& a : bind(parse(text::source{"f", std::string{text}}), by).assignments)
            all += a.key.path() + (a.exclusion ? "-" : a.ignore_failure ? "?" : "") + ';';
        return all;
    };
    CHECK(keys("a.b = 1\n-a.b = 1\n-a.b\n", tool::systemd) == "a/b;a/b?;a/b-;");
    CHECK(keys("- a.b = 1\n", tool::systemd) == "a/b?;");
    CHECK(keys("- a.b = 1\n", tool::procps) == " a/b?;");
    CHECK(keys("--a.b = 1\n", tool::systemd) == "-a/b?;");
    CHECK(keys("--a.b = 1\n", tool::procps) == "a/b?;");
    CHECK(keys("a.b\n= 1\n", tool::procps).empty());
}
