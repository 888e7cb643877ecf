#include <hakit/text/diagnostic.hpp>

#include <doctest/doctest.h>

using namespace hakit::text;

namespace {
constexpr code_info first{"TT0001", severity::error, "first", ""};
constexpr code_info second{"TT0002", severity::warning, "second", ""};
}  // namespace

TEST_CASE("a diagnostic takes the severity of its code until told otherwise") {
    diagnostic_list list;
    CHECK(list.add(second, {0, {1, 2}}, "m").level == severity::warning);
    list.add(second, {0, {1, 2}}, "m", severity::hint);
    CHECK(list.count(severity::warning) == 1);
    CHECK(list.count(severity::hint) == 1);
    CHECK(list.count(severity::error) == 0);
    CHECK(to_string(severity::hint) == "hint");
    CHECK(to_string(applicability::certain) == "certain");
}

TEST_CASE("each file has its own limit, and what exceeds it is counted") {
    diagnostic_list list{2};
    for (int i = 0; i < 5; ++i) list.add(first, {0, {}}, "a").message += "!";
    list.add(first, {3, {}}, "b");
    CHECK(list.size() == 3);
    CHECK(list.left_out() == 3);
    CHECK(list.items()[1].message == "a!");
    CHECK(list.items()[2].where.file == 3);
}

TEST_CASE("a full file keeps the worst diagnostics, and of those the ones that stand first") {
    constexpr code_info third{"TT0003", severity::hint, "third", ""};
    diagnostic_list list{3};
    const auto at = [](std::uint32_t begin) { return location{0, {begin, begin + 1}}; };
    for (std::uint32_t i = 0; i < 5; ++i) list.add(third, at(i), "hint");
    CHECK(list.count(severity::hint) == 3);
    list.add(first, at(90), "late error").notes.push_back({"kept", std::nullopt});
    list.add(second, at(80), "warning");
    list.add(third, at(0), "another hint");  // gives way although it stands first
    list.add(first, at(70), "error");
    list.add(second, at(60), "earlier warning");
    list.sort();
    list.add(first, at(50), "first error");
    list.add(first, at(95), "too late");
    list.add(second, at(1), "mild").notes.push_back({"thrown away", std::nullopt});
    list.sort();
    std::string kept;
    for (const auto& d : list.items()) kept += d.message + ' ' + std::to_string(d.notes.size()) + ';';
    CHECK(kept == "first error 0;error 0;late error 1;");
    CHECK(list.left_out() == 10);
    CHECK(list.left_out(severity::error) == 1);
    CHECK(list.left_out(severity::warning) == 3);
    CHECK(list.left_out(severity::hint) == 6);
    diagnostic_list none{0};
    none.add(first, {}, "nothing is kept");
    CHECK(none.empty());
    CHECK(none.left_out() == 1);
}

TEST_CASE("a file number far off costs no memory and still has a limit") {
    diagnostic_list list{1};
    list.add(first, {0xffff'ffff, {}}, "a");
    list.add(first, {0xffff'fffe, {}}, "a");
    CHECK(list.size() == 1);
    CHECK(list.left_out() == 1);
}

TEST_CASE("a diagnostic without a code gets one") {
    diagnostic_list list;
    list.add(diagnostic{});
    CHECK(list.items().front().code->id == "HK0000");
}

TEST_CASE("appending adds up what was left out and moves a lone document's places to its file") {
    diagnostic_list one{1};
    one.add(first, {0, {4, 5}}, "a").notes.push_back({"n", location{0, {1, 2}}});
    one.add(first, {0, {9, 9}}, "b");
    diagnostic_list all;
    all.append(one);
    all.append(one, 7);
    REQUIRE(all.size() == 2);
    CHECK(all.left_out() == 2);
    CHECK(all.items()[0].where.file == 0);
    CHECK(all.items()[1].where == location{7, {4, 5}});
    CHECK(all.items()[1].notes[0].where->file == 7);
    all.append(all);
    CHECK(all.size() == 4);
    CHECK(all.left_out() == 4);
}

TEST_CASE("sorting does not depend on the order of adding") {
    diagnostic_list a;
    diagnostic_list b;
    const auto fill = [](diagnostic_list& list, const std::vector<int>& order) {
        for (const int i : order) {
            if (i == 0) list.add(first, {1, {0, 1}}, "z");
            if (i == 1) list.add(second, {0, {5, 9}}, "a");
            if (i == 2) list.add(first, {0, {5, 9}}, "b");
            if (i == 3) list.add(first, {0, {5, 9}}, "a");
            if (i == 4) list.add(first, {0, {5, 7}}, "x");
        }
        list.sort();
    };
    fill(a, {0, 1, 2, 3, 4});
    fill(b, {3, 4, 1, 0, 2});
    std::string order;
    for (std::size_t i = 0; i < a.size(); ++i) {
        order += std::string{a.items()[i].code->id.back()} + a.items()[i].message + ' ';
        CHECK(a.items()[i].message == b.items()[i].message);
        CHECK(a.items()[i].code == b.items()[i].code);
    }
    CHECK(order == "1x 1a 1b 2a 1z ");
}

TEST_CASE("what is said twice of one place stays once, as bad as the worse of the two") {
    diagnostic_list list;
    list.add(second, {0, {5, 9}}, "a", severity::hint);
    list.add(second, {0, {5, 9}}, "a");
    list.add(second, {0, {5, 9}}, "b");
    list.add(second, {0, {5, 8}}, "a");
    list.sort();
    REQUIRE(list.size() == 3);
    CHECK(list.items()[1].level == severity::warning);
    CHECK(list.items()[2].message == "b");
    CHECK(list.left_out() == 0);
}

TEST_CASE("nearest finds the keyword that was meant") {
    const std::vector<std::string_view> known{"virtual_router_id", "priority", "interface", "retry", "lvs",
                                              "auth_pass",         "Auth_Type"};
    struct {
        std::string_view word, meant;
    } const cases[] = {
        {"virtual_router_id", "virtual_router_id"},
        {"VIRTUAL_ROUTER_ID", "virtual_router_id"},
        {"virtual_ruoter_id", "virtual_router_id"},  // a swap is one edit
        {"virtual_routerid", "virtual_router_id"},
        {"prioritiy", "priority"},
        {"priorty", "priority"},
        {"Pirorty", "priority"},
        {"prty", ""},
        {"lv", "lvs"},
        {"l", ""},
        {"retyr", "retry"},
        {"auth_type", "Auth_Type"},
        {"auth_typ", "Auth_Type"},
        {"interfaces_", "interface"},
        {"interfaces__", ""},
        {"", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(c.word);
        CHECK(nearest(c.word, known) == c.meant);
    }
    CHECK(nearest("anything", {}).empty());
    CHECK(nearest(std::string(1'000'000, 'x'), known).empty());
}
