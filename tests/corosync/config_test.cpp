// The typed configuration: text and JSON both ways, layout and differences, on every file of the cases.
#include "bed.hpp"

#include <hakit/corosync/bind.hpp>
#include <hakit/corosync/config_json.hpp>
#include <hakit/corosync/diff_json.hpp>
#include <hakit/corosync/effective.hpp>
#include <hakit/corosync/emit.hpp>
#include <hakit/corosync/format.hpp>
#include <hakit/corosync/parse.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

using namespace hakit;
using namespace hakit::corosync;

namespace {

config read(std::string text) {
    text::diagnostic_list ignored;
    return bind(parse({"corosync.conf", std::move(text)}), {}, ignored);
}

constexpr auto sample = R"(totem {
    version: 2
    cluster_name: web
    token: 5000
    interface {
        linknumber: 1
        mcastport: 5500
    }
}
nodelist {
    node {
        ring0_addr: n1
        nodeid: 1
    }
    node {
        ring0_addr: n2
        nodeid: 2
    }
}
quorum {
    provider: corosync_votequorum
    two_node: 1
}
uidgid {
    uid: root
    uid: daemon
}
strange {
    deep {
        key: value
    }
}
)";

}  // namespace

TEST_CASE("keys become values with their places") {
    const std::string text = sample;
    const auto c = read(text);
    REQUIRE(c.totem);
    CHECK(c.totem->token.value() == 5000);
    CHECK(c.totem->token.where().of(text) == "5000");
    CHECK(c.totem->interface.front().mcastport.value() == 5500);
    REQUIRE(c.nodelist);
    CHECK(c.nodelist->node[1].ring_addr[0].value() == "n2");
    CHECK(c.uidgid.front().uid.size() == 2);
    REQUIRE(c.other.size() == 1);
    CHECK(c.other.front().path == "strange.deep.key");
}

TEST_CASE("a second nodelist overwrites the first from its beginning") {
    const auto c = read(
        "nodelist {\nnode {\nnodeid: 1\nname: a\n}\nnode {\nnodeid: 2\n}\n}\nnodelist {\nnode {\nnodeid: 7\n}\n}\n");
    REQUIRE(c.nodelist->node.size() == 2);
    CHECK(c.nodelist->node[0].nodeid.value() == 7);
    CHECK(c.nodelist->node[0].name.value() == "a");
}

TEST_CASE("every case comes back from text and from JSON as it was") {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{HAKIT_TEST_DATA "/corosync/cases"}) {
        std::ifstream in{entry.path(), std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        CAPTURE(entry.path().string());
        const auto doc = parse({"corosync.conf", text});
        const auto c = read(text);
        const auto json = to_json(c, {.secrets = true});
        const auto back = from_json(json);
        REQUIRE(back.has_value());
        CHECK(*back == c);
        CHECK(to_json(*back, {.secrets = true}) == json);
        const auto laid_out = format(doc);
        CHECK(format(parse({"corosync.conf", laid_out})) == laid_out);
        if (doc.diagnostics().empty()) CHECK(read(laid_out) == c);
        const auto emitted = emit(c);
        if (emitted) CHECK(read(*emitted) == c);
        // A carriage return inside of a value cannot be written.
        CHECK((emitted.has_value() || !doc.diagnostics().empty() || text.find("\r\r") != text.npos));
        CHECK(diff(c, *back).empty());
        ++files;
    }
    CHECK(files >= 300);
}

TEST_CASE("the canonical text") {
    CHECK(*emit(read("quorum{\n  provider:corosync_votequorum\n}\ntotem {\nversion: 02\n}\n")) ==
          "totem {\n    version: 2\n}\n\nquorum {\n    provider: corosync_votequorum\n}\n");
}

TEST_CASE("what no line can hold is refused with its path") {
    config c;
    c.totem.emplace().cluster_name.set("a{b");
    const auto refused = emit(c);
    REQUIRE(refused.has_error());
    CHECK(refused.error().message() == "totem.cluster_name: the value cannot stand in a line");
    c.totem->cluster_name.set(std::string(600, 'x'));
    CHECK(emit(c).error().message().find("510 bytes") != std::string::npos);
}

