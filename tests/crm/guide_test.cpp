// The examples of docs/crm.md.
#include <hakit/cib/read.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/parse.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

using namespace hakit;

namespace {

/// The next block of that kind at or behind `at`, which moves behind it; empty when there is none.
std::string next_block(const std::string& page, const std::string& kind, std::size_t& at) {
    const auto fence = "```" + kind + "\n";
    const auto begin = page.find(fence, at);
    if (begin == page.npos) return {};
    const auto end = page.find("\n```", begin + fence.size());
    at = end + 4;
    return page.substr(begin + fence.size(), end + 1 - begin - fence.size());
}

}  // namespace

TEST_CASE("the text of each example makes the XML beside it") {
    const auto path = std::filesystem::path{HAKIT_TEST_DATA}.parent_path().parent_path() / "docs" / "crm.md";
    std::ifstream file{path};
    std::stringstream content;
    content << file.rdbuf();
    const auto page = content.str();
    std::size_t at = 0;
    std::size_t examples = 0;
    for (;;) {
        const auto text = next_block(page, "crm", at);
        if (text.empty()) break;
        const auto xml = next_block(page, "xml", at);
        INFO(text);
        text::diagnostic_list ignored;
        const auto got = crm::bind(crm::parse({"crm.md", text}), {}, ignored);
        text::diagnostic_list none;
        const auto want = cib::read("<configuration>" + xml + "</configuration>", {}, none).values;
        CHECK(none.empty());
        const auto* sections = cib::configuration(want);
        REQUIRE(sections != nullptr);
        for (const auto& section : sections->children) {
            const auto* same = cib::find_section(got, section.type.known());
            REQUIRE(same != nullptr);
            INFO(*cib::write(*same));
            CHECK(*same == section);
        }
        ++examples;
    }
    CHECK(examples > 10);
}
