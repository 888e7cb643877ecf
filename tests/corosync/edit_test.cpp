#include <hakit/corosync/edit.hpp>
#include <hakit/corosync/nodes_json.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace hakit;
using namespace hakit::corosync;

namespace {

constexpr auto cluster = R"(# our cluster
totem {
    version: 2
    config_version: 7
    crypto_cipher: aes256
    crypto_hash: sha256
}

nodelist {
    # the first
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }

    # the second
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}

quorum {
    provider: corosync_votequorum
    two_node: 1
}
)";

/// Applies `change` to a text; the new text, or the failure's message.
template <class Change>
std::string after(std::string text, Change change) {
    text::workspace files;
    const auto id = files.add({"corosync.conf", std::move(text)});
    const result<std::string> made = change(files, id);
    return made ? *made : "failed: " + std::string{to_string(made.error().code())} + ": " + made.error().message();
}

std::string replaced(std::string text, std::initializer_list<std::pair<const char*, const char*>> changes) {
    for (const auto& [from, to] : changes) text.replace(text.find(from), std::string_view{from}.size(), to);
    return text;
}

text::path at(const char* path) { return *text::path::parse(path); }

std::string set_to(std::string text, const char* path, const char* value, const edit_options& options = {}) {
    return after(std::move(text), [&](auto& files, auto id) { return set(files, id, at(path), value, options); });
}

}  // namespace

TEST_CASE("set changes the value alone, and raises config_version") {
    CHECK(set_to(cluster, "nodelist.node[2].ring0_addr", "10.0.0.9") ==
          replaced(cluster, {{"10.0.0.2", "10.0.0.9"}, {"version: 7", "version: 8"}}));
    CHECK(set_to(cluster, "totem.config_version", "42") == replaced(cluster, {{"version: 7", "version: 42"}}));
    CHECK(set_to(cluster, "quorum.two_node", "1") == cluster);
    CHECK(set_to(cluster, "quorum.two_node", "0", {.raise_config_version = false}) ==
          replaced(cluster, {{"two_node: 1", "two_node: 0"}}));
}

TEST_CASE("set adds keys and sections that are not there") {
    CHECK(set_to(cluster, "quorum.wait_for_all", "0") ==
          replaced(cluster, {{"two_node: 1\n", "two_node: 1\n    wait_for_all: 0\n"}, {"version: 7", "version: 8"}}));
    const auto added = set_to(cluster, "system.sched_rr", "no");
    CHECK(added.ends_with("system {\n    sched_rr: no\n}\n"));
    CHECK(set_to(cluster, "nodelist.node[3].name", "n3").starts_with("failed: not_found"));
    CHECK(set_to("totem {\n    version: 2\n    token:\n}\n", "totem.token", "3000", {.force = true}) ==
          "totem {\n    version: 2\n    token: 3000\n}\n");
}

TEST_CASE("a change for the worse is refused") {
    const auto refused = set_to(cluster, "nodelist.node[2].nodeid", "1");
    CHECK(refused.starts_with("failed: refused"));
    CHECK(refused.find("CS0306") != refused.npos);
    CHECK(set_to(cluster, "nodelist.node[2].nodeid", "1", {.force = true}).find("nodeid: 1") != refused.npos);
    CHECK(set_to(cluster, "totem.cluster_name", "a{b").starts_with("failed: invalid_argument"));
    CHECK(set_to(cluster, "totem.cluster_name", "a\nb").starts_with("failed: invalid_argument"));
    CHECK(set_to(cluster, "totem", "x").starts_with("failed: invalid_argument"));
}

TEST_CASE("get, insert, remove and comment out") {
    const text::source source{"corosync.conf", cluster};
    CHECK(*get(source, at("nodelist.node[1].name")) == "n1");
    CHECK(get(source, at("quorum"))->starts_with("quorum {"));
    CHECK(*get({"x", "totem {\nkey: geheim\n}\n"}, at("totem.key")) == "********");
    CHECK(*get({"x", "totem {\nkey: geheim\n}\n"}, at("totem.key"), {.secrets = true}) == "geheim");
    CHECK(*get({"x", "totem {\nkey: geheim\n}\n"}, at("")) == "totem {\nkey: ********\n}\n");
    CHECK(after(cluster, [](auto& f, auto id) { return insert(f, id, at("totem"), "token: 4000"); }) ==
          replaced(cluster, {{"sha256\n", "sha256\n    token: 4000\n"}, {"version: 7", "version: 8"}}));
    CHECK(after(cluster, [](auto& f, auto id) { return remove(f, id, at("quorum.two_node")); }) ==
          replaced(cluster, {{"    two_node: 1\n", ""}, {"version: 7", "version: 8"}}));
    CHECK(after(cluster, [](auto& f, auto id) { return comment_out(f, id, at("quorum.two_node")); }) ==
          replaced(cluster, {{"    two_node", "    # two_node"}, {"version: 7", "version: 8"}}));
}

