#include <hakit/text/path.hpp>

#include <doctest/doctest.h>

#include <support/random_text.hpp>
#include <support/tiny_grammar.hpp>

using namespace hakit::text;
using hakit::test::parse_tiny;

namespace {

std::string problem(std::string_view text) {
    const auto p = path::parse(text);
    return p ? "read as " + p->to_string() : p.error().message();
}

/// The header of what a path names, or the error.
std::string at(const document& doc, std::string_view text) {
    const auto id = find(doc, path::parse(text).value());
    return id ? std::string{doc.header(*id).of(doc.text())} : id.error().message();
}

}  // namespace

TEST_CASE("paths are read and written back") {
    for (const std::string_view text :
         {"", "a", "a.b.c", "vrrp_instance[VI_1].priority", "virtual_server[192.0.2.1:80].real_server[2].weight",
          "[10.0.0.1/24]", "a[]", "a[#2]", "\"x.y\"[1]", "a[\"]\"]", "a[\"\\\"q\\\\\"]", "\"\"", "a[x y]",
          "a.[b].\"[\"", "a[\xc3\xa9]"}) {
        CAPTURE(text);
        const auto p = path::parse(text);
        REQUIRE(p.has_value());
        CHECK(p->to_string() == text);
        CHECK(*path::parse(p->to_string()) == *p);
    }
    CHECK(path::parse("\"a\"[\"b\"]")->to_string() == "a[b]");
    CHECK(path{{{"a.b", "]"}, {"", std::nullopt}}}.to_string() == "\"a.b\"[\"]\"].\"\"");
}

TEST_CASE("what is not a path says where and why") {
    CHECK(problem("a..b") == "path: character 3: expected the name of a statement");
    CHECK(problem(".a") == "path: character 1: expected the name of a statement");
    CHECK(problem("a.") == "path: character 3: expected the name of a statement");
    CHECK(problem("a[b") == "path: character 4: expected ']'");
    CHECK(problem("a[\"b\"x]") == "path: character 6: expected ']'");
    CHECK(problem("\xc3\xa9[b]c") == "path: character 5: expected '.' or the end of the path");
    CHECK(problem("a]") == "path: character 2: expected '.' or the end of the path");
    CHECK(problem("a.\"b") == "path: character 3: this '\"' has no partner");
}

TEST_CASE("property: every path that is made is read back") {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        hakit::test::random_source random{seed};
        static constexpr std::string_view pieces[] = {".", "[", "]", "\"", "\\", "a", " ", "\xff", "#", "1", "\n"};
        std::vector<path_step> steps;
        for (auto n = random.below(4); n-- > 0;) {
            path_step step;
            for (auto k = random.below(4); k-- > 0;) step.name += random.pick(pieces);
            if (random.one_in(2)) {
                step.selector.emplace();
                for (auto k = random.below(4); k-- > 0;) *step.selector += random.pick(pieces);
            }
            steps.push_back(std::move(step));
        }
        const path made{steps};
        const auto back = path::parse(made.to_string());
        CAPTURE(made.to_string());
        REQUIRE(back.has_value());
        REQUIRE(*back == made);
    }
}

TEST_CASE("statements are found by name, words and number") {
    const auto doc = parse_tiny(
        "vrrp_instance VI_1 {\n priority 100\n virtual_ipaddress {\n  10.0.0.1/24 dev eth0\n  10.0.0.2/24\n }\n}\n"
        "vrrp_instance VI_3 {\n priority 50\n}\n"
        "virtual_server 192.0.2.1 80 {\n real_server a {\n weight 1\n }\n real_server b {\n weight 2\n }\n}\n"
        "x 2\nx 1\nx 7\n");
    CHECK(at(doc, "vrrp_instance[VI_1].priority") == "priority 100");
    CHECK(at(doc, "vrrp_instance[2].priority") == "priority 50");
    CHECK(at(doc, "virtual_server[192.0.2.1:80].real_server[2].weight") == "weight 2");
    CHECK(at(doc, "virtual_server[192.0.2.1 80].real_server[a]") == "real_server a");
    CHECK(at(doc, "virtual_server") == "virtual_server 192.0.2.1 80");
    CHECK(at(doc, "vrrp_instance[1].virtual_ipaddress.[10.0.0.1/24]") == "10.0.0.1/24 dev eth0");
    CHECK(at(doc, "vrrp_instance[1].virtual_ipaddress.[2]") == "10.0.0.2/24");
    CHECK(at(doc, "x[1]") == "x 1");  // the words win
    CHECK(at(doc, "x[#1]") == "x 2");
    CHECK(at(doc, "x[3]") == "x 7");
    CHECK(at(doc, "[#3]") == "virtual_server 192.0.2.1 80");
    CHECK(*find(doc, path{}) == doc.root());
    CHECK(find_all(doc, *path::parse("vrrp_instance.priority")).size() == 2);
    CHECK(find_all(doc, *path::parse("\"\"")).size() == 6);
    CHECK(find_all(doc, *path::parse("vrrp_instance.nothing")).empty());
}

