#include "check_rows.hpp"

#include <hakit/keepalived/codes.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
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

namespace {

std::string codes_page() {
    std::string page =
        "# Diagnostics of keepalived.conf\n\n"
        "`hakit check` reports these. An *error* is what keepalived refuses or drops, a *warning* what it changes,\n"
        "a *hint* what it takes silently although it looks wrong. A single finding may be milder or worse than its "
        "code.\n"
        "Codes are stable: never renumbered, never reused.\n\n"
        "This page is made of the table in the library: `HAKIT_UPDATE_DOCS=1 keepalived_test -tc='docs/codes.md*'`\n"
        "in the build directory writes it anew.\n";
    const std::pair<std::string_view, std::string_view> sections[] = {
        {"KA00", "The text: quotes, braces, includes, definitions"},
        {"KA01", "Keywords and their values"},
        {"KA02", "Virtual routers, sync groups, tracking"},
        {"KA03", "Virtual servers, real servers, checkers"},
        {"KA04", "Global settings, BFD, static configuration, scripts, the host"},
    };
    for (const auto& [prefix, title] : sections) {
        page += "\n## " + std::string{title} + "\n\n| code | severity | what | what to know |\n|---|---|---|---|\n";
        for (const auto& code : ka::codes()) {
            if (!code.id.starts_with(prefix)) continue;
            std::string row = "| " + std::string{code.id} + " | " +
                              std::string{text::to_string(code.default_severity)} + " | " + std::string{code.title} +
                              " | " + std::string{code.help};
            page += row + " |\n";
        }
    }
    return page;
}

}  // namespace

TEST_CASE("docs/codes.md is up to date") {
    const auto path = std::filesystem::path{HAKIT_TEST_DATA}.parent_path().parent_path() / "docs" / "codes.md";
    const auto page = codes_page();
    if (std::getenv("HAKIT_UPDATE_DOCS") != nullptr) std::ofstream{path, std::ios::binary} << page;
    std::ifstream in{path, std::ios::binary};
    const std::string now{std::istreambuf_iterator<char>{in}, {}};
    CHECK(now == page);
}
