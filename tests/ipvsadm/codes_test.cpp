#include <hakit/ipvsadm/codes.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace hakit;

namespace {

constexpr std::string_view begins = "ipvsadm_test -tc='docs/ipvsadm.md*' -->\n";
constexpr std::string_view ends = "<!-- end of the table -->";

std::string table() {
    std::string out = "\n| code | severity | what | what to know |\n|---|---|---|---|\n";
    for (const auto& code : ipvsadm::codes())
        out += "| " + std::string{code.id} + " | " + std::string{text::to_string(code.default_severity)} + " | " +
               std::string{code.title} + " | " + std::string{code.help} + " |\n";
    return out + '\n';
}

}  // namespace

TEST_CASE("docs/ipvsadm.md lists the codes") {
    const auto path = std::filesystem::path{HAKIT_TEST_DATA}.parent_path().parent_path() / "docs" / "ipvsadm.md";
    std::string page;
    {
        std::ifstream in{path, std::ios::binary};
        page.assign(std::istreambuf_iterator<char>{in}, {});
    }
    const auto begin = page.find(begins) + begins.size();
    const auto end = page.find(ends);
    REQUIRE(begin <= end);
    auto now = page;
    now.replace(begin, end - begin, table());
    if (std::getenv("HAKIT_UPDATE_DOCS") != nullptr) {
        std::ofstream{path, std::ios::binary} << now;
        return;
    }
    CHECK(page == now);
}

TEST_CASE("codes are sorted, and explain themselves") {
    std::string_view last;
    for (const auto& code : ipvsadm::codes()) {
        CHECK(code.id > last);
        CHECK_FALSE(code.title.empty());
        CHECK_FALSE(code.help.empty());
        last = code.id;
    }
}
