#include "check_rows.hpp"

#include <hakit/keepalived/codes.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>

using namespace hakit;
namespace ka = hakit::keepalived;

TEST_CASE("each rule of tests/data/keepalived/checks gives its diagnostics and no others") {
    const auto rows = ka::test::check_rows();
    REQUIRE(rows.size() > 150);
    for (const auto& row : rows) {
        INFO(row.file, ": ", row.title, "\n", row.text);
        CHECK(ka::test::verdict(row) == row.expected);
    }
}

TEST_CASE("the table of codes is sorted, unique and complete") {
    const auto codes = ka::codes();
    REQUIRE(codes.size() > 150);
    std::string_view last;
    for (const auto& code : codes) {
        INFO(code.id);
        CHECK(code.id > last);
        last = code.id;
        REQUIRE(code.id.size() == 6);
        CHECK(code.id.starts_with("KA0"));
        CHECK(std::all_of(code.id.begin() + 2, code.id.end(), [](char c) { return c >= '0' && c <= '9'; }));
        CHECK_FALSE(code.title.empty());
        CHECK_FALSE(code.title.ends_with('.'));
        CHECK(code.help.ends_with('.'));
    }
}

TEST_CASE("no code is dead: a rule of tests/data/keepalived/checks gives each of them") {
    std::set<std::string> given;
    for (const auto& row : ka::test::check_rows()) {
        std::istringstream words{row.expected};
        for (std::string word; words >> word;) given.insert(word.substr(0, word.find(':')));
    }
    for (const auto& code : ka::codes()) {
        INFO(code.id, " ", code.title);
        CHECK(given.contains(std::string{code.id}));
        given.erase(std::string{code.id});
    }
    CHECK(given.empty());  // no row expects a code that does not exist
}
