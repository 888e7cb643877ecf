#include <hakit/ipvsadm/layout.hpp>

#include <hakit/ipvsadm/parse.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::ipvsadm;

namespace {

std::string laid_out(std::string text) {
    text::source source{"rules", std::move(text)};
    const auto spoken = detect(source.text());
    return layout(parse(std::move(source), spoken));
}

}  // namespace

TEST_CASE("rules get one blank between words, one empty line at most, and a last newline") {
    CHECK(laid_out("\n\n  -A  -t 10.0.0.1:80\t-s rr  \n\n\n-a -t 10.0.0.1:80   -r 10.0.1.1") ==
          "-A -t 10.0.0.1:80 -s rr\n\n-a -t 10.0.0.1:80 -r 10.0.1.1\n");
    CHECK(laid_out("-C\r\n -A -f 1 \r\n") == "-C\r\n-A -f 1\r\n");
    CHECK(laid_out("#  two  \n-C\n") == "#  two\n-C\n");
    CHECK(laid_out("").empty());
}

TEST_CASE("the layout of rules is their layout") {
    for (const std::string text : {"  -A -f 1\n\n\n# x\n", "\r\n-C", "-A\v-f 1", "ipvsadm   -C\n"}) {
        const auto once = laid_out(text);
        CHECK(laid_out(once) == once);
    }
}

TEST_CASE("a script stays as it is") {
    const std::string script = "#!/bin/sh\nif true;  then\n    ipvsadm  -C\nfi\n";
    CHECK(laid_out(script) == script);
}
