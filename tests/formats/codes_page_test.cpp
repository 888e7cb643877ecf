// docs/codes.md is made of the tables in the library.
#include <hakit/director/run_check.hpp>
#include <hakit/formats/registry.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace hakit;

namespace {

std::string codes_page() {
    std::string page =
        "# Diagnostics\n\n"
        "`hakit check` reports these. An *error* is what the program that reads the file refuses or drops, a *warning* "
        "what it\n"
        "silently takes otherwise than it is written, a *hint* what it takes although it looks wrong. A single finding "
        "may be\n"
        "milder or worse than its code. Codes are stable: never renumbered, never reused.\n\n"
        "This page is made of the tables in the library: `HAKIT_UPDATE_DOCS=1 formats_test -tc='docs/codes.md*'` in "
        "the build\n"
        "directory writes it anew.\n";
    const auto add = [&](std::string_view title, const auto& codes) {
        page.append("\n## ").append(title);
        page += "\n\n| code | severity | what | what to know |\n|---|---|---|---|\n";
        for (const auto& code : codes) {
            page.append("| ").append(code.id).append(" | ").append(text::to_string(code.default_severity));
            page.append(" | ").append(code.title).append(" | ").append(code.help).append(" |\n");
        }
    };
    for (const auto* one : formats::all()) add(one->name(), one->codes());
    add("keepalived, with --for-run", director::run_codes());
    return page;
}

}  // namespace

TEST_CASE("a code belongs to one format, and says what to know") {
    std::set<std::string_view> ids;
    for (const auto* one : formats::all()) {
        CHECK_FALSE(one->codes().empty());
        for (const auto& code : one->codes()) {
            CAPTURE(std::string{code.id});
            CHECK(ids.insert(code.id).second);
            CHECK_FALSE(code.title.empty());
            CHECK_FALSE(code.help.empty());
        }
    }
    for (const auto& code : director::run_codes()) {
        CAPTURE(std::string{code.id});
        CHECK(ids.insert(code.id).second);
        CHECK_FALSE(code.help.empty());
    }
}

TEST_CASE("docs/codes.md is up to date") {
    const auto path = std::filesystem::path{HAKIT_TEST_DATA}.parent_path().parent_path() / "docs" / "codes.md";
    const auto page = codes_page();
    if (std::getenv("HAKIT_UPDATE_DOCS") != nullptr) std::ofstream{path, std::ios::binary} << page;
    std::ifstream in{path, std::ios::binary};
    const std::string now{std::istreambuf_iterator<char>{in}, {}};
    CHECK(now == page);
}
