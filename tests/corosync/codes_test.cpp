// Every code is produced by some text.
#include "bed.hpp"

#include <hakit/corosync/codes.hpp>
#include <hakit/corosync/migrate.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace hakit;
using namespace hakit::corosync;

namespace {

struct row {
    std::string_view code;
    std::string text;
    release version = v3_1_7;
};

std::string with_totem(std::string_view lines) { return "totem {\nversion: 2\n" + std::string{lines} + "}\n"; }

/// Codes that no file of tests/data/corosync/cases produces.
std::vector<row> rows() {
    std::string deep;
    for (int i = 0; i < 200; ++i) deep += "a {\n";
    std::string many = "nodelist {\n";
    for (int i = 1; i <= 385; ++i)
        many += "node {\nnodeid: " + std::to_string(i) + "\nring0_addr: h" + std::to_string(i) + "\n}\n";
    return {
        {"CS0013", deep},
        {"CS0103", with_totem("ring0_addr: n1\n")},
        {"CS0104", with_totem("node {\n}\n")},
        {"CS0110", with_totem("crypto_accept: new\n")},
        {"CS0209", with_totem("window_size: 1000\n")},
        {"CS0211", with_totem("transport: udp\n"), head},
        {"CS0216", with_totem("secauth: off\n"), head},
        {"CS0312", many + "}\n"},
        {"CS0402", with_totem("") + "quorum {\nprovider: corosync_votequorum\n}\n", {2, 4, 6}},
        {"CS0409", with_totem("") + "quorum {\nprovider: corosync_votequorum\ndevice {\nvotes: 1\n}\n}\n"},
        {"CS0411", with_totem("") + "nodelist {\nnode {\nnodeid: 1\n}\n}\nquorum {\nprovider: corosync_votequorum\n"
                                    "auto_tie_breaker_node: 9\n}\n"},
    };
}

std::string content(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_CASE("every code is produced by a text") {
    std::set<std::string_view> given;
    const auto collect = [&](const text::diagnostic_list& list) {
        for (const auto& d : list.items()) given.insert(d.code->id);
    };
    const auto facts = bed_facts();
    for (const auto& entry : std::filesystem::directory_iterator{HAKIT_TEST_DATA "/corosync/cases"})
        collect(check_text(content(entry.path()), {.aim = {}, .facts = &facts}).diagnostics);
    for (const auto& r : rows()) {
        const auto c = check_for(r.version, r.text);
        CAPTURE(findings_of(c));
        CHECK_MESSAGE(has(c, r.code), r.code);
        collect(c.diagnostics);
    }
    // Those of check_test, with facts, limits and a directory, and of migrate_test.
    for (const auto* elsewhere : {"CS0014", "CS0117", "CS0323", "CS0501", "CS0502", "CS0503", "CS0504", "CS0601",
                                  "CS0602", "CS0603", "CS0604", "CS0605", "CS0606", "CS0607", "CS0608", "CS0609"})
        given.insert(elsewhere);
    for (const auto& code : codes()) CHECK_MESSAGE(given.contains(code.id), code.id, ": ", code.title);
}

TEST_CASE("a text over the limit is kept and not read") {
    text::limits small;
    small.file_bytes = 10;
    text::workspace files{nullptr, small};
    const auto id = files.add({"corosync.conf", "totem {\n    version: 2\n}\n"});
    const auto c = check(files, id);
    CHECK(has(c, "CS0014"));
    CHECK(c.document.text() == "totem {\n    version: 2\n}\n");
}
