#include <hakit/keepalived/expand.hpp>

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>

namespace ka = hakit::keepalived;
namespace text = hakit::text;

namespace {

/// Files out of a map; a pattern matches by its part before the '*'.
struct memory_loader : text::loader {
    std::map<std::string, std::string> files;
    hakit::result<std::string> read(const std::string& path) override {
        const auto found = files.find(path);
        if (found == files.end()) return hakit::error{hakit::errc::not_found, path + " is not there"};
        return found->second;
    }
    hakit::result<std::vector<std::string>> glob(const std::string& pattern) override {
        std::vector<std::string> out;
        for (const auto& [path, content] : files)
            if (path.starts_with(pattern.substr(0, pattern.find('*')))) out.push_back(path);
        return out;
    }
};

struct expanded {
    text::workspace files;
    ka::expansion view;

    std::string text() const { return std::string{view.document().text()}; }
    std::string codes() const {
        std::string out;
        for (const auto& d : view.diagnostics().items()) {
            if (!out.empty()) out += ' ';
            out += d.code->id;
        }
        return out;
    }
    /// What was written where the first occurrence of `part` of the expanded text comes from.
    std::string origin(std::string_view part) const {
        const auto at = static_cast<std::uint32_t>(view.document().text().find(part));
        const auto where = view.origin({at, static_cast<std::uint32_t>(at + part.size())});
        return files.file(where.file).name() + ':' + std::string{where.where.of(files.file(where.file).text())};
    }
};

expanded run(std::string top, std::map<std::string, std::string> others = {}, ka::expand_options options = {}) {
    auto loader = std::make_shared<memory_loader>();
    loader->files = std::move(others);
    text::workspace files{loader};
    const auto id = files.add({"/etc/k/top.conf", std::move(top)});
    auto view = ka::expand(files, id, options);
    return {std::move(files), std::move(view)};
}

}  // namespace

TEST_CASE("a text without directives is its own expansion") {
    const auto e = run("a b # c\n  d {\n}\n");
    CHECK(e.text() == "a b # c\n  d {\n}\n");
    CHECK(e.origin("d {") == "/etc/k/top.conf:d {");
}

TEST_CASE("definitions are replaced where keepalived replaces them") {
    CHECK(run("$X=1 2\na $X\n").text() == "a 1 2\n");
    CHECK(run("$X=  1\na ${X}0 $X,\n").text() == "a 10 1,\n");
    CHECK(run("$X=1\na b$X.c\n").text() == "a b$X.c\n");
    CHECK(run("$X=1\na b$X.c\n").codes() == "KA0019");
    CHECK(run("a $X\n$X=1\n").codes() == "KA0020");
    CHECK(run("$X=1\n$X=2\na $X\n").text() == "a 2\n");
    CHECK(run("$A=$B\n$B=1\na $A\n").text() == "a 1\n");
    CHECK(run("$X = 1\n").codes() == "KA0018");
    CHECK(run("$X=a \"b # c\" # d\n$X\n").text() == "a \"b # c\"\n");
}

TEST_CASE("a definition of several lines is replayed line by line") {
    const auto e = run("$BLOCK=a {\\\n# why \\\n  b $N # which\\\n}\n$N=7\n$BLOCK\nc $N\n");
    CHECK(e.text() == "a {\nb 7\n}\nc 7\n");
    CHECK(e.origin("c") == "/etc/k/top.conf:c");
    CHECK(e.origin("a {") == "/etc/k/top.conf:$BLOCK");
    REQUIRE(e.view.definition({0, 1}));
}

TEST_CASE("a blank line ends a definition, a backslash outside one is a word") {
    CHECK(run("$A=a \\\n\nb $A\n").text() == "b a\n");
    CHECK(run("# why \\\na # x\\\n").text() == "\\\na\\\n");
}

TEST_CASE("definitions that never end are reported, not followed") {
    CHECK(run("$A=$A\na $A\nb\n").codes() == "KA0017");
    CHECK(run("$A=$A\na $A\nb\n").text() == "b\n");
    CHECK(run("$A=x\\\n$A\\\ny\n$A\n").codes().starts_with("KA0017"));
    CHECK(run("$A=$B $B\n$B=$A $A\na $A\n").codes() == "KA0022");
}

TEST_CASE("conditions keep the lines of this host") {
    ka::expand_options options;
    options.config_id = "lb1";
    CHECK(run("@lb1 a\n@lb2 b\n@^lb1 c\n@^lb2 d\n@lb1 $X=3\ne $X\n", {}, options).text() == "a\nd\ne 3\n");
    CHECK(run("@lb1\n", {}, options).codes() == "KA0025");
}

TEST_CASE("sequences and lists repeat their line") {
    CHECK(run("~SEQ (i , 3) a $i\n").text() == "a 1\na 2\na 3\n");
    CHECK(run("~SEQ(i,3) a $i\n").text() == "a 1\na 2\na 3\n");
    CHECK(run("~SEQ(i,2,2,6) a ${i}x\n").text() == "a 2x\na 4x\na 6x\n");
    CHECK(run("~SEQ(i,3,1) a $i\n").text() == "a 3\na 2\na 1\n");
    CHECK(run("~SEQx(i,9,11) a $i\n").text() == "a 9\na a\na b\n");
    CHECK(run("~LST(n,x,y) a $n\n").text() == "a x\na y\n");
    CHECK(run("~LST({n,m},{x,1},{y}) a ${n}$m b\n").text() == "a x1 b\na y b\n");
    CHECK(run("$T=2\n~SEQ(i,$T) a $i\n").text() == "a 1\na 2\n");
    CHECK(run("$B=a {\\\n b $i\\\n}\n~SEQ(i,2) $B\n").text() == "a {\nb 1\n}\na {\nb 2\n}\n");
    CHECK(run("~SEQ(i,0,-1,5) a\n").codes() == "KA0023");
    CHECK(run("~SEQ(i,1,99999999999999) a\n").codes() == "KA0023");
}

