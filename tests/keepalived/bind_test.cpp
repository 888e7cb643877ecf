#include <hakit/keepalived/bind.hpp>

#include <doctest/doctest.h>

namespace ka = hakit::keepalived;
namespace text = hakit::text;

TEST_CASE("a keyword of global_defs reaches its field, with its place") {
    text::workspace files;
    const auto id = files.add({"a.conf", "global_defs {\n    router_id lb1 extra\n}\n"});
    const auto view = ka::expand(files, id);
    text::diagnostic_list out;
    const auto config = ka::bind(view, {}, out);
    REQUIRE(config.global_defs);
    CHECK(*config.global_defs->router_id == "lb1");
    CHECK(config.global_defs->router_id.where() == text::span{18, 37});
    REQUIRE(out.size() == 1);
    CHECK(out.items()[0].code->id == "KA0111");
}

TEST_CASE("an unknown keyword gets one diagnostic with the nearest one") {
    text::workspace files;
    const auto id = files.add({"a.conf", "global_defs {\n    ruoter_id lb1\n}\nglobal_def { router_id x\n}\n"});
    text::diagnostic_list out;
    (void)ka::bind(ka::expand(files, id), {}, out);
    REQUIRE(out.size() == 2);
    CHECK(out.items()[0].code->id == "KA0101");
    CHECK(out.items()[0].message == "unknown keyword 'ruoter_id' in 'global_defs'; did you mean 'router_id'?");
    CHECK(out.items()[1].code->id == "KA0103");
}

TEST_CASE("a quote without its partner is reported where keepalived reads plain words, not in scripts") {
    text::workspace files;
    const auto id = files.add({"a.conf", "global_defs {\n router_id \"a b\n startup_script \"/bin/a 'b\\\" c'\"\n}\n"});
    text::diagnostic_list out;
    (void)ka::bind(ka::expand(files, id), {}, out);
    REQUIRE(out.size() == 1);
    CHECK(out.items()[0].code->id == "KA0001");
    CHECK(out.items()[0].where.where == text::span{25, 26});
}
