// Findings that corosync -t does not have, other releases, and the host.
#include "bed.hpp"

#include <hakit/corosync/facts_json.hpp>
#include <hakit/corosync/secrets.hpp>

#include <doctest/doctest.h>

#include <map>
#include <memory>

using namespace hakit;
using namespace hakit::corosync;

namespace {

std::string file(std::string_view totem, std::string_view node = "        nodeid: 1\n        ring0_addr: 10.0.0.1\n",
                 std::string_view rest = "") {
    return "totem {\n    version: 2\n" + std::string{totem} + "}\nnodelist {\n    node {\n" + std::string{node} +
           "    }\n}\n" + std::string{rest};
}

class memory_files final : public text::loader {
public:
    explicit memory_files(std::map<std::string, std::string> all) : all_{std::move(all)} {}
    result<std::string> read(const std::string& path) override {
        const auto found = all_.find(path);
        if (found == all_.end()) return error{errc::not_found, path};
        return found->second;
    }
    result<std::vector<std::string>> glob(const std::string& pattern) override {
        std::vector<std::string> paths;
        if (pattern.ends_with("/*"))
            for (const auto& [path, text] : all_)
                if (path.starts_with(pattern.substr(0, pattern.size() - 1))) paths.push_back(path);
        return paths;
    }

private:
    std::map<std::string, std::string> all_;
};

}  // namespace

TEST_CASE("a typo is named with what was meant") {
    const auto c = check_text(file("    tokken: 3000\n"));
    CHECK(first(c, "CS0101").message == "'tokken' is unknown in 'totem'; did you mean 'token'?");
    CHECK(first(c, "CS0101").remedy->edits.front().replacement == "token");
    CHECK(first(check_text(file("", "        nodeid: 1\n", "quorrum {\n}\n")), "CS0102").message ==
          "'quorrum' is no section that corosync knows; did you mean 'quorum'?");
    CHECK(first(check_text("transport: knet\n" + file("")), "CS0103").message ==
          "'transport' has no effect here; it belongs in 'totem'");
    CHECK(has(check_text(file("    node {\n    }\n")), "CS0104"));
}

TEST_CASE("what corosync takes silently") {
    CHECK(has(check_text(file("    consensus: 1200\n")), "CS0208"));
    CHECK(has(check_text(file("    max_messages: 200\n")), "CS0209"));
    CHECK(has(check_text(file("")), "CS0210"));
    CHECK(has(check_text(file("    interface {\n        ringnumber: 1\n        mcastport: 5500\n    }\n")), "CS0318"));
    CHECK(has(check_text(file("    token: 3000\n    token: 4000\n")), "CS0112"));
    CHECK(has(check_text(file("    cluster_name: web # prod\n")), "CS0017"));
    CHECK(has(check_text(file("    cluster_name: \"web\"\n")), "CS0018"));
    CHECK(has(check_text(file("    secauth: yes\n")), "CS0106"));
    CHECK(first(check_text(file("    secauth: yes\n")), "CS0106").level == text::severity::warning);
    const auto twice =
        "        nodeid: 1\n        ring0_addr: 10.0.0.1\n    }\n    node {\n        nodeid: 2\n        "
        "ring0_addr: 10.0.0.1\n";
    CHECK(has(check_text(file("", twice)), "CS0307"));
    CHECK(has(check_text(file("", "        nodeid: 1\n",
                              "quorum {\n    provider: corosync_votequorum\n    expected_votes: 5\n}\n")),
              "CS0410"));
    CHECK(has(check_text(file("", "", "logging {\n    to_logfile: yes\n}\n")), "CS0502"));
    CHECK(has(check_text(file("", "", "system {\n    priority: max\n}\n")), "CS0503"));
    CHECK(has(check_text(file("", "", "logging {\n    to_file: yes\n    logfile: /x\n}\n")), "CS0117"));
}

TEST_CASE("more nodes than corosync has room for") {
    std::string nodes;
    for (int i = 1; i <= 385; ++i)
        nodes += "        nodeid: " + std::to_string(i) + "\n        ring0_addr: 10.0." + std::to_string(i / 250) +
                 '.' + std::to_string(i % 250 + 1) + "\n    }\n    node {\n";
    nodes += "        nodeid: 500\n        ring0_addr: 10.1.0.1\n";
    CHECK(first(check_text(file("", nodes)), "CS0312").message == "386 nodes; corosync has room for 384");
}

TEST_CASE("one mistake is one finding") {
    const auto number = check_text(file("    token: 3s\n    secauth: on\n"));
    CHECK(number.diagnostics.count(text::severity::error) == 1);
    CHECK(has(number, "CS0105"));
    const auto c = check_text(file("    secauth: on\n", "        nodeid: one\n        ring0_addr: 10.0.0.1\n"));
    CHECK(has(c, "CS0105"));
    CHECK_FALSE(has(c, "CS0304"));
    // A section without effect is reported, its keys are not.
    const auto old = check_text(
        file("    secauth: on\n", "        nodeid: 1\n        ring0_addr: 10.0.0.1\n", "amf {\n    mode: x\n}\n"));
    CHECK(findings_of(old).find("'mode'") == std::string::npos);
}

