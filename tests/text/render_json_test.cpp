#include <hakit/text/render.hpp>

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace hakit::text;
using nlohmann::json;

namespace {
constexpr code_info range{"KA0107", severity::error, "a number is out of range", "Use a number in the range."};
}

TEST_CASE("the JSON form of an empty list") {
    CHECK(render_json(workspace{}, diagnostic_list{}) ==
          "{\n  \"schema\": \"hakit-diagnostics-1\",\n  \"diagnostics\": [],\n  \"left_out\": 0,\n"
          "  \"left_out_by_severity\": {\n    \"error\": 0,\n    \"warning\": 0,\n    \"hint\": 0\n  }\n}\n");
}

TEST_CASE("the JSON form has every field of docs/diagnostics.md") {
    workspace files;
    files.add({"a.conf", "\xc3\xa9 = 60\r\nversion 3\n"});
    files.add({"b.conf", "x"});
    diagnostic_list list{1};
    auto& d = list.add(range, {0, {5, 7}}, "too much");
    d.notes.push_back({"because", location{1, {0, 1}}});
    d.notes.push_back({"and", std::nullopt});
    d.remedy = fix{"use 40", applicability::certain, {{{5, 7}, "40"}, {{9, 9}, "# \n"}}};
    list.add(range, {0, {}}, "left out", severity::hint);
    const auto out = json::parse(render_json(files, list));
    CHECK(out == json::parse(R"({
      "schema": "hakit-diagnostics-1",
      "left_out": 1,
      "left_out_by_severity": {"error": 0, "warning": 0, "hint": 1},
      "diagnostics": [{
        "code": "KA0107", "severity": "error", "message": "too much", "file": "a.conf",
        "line": 1, "column": 5, "end_line": 1, "end_column": 7, "offset": 5, "length": 2,
        "notes": [
          {"message": "because", "file": "b.conf", "line": 1, "column": 1, "end_line": 1, "end_column": 2, "offset": 0, "length": 1},
          {"message": "and"}
        ],
        "fix": {
          "title": "use 40", "applicability": "certain",
          "edits": [
            {"line": 1, "column": 5, "end_line": 1, "end_column": 7, "offset": 5, "length": 2, "replacement": "40"},
            {"line": 2, "column": 1, "end_line": 2, "end_column": 1, "offset": 9, "length": 0, "replacement": "# \n"}
          ]
        }
      }]
    })"));
}

TEST_CASE("a diagnostic without a fix has null there") {
    workspace files;
    files.add({"a", "x"});
    diagnostic_list list;
    list.add(range, {0, {0, 1}}, "m").level = severity::hint;
    const auto d = json::parse(render_json(files, list)).at("diagnostics").at(0);
    CHECK(d.at("fix").is_null());
    CHECK(d.at("notes").empty());
    CHECK(d.at("severity") == "hint");
}

TEST_CASE("bytes that are not UTF-8 never make the JSON invalid, and never corrupt an edit") {
    workspace files;
    files.add({"\xff.conf", "\xff x"});
    diagnostic_list list;
    list.add(range, {0, {0, 1}}, "'\xff'\x01").remedy = fix{"t", applicability::maybe, {{{0, 1}, "\xfe"}}};
    const auto d = json::parse(render_json(files, list)).at("diagnostics").at(0);
    CHECK(d.at("message") == "'\xef\xbf\xbd'\x01");
    CHECK(d.at("file") == "\xef\xbf\xbd.conf");
    CHECK(d.at("fix").at("edits").is_null());
    CHECK(d.at("fix").at("title") == "t");
}

TEST_CASE("secrets are kept out, edits that would show them are withheld") {
    workspace files;
    files.add({"f", "auth_pass hunter22\nother 1\n"});
    render_options options;
    options.secrets = {{0, {10, 18}}};
    diagnostic_list list;
    list.add(range, {0, {10, 18}}, "'hunter22'").remedy =
        fix{"cut 'hunter22'", applicability::certain, {{{10, 18}, "hunter2"}}};
    list.add(range, {0, {19, 24}}, "b").remedy = fix{"copy", applicability::certain, {{{25, 26}, "hunter22"}}};
    list.add(range, {0, {19, 24}}, "c").remedy =
        fix{"remove", applicability::certain, {{{0, 19}, ""}, {{25, 26}, "2"}}};
    const auto text = render_json(files, list, options);
    CHECK(text.find("hunter2") == text.npos);
    const auto items = json::parse(text).at("diagnostics");
    CHECK(items[0].at("message") == "'********'");
    CHECK(items[0].at("fix").at("title") == "cut '********'");
    CHECK(items[0].at("fix").at("edits").is_null());
    CHECK(items[1].at("fix").at("edits").is_null());
    CHECK(items[2].at("fix").at("edits").size() == 2);
    CHECK(render_json(files, list).find("hunter2\"") != std::string::npos);
}