TEST_CASE("a key with dots is not made a section that means something else") {
    for (const std::string_view text :
         {"nodelist {\n    node {\n        node.d: 1\n        x.y: 2\n    }\n}\n",
          "totem {\n    interface.d: 1\n    a.b: 2\n    a.c: 3\n    .d: 4\n}\n", "totem.x: 1\nstrange.y: 2\n",
          "quorum {\n    device.model: net\n    device.x: 1\n}\n",
          "logging {\n    logger_subsys {\n        subsys: QB\n        a.b: 1\n    }\n}\n"}) {
        CAPTURE(text);
        const auto c = read(std::string{text});
        const auto emitted = emit(c);
        REQUIRE(emitted.has_value());
        CAPTURE(*emitted);
        CHECK(read(*emitted) == c);
    }
}

TEST_CASE("defaults and secrets") {
    const auto c = read("totem {\n    version: 2\n    key: geheim\n}\n");
    CHECK(emit(c, {.redact = true})->find("key: REDACTED") != std::string::npos);
    CHECK(emit(c, {.defaults = v3_1_7})->find("# token: 3000 since 3.1.0") != std::string::npos);
    CHECK(to_json(c)["totem"]["key"].is_null());
    CHECK(to_json(c, {.secrets = true})["totem"]["key"] == "geheim");
    CHECK(from_json(to_json(c)).has_error());
}

TEST_CASE("JSON that does not fit is refused with its path") {
    const auto refused = [](const char* text) {
        return from_json(nlohmann::ordered_json::parse(text)).error().message();
    };
    CHECK(refused(R"({"schema":"hakit-corosync-1","totem":{"tokken":1}})") == "totem.tokken: unknown member");
    CHECK(refused(R"({"schema":"hakit-corosync-1","quorum":{"two_node":256}})") ==
          "quorum.two_node: a number of 0..255 is needed");
    CHECK(refused(R"({"schema":"hakit-corosync-1","nodelist":{"node":{}}})") == "nodelist.node: an array is needed");
    CHECK(refused(R"({"totem":{}})").starts_with("schema:"));
}

TEST_CASE("the JSON Schema names every key") {
    const auto schema = json_schema();
    CHECK(schema["properties"]["totem"]["properties"]["token"]["maximum"] == 4294967295u);
    CHECK(schema["properties"]["nodelist"]["properties"]["node"]["type"] == "array");
}

TEST_CASE("differences are by node id and link, with what a reload does") {
    const auto a = read(sample);
    std::string text = sample;
    text.replace(text.find("5000"), 4, "6000");
    text.replace(text.find("ring0_addr: n2"), 14, "ring0_addr: n9");
    text.replace(text.find("web"), 3, "app");
    text.insert(text.find("    node {\n        ring0_addr: n1"),
                "    node {\n        ring0_addr: n3\n        nodeid: 3\n    }\n");
    CHECK(to_text(diff(a, read(text))) ==
          "~ totem.cluster_name: web -> app (restart)\n"
          "~ totem.token: 5000 -> 6000 (live)\n"
          "~ nodelist.node[3].ring0_addr: n2 -> n9 (live)\n"
          "+ nodelist.node[1] (live)\n");
    CHECK(to_json(diff(a, read(text)))[1]["after"] == "6000");
    CHECK(diff(a, a).empty());
}

TEST_CASE("effective values are those of corosync") {
    auto c = read(sample);
    auto t = timers_of(c, {});
    CHECK(t.token == 5000);
    CHECK(t.token_retransmit == 1190);
    CHECK(t.consensus == 6000);
    c = read("nodelist {\nnode {\nring0_addr: a\n}\nnode {\nring0_addr: b\n}\nnode {\nring0_addr: c\n}\n}\n");
    CHECK(timers_of(c, {}).token == 3650);
    CHECK(timers_of(c, {{3, 0, 4}}).token == 1650);
    text::diagnostic_list ignored;  // releases before 2 take any number: what follows from one cannot be larger
    c = bind(parse({"corosync.conf", "totem {\ntoken: -1\n}\n"}), {{1, 4, 8}}, ignored);
    CHECK(timers_of(c, {{1, 4, 8}}).consensus == std::numeric_limits<std::uint64_t>::max());
    c = read(sample);
    CHECK(votes_of(c).two_node);
    CHECK(votes_of(c).quorum == 1);
    CHECK(votes_of(c).wait_for_all);
    CHECK(transport_of(c, {}) == transport::knet);
    CHECK(transport_of(c, {{1, 4, 8}}) == transport::udp);
    CHECK(encryption_of(read("totem {\nsecauth: on\n}\n"), {}).cipher == "aes256");
}