TEST_CASE("keys are judged by the release") {
    CHECK(has(check_for({2, 4, 6}, file("    link_mode: passive\n")), "CS0109"));
    CHECK(has(check_for(v3_1_7, file("    vsftype: none\n")), "CS0111"));
    CHECK(has(check_for(v3_1_7, file("    crypto_type: nss\n")), "CS0110"));
    CHECK(has(check_for(v3_1_7, file("    ip_dscp: ef\n")), "CS0109"));
    CHECK_FALSE(has(check_for(v3_1_10, file("    ip_dscp: ef\n")), "CS0109"));
    CHECK(has(check_for(v3_1_7, file("    rrp_problem_count_timeout: abc\n")), "CS0105"));
    CHECK_FALSE(has(check_for(v3_1_10, file("    rrp_problem_count_timeout: abc\n")), "CS0105"));
    CHECK(has(check_for(v3_1_7, file("    transport: iba\n")), "CS0106"));
    CHECK_FALSE(has(check_for({2, 4, 6}, file("    transport: iba\n")), "CS0106"));
    CHECK(first(check_for({1, 4, 8}, file("    token: 3000 # ms\n")), "CS0105").level == text::severity::warning);
}

TEST_CASE("standard builds after 3.1.10 encrypt and have knet alone") {
    CHECK(has(check_for(head, file("    transport: udpu\n")), "CS0211"));
    CHECK_FALSE(has(check_for(head, file("    transport: udpu\n")), "CS0106"));
    CHECK(has(check_for(head, file("    transport: iba\n")), "CS0106"));
    CHECK(has(check_for(head, file("    secauth: off\n")), "CS0216"));
    CHECK_FALSE(has(check_for(head, file("")), "CS0216"));
}

TEST_CASE("facts about the host") {
    const auto facts = facts_from_json(R"({"schema": "hakit-facts-1", "hostname": "n1.example.com",
        "addresses": ["10.0.0.1"], "hosts": {"n1": ["10.0.0.1"], "n2": ["10.0.0.2"]}, "users": ["root"], "groups": [],
        "file_sizes": {"/etc/corosync/authkey": 64}, "interfaces": {}})");
    REQUIRE(facts.has_value());
    const auto with = [&](const std::string& text) { return check_text(text, {.aim = {}, .facts = &*facts}); };
    CHECK_FALSE(has(with(file("", "        nodeid: 1\n        name: n1\n        ring0_addr: 10.9.9.9\n")), "CS0322"));
    CHECK_FALSE(has(with(file("", "        nodeid: 1\n        ring0_addr: 10.0.0.1\n")), "CS0322"));
    CHECK(has(with(file("", "        nodeid: 2\n        ring0_addr: n2\n")), "CS0322"));
    CHECK(has(with(file("", "        nodeid: 3\n        ring0_addr: n3\n")), "CS0323"));
    CHECK_FALSE(has(with(file("", "        nodeid: 3\n        ring0_addr: 10.77.3\n")), "CS0323"));
    CHECK(has(with(file("", "        nodeid: 3\n        ring0_addr: 10.77.0.256\n")), "CS0323"));
    CHECK(has(with(file("    transport: udp\n    interface {\n        mcastaddr: nowhere\n    }\n", "")), "CS0323"));
    CHECK(has(with(file("    secauth: on\n")), "CS0212"));
    CHECK(has(with(file("", "", "uidgid {\n    gid: haclient\n}\n")), "CS0501"));
    CHECK(facts_from_json("{}").has_error());
    CHECK(facts_from_json(R"({"schema": "hakit-facts-1", "addresses": ["x"]})").error().message() ==
          "addresses: an array of IP addresses is needed");
}

TEST_CASE("a file of uidgid.d can be checked alone") {
    const auto codes_of = [](const char* name, const char* text) {
        text::workspace files;
        const auto id = files.add({name, text});
        const auto found = check(files, id).diagnostics;
        std::string codes;
        for (const auto& d : found.items()) codes += std::string{d.code->id} + ' ';
        return codes;
    };
    CHECK(codes_of("/etc/corosync/uidgid.d/ours", "uidgid {\n    uid: root\n}\n").empty());
    CHECK(codes_of("uidgid.d/ours", "uidgid {\n    user: x\n}\ntotem {\n}\n") == "CS0113 CS0504 ");
    CHECK(codes_of("/etc/corosync/uidgid.conf", "uidgid {\n    uid: root\n}\n") == "CS0201 CS0301 ");
}

TEST_CASE("files of uidgid.d hold uidgid alone") {
    text::workspace files{std::make_shared<memory_files>(std::map<std::string, std::string>{
        {"/etc/corosync/uidgid.d/good", "uidgid {\n    uid: root\n}\n"},
        {"/etc/corosync/uidgid.d/bad", "totem {\n    token: 3\n}\nuidgid {\n    user: x\n}\n"},
        {"/etc/corosync/uidgid.d/torn", "uidgid {\n"}})};
    const auto top = files.add({"/etc/corosync/corosync.conf", file("    secauth: on\n")});
    const auto c = check(files, top);
    std::map<std::string, std::string> codes;
    for (const auto& d : c.diagnostics.items())
        if (d.level == text::severity::error) codes[files.file(d.where.file).name()] += std::string{d.code->id} + ' ';
    CHECK(codes.size() == 2);
    CHECK(codes["/etc/corosync/uidgid.d/bad"] == "CS0504 CS0113 ");
    CHECK(codes["/etc/corosync/uidgid.d/torn"] == "CS0008 ");
}

TEST_CASE("keys are secrets wherever they stand") {
    const auto doc = check_text("key: a\ntotem {\n    key: b\n    x {\n        key: c\n    }\n}\n").document;
    CHECK(secrets(doc).size() == 3);
}
