#include <hakit/keepalived/check.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace hakit;
namespace ka = hakit::keepalived;

namespace {

/// The one diagnostic of `text`, as "CODE line of it, line of its first note", and the text with its fix.
struct only_finding {
    std::string what;
    std::string mended;
};

only_finding only_error(const std::string& text) {
    text::workspace files;
    const auto id = files.add({"a.conf", text});
    ka::check_options options;
    options.expansion.config_id = "node1";
    const auto found = ka::check(files, id, options).diagnostics;
    REQUIRE(found.count(text::severity::error) == 1);
    for (const auto& d : found.items()) {
        if (d.level != text::severity::error) continue;
        const auto line = [&](text::location where) {
            return std::to_string(files.lines(0).line_of(where.where.begin));
        };
        only_finding result{std::string{d.code->id} + ' ' + line(d.where), {}};
        if (!d.notes.empty() && d.notes[0].where) result.what += ',' + line(*d.notes[0].where);
        if (d.remedy) result.mended = text::apply_edits(text, d.remedy->edits).value();
        return result;
    }
    return {};
}

constexpr auto head = "vrrp_instance A {\n\tinterface eth0\n\tvirtual_router_id 51\n";

}  // namespace

TEST_CASE("the '}' that is missing is found by the next one, which stands further left") {
    const auto found = only_error(std::string{head} + "\tvirtual_ipaddress {\n\t\t192.0.2.10/24 # last\n}\n");
    CHECK(found.what == "KA0002 4,5");
    CHECK(found.mended == std::string{head} + "\tvirtual_ipaddress {\n\t\t192.0.2.10/24 # last\n\t}\n}\n");
}

TEST_CASE("line endings of the file are kept, and places are found through definitions") {
    const auto found = only_error(
        "$IF=eth0\r\nvrrp_instance A {\r\n  interface $IF\r\n  virtual_router_id 51\r\n  virtual_ipaddress {\r\n"
        "    192.0.2.10/24 # last\r\n}\r\n");
    CHECK(found.what == "KA0002 5,6");
    CHECK(found.mended.find("192.0.2.10/24") < found.mended.find("  }"));
    CHECK(found.mended.find("  }") < found.mended.rfind("\r\n}"));
}

TEST_CASE("a block in a block that does not know it ends that one, without any indentation") {
    const auto found = only_error(
        "virtual_server 192.0.2.80 80 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\nreal_server 198.51.100.1 80 {\n"
        "weight 1\nvirtual_server 192.0.2.81 80 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n"
        "real_server 198.51.100.1 80 {\nweight 1\n}\n}\n");
    CHECK(found.what == "KA0002 5,6");
    CHECK(found.mended.find("weight 1\n}\n}\nvirtual_server 192.0.2.81") != std::string::npos);
}

TEST_CASE("a text that was cut off gets all its '}' at its end, by one fix") {
    const auto found = only_error(std::string{head} + "\tvirtual_ipaddress {\n\t\t192.0.2.10/24\n");
    CHECK(found.what == "KA0002 4,1");
    CHECK(found.mended == std::string{head} + "\tvirtual_ipaddress {\n\t\t192.0.2.10/24\n\t}\n}\n");
}

TEST_CASE("a '}' too early is shown by its indentation, and what it cuts off is not called misplaced") {
    const auto found = only_error(
        std::string{head} + "\tvirtual_ipaddress {\n\t\t192.0.2.10/24\n\t}\n\t}\n\tpriority 100\n\tadvert_int 1\n}\n");
    CHECK(found.what == "KA0003 10,7");
    CHECK(found.mended ==
          std::string{head} + "\tvirtual_ipaddress {\n\t\t192.0.2.10/24\n\t}\n\t\n\tpriority 100\n\tadvert_int 1\n}\n");
}

TEST_CASE("an unknown keyword behind a missing '}' is still reported") {
    text::workspace files;
    const auto id =
        files.add({"a.conf", std::string{head} + "\tvirtual_ipaddress {\n\t\t192.0.2.10/24\n}\nglobal_def {\n}\n"});
    const auto found = ka::check(files, id).diagnostics;
    REQUIRE(found.size() == 2);
    CHECK(found.items()[0].code->id == "KA0002");
    CHECK(found.items()[1].code->id == "KA0103");
}

TEST_CASE("a '{' that is missing is found by what stands in its block, which is read all the same") {
    const auto found = only_error(std::string{head} + "\tvirtual_ipaddress # of eth0\n\t\t192.0.2.10/24\n\t}\n}\n");
    CHECK(found.what == "KA0024 4,7");
    CHECK(found.mended == std::string{head} + "\tvirtual_ipaddress { # of eth0\n\t\t192.0.2.10/24\n\t}\n}\n");

    text::workspace files;
    const auto id =
        files.add({"a.conf", "vrrp_script s\nscript /bin/true\ninterval 2\n}\nglobal_defs {\nrouter_id a\n}\n"});
    const auto checked = ka::check(files, id);
    REQUIRE(checked.diagnostics.count(text::severity::error) == 1);
    CHECK(checked.diagnostics.items()[0].code->id == "KA0024");
    REQUIRE(checked.configuration.vrrp_script.size() == 1);
    CHECK(checked.configuration.vrrp_script[0].interval.has_value());
    REQUIRE(checked.configuration.global_defs);
    CHECK(checked.configuration.global_defs->router_id.value_or("") == "a");
}

TEST_CASE("a '{' that is missing is told apart from a '}' too many") {
    text::workspace files;
    const auto id = files.add({"a.conf", std::string{head} + "\tvirtual_ipaddress\n\t\t192.0.2.10/24\n\t}\n}\n}\n"});
    const auto checked = ka::check(files, id);
    REQUIRE(checked.diagnostics.count(text::severity::error) == 2);
    CHECK(checked.diagnostics.items()[0].code->id == "KA0024");
    CHECK(checked.diagnostics.items()[1].code->id == "KA0003");
    CHECK(files.lines(0).line_of(checked.diagnostics.items()[1].where.where.begin) == 8);
    REQUIRE(checked.configuration.vrrp_instance.size() == 1);
    CHECK(checked.configuration.vrrp_instance[0].virtual_ipaddress.size() == 1);
}
