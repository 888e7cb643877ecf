#include <hakit/text/render.hpp>

#include <doctest/doctest.h>

#include <support/random_text.hpp>

using namespace hakit::text;

namespace {

constexpr code_info range{"KA0107", severity::error, "a number is out of range", "Use a number in the range."};
constexpr code_info odd{"KA0200", severity::warning, "odd", ""};

/// The place of the n-th `what` in the file.
location place(const workspace& files, std::string_view what, file_id file = 0, int n = 1) {
    std::size_t at = 0;
    const auto text = files.file(file).text();
    for (at = text.find(what); --n > 0;) at = text.find(what, at + 1);
    REQUIRE(at != text.npos);
    return {file, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + what.size())}};
}

/// One error at `what` in `text`, rendered.
std::string shown(std::string text, std::string_view what, const render_options& options = {}) {
    workspace files;
    files.add({"f", std::move(text)});
    diagnostic_list list;
    list.add(range, place(files, what), "m");
    return render_text(files, list, options);
}

}  // namespace

TEST_CASE("a diagnostic shows its line, its notes and its fix") {
    workspace files;
    files.add({"keepalived.conf", "vrrp_instance VI_1 {\n    version 3\n    advert_int 60\n}\n"});
    diagnostic_list list;
    auto& d = list.add(range, place(files, "60"), "advert_int must be 0.01 to 40.95 seconds for version 3");
    d.notes.push_back({"because VRRP version 3 is chosen here", place(files, "version 3")});
    d.notes.push_back({"version 2 allows 1 to 255", std::nullopt});
    d.remedy = fix{"use 40.95", applicability::certain, {{place(files, "60").where, "40.95"}}};
    CHECK(render_text(files, list) ==
          "keepalived.conf:3:16: error[KA0107]: advert_int must be 0.01 to 40.95 seconds for version 3\n"
          "    3 |     advert_int 60\n"
          "      |                ^^\n"
          "  note: keepalived.conf:2:5: because VRRP version 3 is chosen here\n"
          "    2 |     version 3\n"
          "      |     ^^^^^^^^^\n"
          "  note: version 2 allows 1 to 255\n"
          "  fix: use 40.95\n");
    render_options brief;
    brief.show_source = false;
    list = diagnostic_list{1};
    list.add(odd, place(files, "VI_1"), "odd").remedy = fix{"maybe this", applicability::maybe, {}};
    list.add(odd, place(files, "VI_1"), "odd");
    list.add(odd, place(files, "VI_1"), "odd", severity::hint);
    list.add(odd, place(files, "VI_1"), "odd", severity::hint);
    CHECK(render_text(files, list, brief) ==
          "keepalived.conf:1:15: warning[KA0200]: odd\n  possible fix: maybe this\nnot shown: 1 warning, 2 hints\n");
}

TEST_CASE("colours go around words and only when asked") {
    render_options options;
    options.colour = true;
    const auto text = shown("a b\n", "b", options);
    CHECK(text.find("\x1b[1;31merror[KA0107]\x1b[0m") != text.npos);
    CHECK(text.find("\x1b[1;31m^\x1b[0m") != text.npos);
    CHECK(shown("a b\n", "b").find('\x1b') == std::string::npos);
}

TEST_CASE("tabs reach to the next tab stop, in the line and below it") {
    CHECK(shown("\ta\tb\n", "b") == "f:1:4: error[KA0107]: m\n    1 |         a       b\n      |                 ^\n");
    render_options narrow;
    narrow.tab_width = 4;
    CHECK(shown("\ta\tb\n", "\tb", narrow) == "f:1:3: error[KA0107]: m\n    1 |     a   b\n      |      ^^^^\n");
}

TEST_CASE("wide characters take two columns, combining ones none") {
    CHECK(shown("\xe6\xbc\xa2\xe5\xad\x97 x\n", "x") ==
          "f:1:4: error[KA0107]: m\n    1 | \xe6\xbc\xa2\xe5\xad\x97 x\n      |      ^\n");
    CHECK(shown("\xe6\xbc\xa2 x\n", "\xe6\xbc\xa2") == "f:1:1: error[KA0107]: m\n    1 | \xe6\xbc\xa2 x\n      | ^^\n");
    CHECK(shown("e\xcc\x81 x\n", "x") == "f:1:4: error[KA0107]: m\n    1 | e\xcc\x81 x\n      |   ^\n");
}

TEST_CASE("a file cannot steer the terminal") {
    const std::string nasty = "\x1b[2J\x07\xff\x9b\xc2\x9b\xe2\x80\xae\rx";
    CHECK(shown(nasty + "\n", "x") ==
          "f:1:11: error[KA0107]: m\n    1 | \\x1b[2J\\x07\\xff\\x9b\\u009b\\u202e\\rx\n"
          "      | " +
              std::string(33, ' ') + "^\n");
    workspace files;
    files.add({"f\x1b[1m", "a\n"});
    diagnostic_list list;
    auto& d = list.add(range, {0, {0, 1}}, "unknown '\x1b]0;title\x07'\n");
    d.notes.push_back({"\x1b", std::nullopt});
    d.remedy = fix{"\x1b", applicability::certain, {}};
    const auto text = render_text(files, list);
    CHECK(text.find('\x1b') == text.npos);
    CHECK(text.find('\x07') == text.npos);
    CHECK(text.find("f\\x1b[1m:1:1: error[KA0107]: unknown '\\x1b]0;title\\x07'\\n\n") == 0);
}

