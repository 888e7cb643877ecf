// What corosync 3.1.7 -t answered to the files of tests/data/corosync/cases, recorded in verdicts.tsv, and what hakit
// says. tests/interop/corosync asks corosync itself.
#include "bed.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

using namespace hakit;
using namespace hakit::corosync;

namespace {

struct verdict {
    std::string file;
    int exit = 0;
    bool fails_start = false;
    std::uint32_t line = 0;  ///< 0 without one
    std::string text;
};

std::string content(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::vector<verdict> verdicts() {
    std::vector<verdict> list;
    std::istringstream in{content(HAKIT_TEST_DATA "/corosync/verdicts.tsv")};
    std::string row;
    std::getline(in, row);
    while (std::getline(in, row)) {
        std::istringstream cells{row};
        std::string cell[5];
        for (auto& c : cell) std::getline(cells, c, '\t');
        list.push_back({cell[0], std::stoi(cell[1]), cell[2] != "-",
                        cell[3] == "-" ? 0 : static_cast<std::uint32_t>(std::stoul(cell[3])), cell[4]});
    }
    return list;
}

/// What `corosync -t` does not look at.
bool only_at_start(const text::diagnostic& d) {
    static const std::set<std::string_view> codes{"CS0402", "CS0403", "CS0407", "CS0408", "CS0412", "CS0413", "CS0414"};
    return codes.contains(d.code->id);
}

/// The line at which corosync stops because of it.
std::uint32_t stop_line(const checked& c, const text::diagnostic& d) {
    for (const auto& n : d.notes)
        if (n.message.starts_with("corosync stops") && n.where) return c.document.lines().line_of(n.where->where.begin);
    return c.document.lines().line_of(d.where.where.begin);
}

}  // namespace

TEST_CASE("every case has the verdict and the line of corosync -t") {
    const auto facts = bed_facts();
    const auto all = verdicts();
    CHECK(all.size() >= 300);
    for (const auto& v : all) {
        const auto c = check_text(content(HAKIT_TEST_DATA "/corosync/cases/" + v.file), {.aim = {}, .facts = &facts});
        bool refused = false;
        bool fails_start = false;
        std::uint32_t line = 0;
        for (const auto& d : c.diagnostics.items()) {
            if (d.level != text::severity::error) continue;
            if (only_at_start(d)) {
                fails_start = true;
                continue;
            }
            refused = true;
            const auto here = stop_line(c, d);
            if (line == 0 || here < line) line = here;
        }
        CAPTURE(v.file);
        CAPTURE(v.text);
        CAPTURE(findings_of(c));
        CHECK(refused == (v.exit != 0));
        if (v.exit == 0) CHECK(fails_start == v.fails_start);
        if (v.line != 0) CHECK(line == v.line);
    }
}
