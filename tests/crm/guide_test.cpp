// The examples of docs/crm.md.
#include <hakit/cib/read.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/parse.hpp>
#include <hakit/crm/schema.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace hakit;

namespace {

struct block {
    std::string attribute;  ///< the word behind the kind: the schema of the text
    std::string text;
};

/// The next block of that kind at or behind `at`, which moves behind it; empty when there is none.
block next_block(const std::string& page, const std::string& kind, std::size_t& at) {
    const auto fence = "```" + kind;
    auto begin = page.find(fence, at);
    while (begin != page.npos && page[begin + fence.size()] != '\n' && page[begin + fence.size()] != ' ')
        begin = page.find(fence, begin + 1);
    if (begin == page.npos) return {};
    const auto line_end = page.find('\n', begin);
    const auto end = page.find("\n```", line_end);
    at = end + 4;
    begin += fence.size();
    return {begin == line_end ? "" : page.substr(begin + 1, line_end - begin - 1),
            page.substr(line_end + 1, end - line_end)};
}

std::string guide() {
    const auto path = std::filesystem::path{HAKIT_TEST_DATA}.parent_path().parent_path() / "docs" / "crm.md";
    std::ifstream file{path};
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

struct example {
    std::string text;
    cib::schema_version schema;
    cib::config wanted;
};

std::vector<example> examples() {
    const auto page = guide();
    std::vector<example> all;
    for (std::size_t at = 0;;) {
        const auto crm = next_block(page, "crm", at);
        if (crm.text.empty()) return all;
        const auto xml = next_block(page, "xml", at);
        text::diagnostic_list none;
        auto wanted = cib::read("<configuration>" + xml.text + "</configuration>", {}, none);
        CHECK(none.empty());
        all.push_back({crm.text, cib::schema_version::parse(crm.attribute).value_or(cib::default_schema),
                       std::move(wanted.values)});
    }
}

cib::config bound(const std::string& words, cib::schema_version schema) {
    text::diagnostic_list ignored;
    return crm::bind(crm::parse({"crm.md", words}), {.schema = schema}, ignored);
}

/// That `got` has the sections of `wanted`.
void check_sections(const cib::config& got, const cib::config& wanted) {
    const auto* sections = cib::configuration(wanted);
    REQUIRE(sections != nullptr);
    for (const auto& section : sections->children) {
        const auto* same = cib::find_section(got, section.type.known());
        REQUIRE(same != nullptr);
        INFO(*cib::write(*same));
        CHECK(*same == section);
    }
}

}  // namespace

TEST_CASE("the text of each example makes the XML beside it, and the XML the text") {
    CHECK(examples().size() > 15);
    for (const auto& e : examples()) {
        INFO(e.text);
        check_sections(bound(e.text, e.schema), e.wanted);
        const auto written = crm::emit(e.wanted, {.schema = e.schema});
        INFO(written.text);
        CHECK(written.left_out.empty());
        check_sections(bound(written.text, e.schema), e.wanted);
    }
}

TEST_CASE("each statement has an example") {
    std::set<crm::statement_kind> shown;
    for (const auto& e : examples()) {
        std::istringstream lines{e.text};
        for (std::string line; std::getline(lines, line);)
            if (const auto* s = crm::find_statement(line.substr(0, line.find(' ')))) shown.insert(s->kind);
    }
    for (const auto& s : crm::statements()) {
        INFO(s.name);
        CHECK(shown.contains(s.kind));
    }
}
