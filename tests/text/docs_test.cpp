// The examples of docs/diagnostics.md are what the renderers write.
#include <hakit/text/render.hpp>

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace hakit::text;

namespace {

/// The first fenced block that starts with `fence` in the page.
std::string example(const std::string& page, const std::string& fence) {
    const auto begin = page.find("\n```" + fence + "\n");
    REQUIRE(begin != page.npos);
    const auto first = page.find('\n', begin + 1) + 1;
    return page.substr(first, page.find("```", first) - first);
}

}  // namespace

TEST_CASE("the examples of the documentation are true") {
    std::ifstream in{HAKIT_DOCS "/diagnostics.md", std::ios::binary};
    REQUIRE(in.good());
    std::stringstream page;
    page << in.rdbuf();

    static constexpr code_info range{"KA0107", severity::error, "a number is out of range", ""};
    workspace files;
    files.add({"keepalived.conf", "vrrp_instance VI_1 {\n    version 3\n    advert_int 60\n}\n"});
    diagnostic_list list;
    auto& d = list.add(range, {0, {50, 52}}, "advert_int must be 0.01 to 40.95 seconds for version 3");
    d.notes.push_back({"because VRRP version 3 is chosen here", location{0, {25, 34}}});
    d.remedy = fix{"use 40.95", applicability::certain, {{{50, 52}, "40.95"}}};

    CHECK(render_text(files, list) == example(page.str(), ""));
    CHECK(nlohmann::json::parse(render_json(files, list)) == nlohmann::json::parse(example(page.str(), "json")));
}