TEST_CASE("a node is added in the way of the others, and quorum follows") {
    const new_node third{"n3", {}, {{0, "10.0.0.3"}}, {}};
    CHECK(after(cluster, [&](auto& f, auto id) { return add_node(f, id, third); }) ==
          replaced(cluster, {{"nodeid: 2\n    }\n",
                              "nodeid: 2\n    }\n    node {\n        ring0_addr: 10.0.0.3\n        name: n3\n        "
                              "nodeid: 3\n    }\n"},
                             {"    two_node: 1\n", ""},
                             {"version: 7", "version: 8"}}));
    const auto failed = [&](const new_node& n) {
        return after(cluster, [&](auto& f, auto id) { return add_node(f, id, n); });
    };
    CHECK(failed({"n1", {}, {{0, "10.0.0.3"}}, {}}).starts_with("failed: already_exists"));
    CHECK(failed({"n3", 2, {{0, "10.0.0.3"}}, {}}).starts_with("failed: already_exists"));
    CHECK(failed({"n3", {}, {{0, "10.0.0.2"}}, {}}).starts_with("failed: already_exists"));
    CHECK(failed({"n3", {}, {{1, "10.0.0.3"}}, {}}).starts_with("failed: invalid_argument"));
    CHECK(failed({"n3", {}, {}, {}}).starts_with("failed: invalid_argument"));
}

TEST_CASE("a node is removed with its comment; two that are left are two_node") {
    const auto three = after(cluster, [](auto& f, auto id) {
        return add_node(f, id, {"n3", {}, {{0, "10.0.0.3"}}, {}});
    });
    const auto two = after(three, [](auto& f, auto id) { return remove_node(f, id, "n2"); });
    CHECK(two.find("10.0.0.2") == two.npos);
    CHECK(two.find("the second") == two.npos);
    CHECK(two.find("two_node: 1") != two.npos);
    CHECK(two.find("config_version: 9") != two.npos);
    CHECK(after(cluster, [](auto& f, auto id) { return remove_node(f, id, "n9"); }).starts_with("failed: not_found"));
}

TEST_CASE("nodes get other numbers") {
    CHECK(after(cluster, [](auto& f, auto id) { return renumber_node(f, id, "10.0.0.2", 12); }) ==
          replaced(cluster, {{"nodeid: 2", "nodeid: 12"}, {"version: 7", "version: 8"}}));
    CHECK(
        after(cluster, [](auto& f, auto id) { return renumber_node(f, id, "n2", 1); }).starts_with("failed: already"));
}

TEST_CASE("links are added, numbered anew and removed") {
    const auto linked = after(cluster, [](auto& f, auto id) {
        return add_link(f, id, {{"n1", "10.1.0.1"}, {"2", "10.1.0.2"}});
    });
    CHECK(linked == replaced(cluster, {{"10.0.0.1\n", "10.0.0.1\n        ring1_addr: 10.1.0.1\n"},
                                       {"10.0.0.2\n", "10.0.0.2\n        ring1_addr: 10.1.0.2\n"},
                                       {"version: 7", "version: 8"}}));
    const auto third = after(linked, [](auto& f, auto id) { return renumber_link(f, id, 1, 3); });
    CHECK(third.find("ring3_addr: 10.1.0.2") != third.npos);
    CHECK(third.find("ring1_addr") == third.npos);
    CHECK(after(third, [](auto& f, auto id) { return remove_link(f, id, 3); }) ==
          replaced(cluster, {{"version: 7", "version: 10"}}));
    CHECK(after(cluster, [](auto& f, auto id) { return remove_link(f, id, 0); }).starts_with("failed: refused"));
    CHECK(after(cluster, [](auto& f, auto id) {
              return add_link(f, id, {{"n1", "10.1.0.1"}});
          }).starts_with("failed: invalid_argument"));
}

TEST_CASE("changes of nodes and links as JSON") {
    const auto json = [](std::string text, const char* change) {
        return after(std::move(text),
                     [&](auto& f, auto id) { return change_cluster(f, id, nlohmann::ordered_json::parse(change)); });
    };
    const auto three = json(cluster, R"({"change": "add_node", "addresses": ["10.0.0.3"], "name": "n3"})");
    CHECK(three == after(cluster, [](auto& f, auto id) { return add_node(f, id, {"n3", {}, {{0, "10.0.0.3"}}, {}}); }));
    CHECK(json(three, R"({"change": "remove_node", "node": "n3"})").find("10.0.0.3") == three.npos);
    CHECK(json(cluster, R"({"change": "renumber_node", "node": 2, "nodeid": 9})").find("nodeid: 9") != three.npos);
    const auto linked =
        json(cluster, R"({"change": "add_link", "addresses": {"n1": "10.1.0.1", "n2": "10.1.0.2"}, "link": 2})");
    CHECK(linked.find("ring2_addr: 10.1.0.2") != linked.npos);
    CHECK(json(linked, R"({"change": "renumber_link", "link": 2, "to": 1})").find("ring1_addr") != linked.npos);
    CHECK(json(linked, R"({"change": "remove_link", "link": 2})").find("ring2_addr") == linked.npos);
    CHECK(json(cluster, R"({"change": "remove_link"})") == "failed: invalid_argument: link: is missing");
    CHECK(json(cluster, R"({"change": "remove_link", "link": 1, "x": 1})") ==
          "failed: invalid_argument: x: unknown member");
    CHECK(json(cluster, R"({"change": "none"})").starts_with("failed: invalid_argument"));
    CHECK(json(cluster, "[]").starts_with("failed: invalid_argument"));
}