TEST_CASE("an empty place is one caret, past the end of the line too") {
    workspace files;
    files.add({"f", "ab\n\nc"});
    const auto at = [&](std::uint32_t offset) {
        diagnostic_list list;
        list.add(range, {0, {offset, offset}}, "m");
        return render_text(files, list);
    };
    CHECK(at(1) == "f:1:2: error[KA0107]: m\n    1 | ab\n      |  ^\n");
    CHECK(at(2) == "f:1:3: error[KA0107]: m\n    1 | ab\n      |   ^\n");
    CHECK(at(3) == "f:2:1: error[KA0107]: m\n    2 |\n      | ^\n");
    CHECK(at(5) == "f:3:2: error[KA0107]: m\n    3 | c\n      |  ^\n");
    CHECK(at(4'000'000'000) == "f:3:2: error[KA0107]: m\n    3 | c\n      |  ^\n");
}

TEST_CASE("a place over several lines is marked to the end of its first line") {
    CHECK(shown("a {\n b\n}\n", "{\n b\n}") == "f:1:3: error[KA0107]: m\n    1 | a {\n      |   ^ ... to line 3\n");
    CHECK(shown("a {\r\n b\r\n", "a {\r\n") == "f:1:1: error[KA0107]: m\n    1 | a {\n      | ^^^\n");
}

TEST_CASE("long lines are shown around the place") {
    render_options options;
    options.max_line = 40;
    const std::string blanks(200, '.');
    const auto line_of = [](const std::string& text) {
        const auto begin = text.find("| ") + 2;
        return text.substr(begin, text.find('\n', begin) - begin);
    };
    const auto caret_of = [](const std::string& text) { return text.find('^') - text.rfind("| ") - 2; };
    for (const std::size_t at : {0u, 5u, 19u, 20u, 21u, 60u, 150u, 195u, 199u}) {
        CAPTURE(at);
        auto text = blanks;
        text[at] = 'X';
        const auto out = shown(text + "\n", "X", options);
        const auto line = line_of(out);
        CHECK((line.size() == 43 || line.size() == 46));  // 40 columns, and "..." where it is cut
        CHECK(line[caret_of(out)] == 'X');
    }
    // The line of a file that is one line must not be walked for each diagnostic.
    std::string huge(5'000'000, 'a');
    huge[4'000'000] = 'X';
    const auto out = shown(std::move(huge), "X", options);
    CHECK(line_of(out)[caret_of(out)] == 'X');
    CHECK(out.size() < 300);
    const auto whole = shown(std::string(300, 'y'), std::string(300, 'y'), options);
    CHECK(std::count(whole.begin(), whole.end(), '^') == 40);
}

TEST_CASE("secrets are shown neither in the line nor in messages") {
    workspace files;
    files.add({"f", "auth_pass hunter22 x\nauth_pass \"pw\"\n"});
    render_options options;
    options.secrets = {place(files, "hunter22"), place(files, "\"pw\"")};
    diagnostic_list list;
    auto& d = list.add(range, place(files, "hunter22"), "'hunter22' is longer than 8, so is xhunter22x");
    d.remedy = fix{"use 'hunter22'", applicability::certain, {{place(files, "hunter22").where, "hunter2"}}};
    d.notes.push_back({"pw power 'pw'", place(files, "pw")});
    list.add(range, place(files, "x"), "m");
    const auto text = render_text(files, list, options);
    CHECK(text ==
          "f:1:11: error[KA0107]: '********' is longer than 8, so is x********x\n"
          "    1 | auth_pass ******** x\n"
          "      |           ^^^^^^^^\n"
          "  note: f:2:12: ******** power '********'\n"
          "    2 | auth_pass ********\n"
          "      |           ^^^^^^^^\n"
          "  fix: use '********'\n"
          "f:1:20: error[KA0107]: m\n"
          "    1 | auth_pass ******** x\n"
          "      |                    ^\n");
}

TEST_CASE("a secret that a window cuts in two stays hidden") {
    render_options options;
    options.max_line = 40;
    std::string text = std::string(1000, 's') + "X";
    workspace files;
    files.add({"f", text});
    options.secrets = {{0, {0, 1000}}, {0, {500, 700}}, {0, {900, 90'000}}, {7, {0, 3}}};
    options.secrets[2].where.end = 1000;
    diagnostic_list list;
    list.add(range, place(files, "X"), "m");
    list.add(range, {0, {600, 601}}, "m");
    const auto out = render_text(files, list, options);
    CHECK(out.find('s') == out.npos);
}

TEST_CASE("the summary counts by severity") {
    diagnostic_list list{4};
    CHECK(summary(list).empty());
    list.add(range, {}, "");
    CHECK(summary(list) == "1 error");
    list.add(range, {}, "");
    list.add(odd, {}, "");
    list.add(odd, {}, "", severity::hint);
    list.add(odd, {}, "", severity::hint);
    CHECK(summary(list) == "2 errors, 1 warning, 1 hint; not shown: 1 hint");
}

TEST_CASE("property: whatever the file and the place, lines and marks stay printable and aligned") {
    for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
        hakit::test::random_source random{seed};
        workspace files;
        files.add({"f", hakit::test::mutate(hakit::test::config_generator{seed}.make(), random)});
        const auto size = files.file(0).text().size() + 2;
        diagnostic_list list;
        const auto begin = static_cast<std::uint32_t>(random.below(size));
        list.add(range, {0, {begin, static_cast<std::uint32_t>(begin + random.below(40))}}, "m");
        render_options options;
        options.max_line = 40;
        options.secrets = {
            {0, {static_cast<std::uint32_t>(random.below(size)), static_cast<std::uint32_t>(random.below(size))}}};
        const auto out = render_text(files, list, options);
        CAPTURE(out);
        REQUIRE(std::count(out.begin(), out.end(), '\n') == 3);
        REQUIRE(out.find('^') != out.npos);
        for (const char c : out) REQUIRE((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
        REQUIRE(!render_json(files, list, options).empty());
        REQUIRE(!render_sarif(files, list, options).empty());
    }
}