TEST_CASE("built-in definitions") {
    ka::expand_options options;
    options.config_id = "lb1";
    options.environment["HOME"] = "/root";
    CHECK(run("a ${_PWD} $_INSTANCE\n", {}, options).text() == "a /etc/k lb1\n");
    CHECK(run("a x${_HASH}y\n", {}, options).text() == "a x\n");
    CHECK(run("a ${_ENV HOME}\n", {}, options).codes() == "KA0027");
    options.for_target.version = ka::v2_3;
    CHECK(run("a ${_ENV HOME}\n", {}, options).text() == "a /root\n");
    const auto e = run("a ${_RANDOM 5 5}\n", {}, options);
    CHECK(e.text() == "a 5\n");
}

TEST_CASE("included files take the place of their line, and may leave a block open") {
    const auto e = run("a {\ninclude one.conf\n}\ninclude d/*.conf\n",
                       {{"/etc/k/one.conf", "b 1\n"}, {"/etc/k/d/1.conf", "c {\n"}, {"/etc/k/d/2.conf", "}\n"}});
    CHECK(e.text() == "a {\nb 1\n}\nc {\n}\n");
    CHECK(e.codes() == "");
    CHECK(e.origin("b 1") == "/etc/k/one.conf:b 1");
    CHECK(e.origin("c {") == "/etc/k/d/1.conf:c {");
}

TEST_CASE("each include variant has its own idea of a missing file") {
    CHECK(run("include x\n").codes() == "KA0010");
    CHECK(run("includer x\n").codes() == "KA0010");
    CHECK(run("includem x\n").codes() == "KA0011");
    CHECK(run("include x*\n").codes() == "KA0012");
    CHECK(run("includem x*\n").codes() == "KA0012");
    CHECK(run("includew x*\n").codes() == "KA0011");
    CHECK(run("include {x,y}\n", {{"/etc/k/x", "a\n"}}).codes() == "KA0010");
    CHECK(run("includeb {x,y}\n", {{"/etc/k/x", "a\n"}}).codes() == "KA0011");
    CHECK(run("include \"x\"\n", {{"/etc/k/x", "a\n"}}).codes() == "KA0015");
    CHECK(run("include_check match\ninclude x\n").codes() == "KA0011");
}

TEST_CASE("a file that includes itself is read once") {
    const auto e = run("include top.conf\na\n");
    CHECK(e.codes() == "KA0013");
    CHECK(e.text() == "a\n");
    std::map<std::string, std::string> chain;
    for (int i = 0; i < 40; ++i) chain["/etc/k/" + std::to_string(i)] = "include " + std::to_string(i + 1) + "\n";
    CHECK(run("include 0\n", chain).codes() == "KA0014");
}

TEST_CASE("long lines and NUL bytes follow the target release") {
    const std::string line = "a " + std::string(1100, 'x') + "\nb\n";
    ka::expand_options options;
    CHECK(run(line, {}, options).text() == line.substr(0, 1023) + "\n" + std::string(1102 - 1023, 'x') + "\nb\n");
    const std::string nul("a b\0c\nd\n", 8);
    CHECK(run(nul, {}, options).text() == "a b\nd\n");
    options.for_target.version = ka::v2_4;
    CHECK(run(nul, {}, options).text() == "d\n");
}

TEST_CASE("an expansion stops at its limit") {
    std::string text = "$A=x\\\nx\n";
    for (char c = 'B'; c < 'Z'; ++c) {
        const auto before = std::string{static_cast<char>(c - 1)};
        text += std::string{"$"} + c + "=$" + before + "\\\n$" + before + "\n";
    }
    text::limits bounds;
    bounds.expansion_bytes = 1 << 20;
    text::workspace files{nullptr, bounds};
    const auto id = files.add({"t", text + "$Y\nend\n"});
    const auto view = ka::expand(files, id);
    REQUIRE(view.diagnostics().size() == 1);
    CHECK(view.diagnostics().items()[0].code->id == "KA0021");
    CHECK(view.document().text().size() <= bounds.expansion_bytes);
}

TEST_CASE("any mutation expands without harm, and every byte has an origin in its file") {
    const std::string base =
        "$X=1 \\\n {2}\n@a b $X ${X}\n~SEQ(i,1,2) c $i ${i}\ninclude one\n~LST({p,q},{1,2},3) $p $q {\n}\n";
    constexpr std::string_view alphabet{"{}\"#! \n\\$@~()=,X_1\0\xff", 21};
    std::mt19937 random{7};
    for (int round = 0; round < 3'000; ++round) {
        auto mutant = base;
        for (auto n = 1 + random() % 8; n != 0; --n) {
            const auto at = random() % mutant.size();
            switch (random() % 3) {
                case 0: mutant[at] = alphabet[random() % alphabet.size()]; break;
                case 1: mutant.erase(at, 1); break;
                default: mutant.insert(at, 1, alphabet[random() % alphabet.size()]);
            }
        }
        text::limits bounds;
        bounds.expansion_bytes = 1 << 14;
        text::workspace files{nullptr, bounds};
        const auto id = files.add({"t", mutant});
        const auto view = ka::expand(files, id);
        const auto size = static_cast<std::uint32_t>(view.document().text().size());
        REQUIRE(size <= bounds.expansion_bytes);
        bool inside = true;
        for (std::uint32_t at = 0; at < size; ++at)
            inside = inside && view.origin({at, at + 1}).where.end <= mutant.size() + 1;
        REQUIRE(inside);
    }
}
