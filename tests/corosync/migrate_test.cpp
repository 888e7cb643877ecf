#include <hakit/corosync/migrate.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace hakit;
using namespace hakit::corosync;

namespace {

constexpr auto two_rings = R"(totem {
    version: 2
    token: 3000
    # too short
    consensus: 1200
    secauth: off
    threads: 0
    rrp_mode: active
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.0
        mcastport: 5405
        member {
            memberaddr: 10.0.0.1
        }
        member {
            memberaddr: 10.0.0.2
        }
    }
    interface {
        ringnumber: 1
        bindnetaddr: 10.1.0.0
        mcastport: 5555
        member {
            memberaddr: 10.1.0.1
        }
        member {
            memberaddr: 10.1.0.2
        }
    }
    transport: udpu
}

# the old way
service {
    name: pacemaker
    ver: 0
}

logging {
    to_syslog: yes
    logger_subsys {
        subsys: AMF
        tags: enter|leave
    }
}
)";

migration migrated(std::string text, const migrate_options& options = {}) {
    text::workspace files;
    const auto id = files.add({"corosync.conf", std::move(text)});
    auto made = migrate(files, id, options);
    REQUIRE(made.has_value());
    return std::move(*made);
}

bool decides(const migration& m, std::string_view code) {
    for (const auto& d : m.decisions.items())
        if (d.code->id == code) return true;
    return false;
}

std::size_t errors(const std::string& text, release version = v3_1_7) {
    text::workspace files;
    const auto id = files.add({"corosync.conf", text});
    return check(files, id, {.aim = {version}}).diagnostics.count(text::severity::error);
}

}  // namespace

TEST_CASE("rings of members become a nodelist with links") {
    const auto m = migrated(two_rings, {.node_names = {"alpha"}});
    CHECK(m.text == R"(totem {
    version: 2
    token: 3000
    interface {
        linknumber: 1
        mcastport: 5555
    }
    transport: knet
    link_mode: active
    crypto_cipher: aes256
    crypto_hash: sha256
}

nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.1.0.1
        name: alpha
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        ring1_addr: 10.1.0.2
        name: node2
        nodeid: 2
    }
}

logging {
    to_syslog: yes
}

quorum {
    provider: corosync_votequorum
    two_node: 1
}
)");
    CHECK(errors(m.text) == 0);
    CHECK(errors(m.text, head) == 0);
    for (const auto* code : {"CS0601", "CS0602", "CS0603", "CS0604", "CS0606", "CS0607", "CS0608", "CS0609"})
        CHECK_MESSAGE(decides(m, code), code);
}

TEST_CASE("what is migrated already stays as it is") {
    const auto once = migrated(two_rings).text;
    CHECK(migrated(once).text == once);
}

TEST_CASE("a nodelist of corosync 2 keeps its nodes and gets what knet needs") {
    const auto m = migrated(
        "totem {\n    version: 2\n    transport: udpu\n    crypto_cipher: none\n    crypto_hash: none\n}\nnodelist {\n"
        "    node {\n        ring0_addr: a\n    }\n    node {\n        ring0_addr: b\n        nodeid: 1\n    }\n}\n"
        "quorum {\n    provider: corosync_votequorum\n    two_node: 1\n}\n");
    CHECK(m.text.find("transport: knet") != m.text.npos);
    CHECK(m.text.find("ring0_addr: a\n        nodeid: 2") != m.text.npos);
    CHECK(m.text.find("crypto_cipher: aes256") != m.text.npos);
    CHECK(errors(m.text) == 0);
}

TEST_CASE("a multicast file does not say its nodes") {
    const std::string text =
        "totem {\n    version: 2\n    interface {\n        ringnumber: 0\n        bindnetaddr: 10.0.0.0\n"
        "        mcastaddr: 226.94.1.1\n        mcastport: 5405\n    }\n}\n";
    CHECK(decides(migrated(text), "CS0605"));
    migrate_options named;
    named.nodes = {{"n1", 1, {{0, "10.0.0.1"}}, {}}, {"n2", 2, {{0, "10.0.0.2"}}, {}}};
    const auto m = migrated(text, named);
    CHECK_FALSE(decides(m, "CS0605"));
    CHECK(errors(m.text) == 0);
    CHECK(m.text.find("mcastaddr") == m.text.npos);
}

TEST_CASE("encryption can be left off, and config_version is raised") {
    const auto m = migrated(
        "totem {\n    version: 2\n    config_version: 3\n    secauth: off\n    interface {\n        member "
        "{\n            memberaddr: 10.0.0.1\n        }\n    }\n}\n",
        {.encrypt = false});
    CHECK(m.text.find("crypto") == m.text.npos);
    CHECK(m.text.find("config_version: 4") != m.text.npos);
}

TEST_CASE("a damaged file is refused with what is wrong, an old target as an argument") {
    text::workspace files;
    const auto id = files.add({"corosync.conf", "totem {\n"});
    const auto refused = migrate(files, id);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code() == errc::refused);
    CHECK(refused.error().message().find("CS0008") != std::string::npos);
    CHECK(migrate(files, id, {.to = {2, 4, 6}}).error().code() == errc::invalid_argument);
}
