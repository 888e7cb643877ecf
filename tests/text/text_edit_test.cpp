#include <hakit/text/text_edit.hpp>

#include <doctest/doctest.h>

#include <support/random_text.hpp>

using namespace hakit::text;

TEST_CASE("edits apply in any order, insertions at one place in the order given") {
    CHECK(*apply_edits("0123456789", {{{8, 9}, "H"}, {{0, 1}, ""}, {{4, 4}, "<"}, {{4, 4}, ">"}, {{10, 10}, "!"}}) ==
          "123<>4567H9!");
    CHECK(*apply_edits("abc", {}) == "abc");
    CHECK(*apply_edits("", {{{0, 0}, "x"}}) == "x");
}

TEST_CASE("spans may touch, and an insertion may stand before what is replaced") {
    CHECK(*apply_edits("abcdef", {{{2, 4}, "X"}, {{4, 6}, "Y"}}) == "abXY");
    CHECK(*apply_edits("abcdef", {{{2, 4}, "X"}, {{2, 2}, "<"}, {{4, 4}, ">"}}) == "ab<X>ef");
}

TEST_CASE("edits that overlap or lie outside are refused") {
    CHECK(apply_edits("abc", {{{0, 2}, ""}, {{1, 3}, ""}}).error().code() == hakit::errc::invalid_argument);
    CHECK(apply_edits("abc", {{{0, 2}, ""}, {{0, 2}, ""}}).error().code() == hakit::errc::invalid_argument);
    CHECK(apply_edits("abc", {{{0, 3}, ""}, {{1, 1}, "x"}}).error().message() ==
          "edit of bytes 1 to 1 overlaps the one before it");
    CHECK(apply_edits("abc", {{{2, 4}, ""}}).error().message() ==
          "edit of bytes 2 to 4 lies outside the text of 3 bytes");
    CHECK(apply_edits("abc", {{{2, 1}, ""}}).has_error());
    CHECK(invert_edits("abc", {{{2, 4}, ""}}).has_error());
}

TEST_CASE("property: edits change only their spans, and the inverse restores every byte") {
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        hakit::test::random_source random{seed};
        const auto text = hakit::test::config_generator{seed}.make();
        std::vector<text_edit> edits;
        std::string expected;
        std::size_t at = 0;
        while (at < text.size() && !random.one_in(12)) {
            const auto begin = at + random.below(8);
            if (begin > text.size()) break;
            const auto end = std::min(text.size(), begin + random.below(5));
            expected += text.substr(at, begin - at);
            text_edit e{{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                        std::string(random.below(4), 'R')};
            expected += e.replacement;
            edits.push_back(std::move(e));
            at = end;
        }
        expected += text.substr(at);
        // Any order will do, as long as insertions at one place keep theirs.
        auto shuffled = edits;
        for (std::size_t i = 1; i < shuffled.size(); ++i) {
            const auto a = shuffled[i - 1].where;
            const auto b = shuffled[i].where;
            if (!(a == b) && random.one_in(2)) std::swap(shuffled[i - 1], shuffled[i]);
        }
        const auto changed = apply_edits(text, edits);
        REQUIRE(changed.has_value());
        REQUIRE(*changed == expected);
        const auto inverse = invert_edits(text, edits);
        REQUIRE(inverse.has_value());
        REQUIRE(*apply_edits(*changed, *inverse) == text);
        REQUIRE(apply_edits(text, shuffled).has_value());
    }
}
