#include <hakit/ipvsadm/bind.hpp>
#include <hakit/ipvsadm/parse.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::ipvsadm;

namespace {

std::string kinds(std::string_view text, dialect spoken) {
    const auto doc = parse(text::source{"f", std::string{text}}, spoken);
    std::string out;
    for (const auto& t : doc.tokens()) out += "_n#w\"{}dr"[static_cast<std::size_t>(t.kind())];
    CHECK(doc.text() == text);
    return out;
}

}  // namespace

TEST_CASE("rules are words between blanks") {
    CHECK(kinds("-A -t 10.0.0.1:80\r\n\n\t-C\n", dialect::rules) == "w_w_w_nn_wn");
    CHECK(kinds("# x\n-A -s \"a;b\"", dialect::rules) == "#nw_w_w");
}

TEST_CASE("a shell has quotes, separators and redirections") {
    CHECK(kinds("a 'b c' # d\n", dialect::shell) == "w_w_#n");
    CHECK(kinds("a;b&&c|d", dialect::shell) == "wrwrwrw");
    CHECK(kinds("a \\\n b 2>&1 >/dev/null <<<\"x y\" c", dialect::shell) == "w_w_r_r_r_w");
    CHECK(kinds("x=$(a; b) ${c;} `d;e` \"$(f;\"", dialect::shell) == "w_w_w_w");
    CHECK(kinds("'", dialect::shell) == "w");
    CHECK(kinds("\"\\", dialect::shell) == "w");
    CHECK(kinds("$(((", dialect::shell) == "w");
}

TEST_CASE("files are told from scripts") {
    CHECK(detect("") == dialect::rules);
    CHECK(detect("-A -t 10.0.0.1:80 -s rr\n\n# x\nipvsadm -C\n") == dialect::rules);
    CHECK(detect("#!/bin/sh\nipvsadm -C\n") == dialect::shell);
    CHECK(detect("ipvsadm -A -t $VIP:80\n") == dialect::shell);
    CHECK(detect("ipvsadmin -C\n") == dialect::shell);
    CHECK(detect("/sbin/ipvsadm -C\n") == dialect::shell);
}

TEST_CASE("a text over the limit is kept and not read") {
    text::limits small;
    small.file_bytes = 4;
    const auto doc = parse(text::source{"f", "-C -C -C\n"}, dialect::rules, small);
    CHECK(doc.text() == "-C -C -C\n");
    REQUIRE(doc.diagnostics().size() == 1);
    CHECK(doc.diagnostics().items()[0].code->id == "IA0003");
    CHECK(bind(doc).commands.empty());
}
