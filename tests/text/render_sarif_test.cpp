#include <hakit/text/render.hpp>

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>

using namespace hakit::text;
using nlohmann::json;

namespace {

constexpr code_info range{"KA0107", severity::error, "a number is out of range", "Use a number in the range."};
constexpr code_info odd{"KA0200", severity::hint, "odd", ""};

/// Two files, three results, notes with and without a place, a fix with an insertion and a deletion.
struct example {
    workspace files;
    diagnostic_list list;

    example() {
        files.add({"etc/a b.conf", "\xc3\xa9 = 60\r\nversion 3\nversion 3\n"});
        files.add({"/etc/x%.conf", "x\n"});
        auto& d = list.add(range, {0, {5, 7}}, "too much");
        d.notes.push_back({"because", location{1, {0, 1}}});
        d.notes.push_back({"and more", std::nullopt});
        d.remedy = fix{"use 40", applicability::certain, {{{5, 7}, ""}, {{9, 9}, "# \n"}}};
        list.add(odd, {0, {9, 16}}, "odd");
        list.add(odd, {0, {19, 26}}, "odd").level = severity::warning;
    }
};

}  // namespace

TEST_CASE("the SARIF log has one run that names the tool, its rules and the column unit") {
    const example e;
    const auto log = json::parse(render_sarif(e.files, e.list));
    CHECK(log.at("version") == "2.1.0");
    CHECK(log.at("$schema").get<std::string>().ends_with("sarif-2.1.0.json"));
    REQUIRE(log.at("runs").size() == 1);
    const auto& run = log.at("runs").at(0);
    CHECK(run.at("columnKind") == "unicodeCodePoints");
    const auto& driver = run.at("tool").at("driver");
    CHECK(driver.at("name") == "hakit");
    CHECK(driver.at("version") == "0.1.0");
    CHECK(driver.at("rules") == json::parse(R"([
      {"id": "KA0107", "shortDescription": {"text": "a number is out of range"}, "help": {"text": "Use a number in the range."},
       "defaultConfiguration": {"level": "error"}},
      {"id": "KA0200", "shortDescription": {"text": "odd"}, "help": {"text": "odd"}, "defaultConfiguration": {"level": "note"}}
    ])"));
    CHECK(run.at("artifacts") == json::parse(R"([
      {"location": {"uri": "etc/a%20b.conf"}, "length": 29}, {"location": {"uri": "file:///etc/x%25.conf"}, "length": 2}
    ])"));
}

TEST_CASE("a SARIF result points at its rule, its region, related places and its fix") {
    const example e;
    const auto results = json::parse(render_sarif(e.files, e.list)).at("runs").at(0).at("results");
    REQUIRE(results.size() == 3);
    auto first = results.at(0);
    CHECK(first.at("partialFingerprints").at("hakit/v1").get<std::string>().ends_with(":1"));
    first.erase("partialFingerprints");
    CHECK(first == json::parse(R"({
      "ruleId": "KA0107", "ruleIndex": 0, "level": "error", "message": {"text": "too much\nnote: and more"},
      "locations": [{"physicalLocation": {
        "artifactLocation": {"uri": "etc/a%20b.conf", "index": 0},
        "region": {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 7, "byteOffset": 5, "byteLength": 2}}}],
      "relatedLocations": [{"id": 1, "message": {"text": "because"}, "physicalLocation": {
        "artifactLocation": {"uri": "file:///etc/x%25.conf", "index": 1},
        "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2, "byteOffset": 0, "byteLength": 1}}}],
      "fixes": [{"description": {"text": "use 40"}, "properties": {"applicability": "certain"}, "artifactChanges": [{
        "artifactLocation": {"uri": "etc/a%20b.conf", "index": 0},
        "replacements": [
          {"deletedRegion": {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 7, "byteOffset": 5, "byteLength": 2}},
          {"deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 1, "byteOffset": 9, "byteLength": 0},
           "insertedContent": {"text": "# \n"}}
        ]}]}]
    })"));
    CHECK(results.at(1).at("level") == "note");
    CHECK(results.at(2).at("level") == "warning");
    CHECK(results.at(2).at("ruleIndex") == 1);
}

TEST_CASE("fingerprints tell equal lines apart and survive lines moving") {
    const example e;
    const auto prints = [](const workspace& files, const diagnostic_list& list) {
        std::vector<std::string> all;
        const auto log = json::parse(render_sarif(files, list));
        for (const auto& r : log.at("runs").at(0).at("results"))
            all.push_back(r.at("partialFingerprints").at("hakit/v1"));
        return all;
    };
    const auto before = prints(e.files, e.list);
    CHECK(before[1] != before[2]);
    workspace moved;
    moved.add({"etc/a b.conf", "\n\n  version 3\n"});
    diagnostic_list list;
    list.add(odd, {0, {4, 11}}, "odd");
    CHECK(prints(moved, list).front() == before[1]);
}

TEST_CASE("what was left out is counted, and fixes that show a secret are left out") {
    workspace files;
    files.add({"f", "auth_pass hunter22\n"});
    diagnostic_list list{1};
    list.add(range, {0, {10, 18}}, "'hunter22'").remedy = fix{"cut", applicability::certain, {{{10, 18}, "hunter2"}}};
    list.add(range, {0, {18, 19}}, "m");
    render_options options;
    options.secrets = {{0, {10, 18}}};
    const auto text = render_sarif(files, list, options);
    CHECK(text.find("hunter2") == text.npos);
    const auto run = json::parse(text).at("runs").at(0);
    CHECK(run.at("properties") ==
          json::parse(R"({"leftOut": 1, "leftOutBySeverity": {"error": 1, "warning": 0, "hint": 0}})"));
    CHECK_FALSE(run.at("results").at(0).contains("fixes"));
    CHECK(json::parse(render_sarif(files, list)).at("runs").at(0).at("results").at(0).contains("fixes"));
}

TEST_CASE("bytes that are not UTF-8 never make the log invalid") {
    workspace files;
    files.add({"\xff:a", "\xff"});
    diagnostic_list list;
    list.add(range, {0, {0, 1}}, "\xff").remedy = fix{"\xff", applicability::certain, {{{0, 1}, "\xff"}}};
    const auto run = json::parse(render_sarif(files, list)).at("runs").at(0);
    CHECK(run.at("artifacts").at(0).at("location").at("uri") == "%FF%3Aa");
    CHECK_FALSE(run.at("results").at(0).contains("fixes"));
}

// Run by the test "sarif_schema", which gives the file to a JSON schema validator.
TEST_CASE("the example log is written for the schema check" *
          doctest::skip(std::getenv("HAKIT_SARIF_OUT") == nullptr)) {
    const example e;
    std::ofstream out{std::getenv("HAKIT_SARIF_OUT"), std::ios::binary};
    out << render_sarif(e.files, e.list);
    out.close();
    CHECK(out.good());
}