TEST_CASE("includes and definitions go by their directive") {
    const auto doc = parse_tiny("include a.conf\ninclude b.conf # c\n$X=1\n@h v 1\n");
    CHECK(doc.at(1).kind() == node_kind::include);
    CHECK(*find(doc, *path::parse("include[b.conf]")) == 2);
    CHECK(*find(doc, *path::parse("[$X=]")) == 3);
    CHECK(at(doc, "v[1]") == "v 1");
}

TEST_CASE("a path that matches nothing says what stands there instead") {
    const auto doc = parse_tiny(
        "vrrp_instance VI_1 {\n priority 100\n auth_pass hunter2\n empty {\n }\n}\nvrrp_instance VI_3 "
        "{\n}\nglobal_defs {\n}\n");
    CHECK(at(doc, "vrrp_instance[VI_2]") == "vrrp_instance[VI_2]: no such statement; there are VI_1, VI_3");
    CHECK(at(doc, "vrrp_instance[3]") == "vrrp_instance[3]: no such statement; there are VI_1, VI_3");
    CHECK(at(doc, "vrrp_instance[VI_1].priorty") ==
          "vrrp_instance[VI_1].priorty: no such statement; did you mean priority?");
    CHECK(at(doc, "vrrp_instance[VI_1].x.y") ==
          "vrrp_instance[VI_1].x: no such statement; there are priority, auth_pass, empty");
    CHECK(at(doc, "vrrp_instance[VI_1].auth_pass[guess]") ==
          "vrrp_instance[VI_1].auth_pass[guess]: no such statement; there is 1 of that name");
    CHECK(at(doc, "global_defs[x]") == "global_defs[x]: no such statement; there is 1 of that name");
    CHECK(at(doc, "global_defs.x") == "global_defs.x: no such statement; global_defs holds no statements");
    CHECK(at(document{}, "a") == "a: no such statement; the text has no statements");
    CHECK(find(doc, *path::parse("a")).error().code() == hakit::errc::not_found);
}

TEST_CASE("a path that matches more than one statement is refused with a better one") {
    const auto doc = parse_tiny("vrrp_instance VI_1 {\n}\nvrrp_instance VI_3 {\n}\n");
    const auto found = find(doc, *path::parse("vrrp_instance"));
    CHECK(found.error().code() == hakit::errc::invalid_argument);
    CHECK(found.error().message() == "vrrp_instance: 2 statements match; say which one, such as vrrp_instance[VI_1]");
}

TEST_CASE("errors show no control characters of the file") {
    const auto doc = parse_tiny("\x1b[2J {\n}\n");
    CHECK(at(doc, "a") == "a: no such statement; there is \\x1b[2J");
}

TEST_CASE("paths name statements as a person would") {
    const auto doc = parse_tiny(
        "a {\n weight 1\n weight 2\n cost 2\n cost 1\n}\nb 1 2 {\n}\nb 1 3 {\n}\nb 1 3 {\n}\n10.0.0.1 "
        "x\n\"\"\nauth_pass s\nauth_pass "
        "t\n");
    std::vector<std::string> paths;
    for (node_id id = 0; id < doc.nodes().size(); ++id) paths.push_back(path_of(doc, id).to_string());
    CHECK(paths == std::vector<std::string>{"", "a", "a.weight[1]", "a.weight[2]", "a.cost[#1]", "a.cost[#2]", "b[1:2]",
                                            "b[2]", "b[3]", "[10.0.0.1]", "[6]", "auth_pass[1]", "auth_pass[2]"});
    CHECK(path_of(doc, 12345) == path{});
}

TEST_CASE("property: the path of a statement finds it again") {
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        hakit::test::random_source random{seed};
        auto text = hakit::test::config_generator{seed}.make();
        if (seed % 2 == 0) text = hakit::test::mutate(std::move(text), random);
        const auto doc = parse_tiny(text);
        for (node_id id = 0; id < doc.nodes().size(); ++id) {
            const auto p = path_of(doc, id);
            CAPTURE(text);
            CAPTURE(p.to_string());
            const auto found = find(doc, *path::parse(p.to_string()));
            REQUIRE(found.has_value());
            REQUIRE(*found == id);
        }
    }
}
