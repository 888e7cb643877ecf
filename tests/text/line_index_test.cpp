#include <hakit/text/line_index.hpp>

#include <doctest/doctest.h>

#include <support/random_text.hpp>

using hakit::text::line_index;
using hakit::text::position;
using hakit::text::span;

namespace {

std::string shown(const line_index& lines, std::string_view text, std::uint32_t line) {
    return std::string{lines.line_span(line).of(text)};
}

/// The line of a byte counted the slow way.
std::uint32_t slow_line(std::string_view text, std::uint32_t offset) {
    std::uint32_t line = 1;
    for (std::size_t i = 0; i + 1 < text.size() && i < offset; ++i)
        if (text[i] == '\n') ++line;
    return line;
}

}  // namespace

TEST_CASE("an empty text has one empty line") {
    const line_index lines{""};
    CHECK(lines.line_count() == 1);
    CHECK(lines.position_of(0) == position{1, 1});
    CHECK(lines.position_of(7) == position{1, 1});
    CHECK(lines.line_span(1) == span{0, 0});
}

TEST_CASE("lines end in LF or CRLF, a lone CR is an ordinary byte") {
    const std::string_view text = "one\r\ntwo\rstill\n\nlast";
    const line_index lines{text};
    REQUIRE(lines.line_count() == 4);
    CHECK(shown(lines, text, 1) == "one");
    CHECK(shown(lines, text, 2) == "two\rstill");
    CHECK(shown(lines, text, 3).empty());
    CHECK(shown(lines, text, 4) == "last");
    CHECK(lines.full_line_span(1) == span{0, 5});
    CHECK(lines.full_line_span(4) == span{16, 20});
}

TEST_CASE("a final newline starts no further line") {
    const line_index lines{"a\nb\n"};
    CHECK(lines.line_count() == 2);
    CHECK(lines.line_of(3) == 2);
    CHECK(lines.line_of(4) == 2);
    CHECK(lines.position_of(4) == position{2, 2});
}

TEST_CASE("columns count code points, and an invalid byte as one") {
    const std::string_view text = "\xc3\xa9=\xe2\x82\xac \xff\xfe \xf0\x9f\x98\x80!";
    const line_index lines{text};
    CHECK(lines.position_of(2).column == 2);                                            // '='
    CHECK(lines.position_of(1).column == 1);                                            // inside of the first one
    CHECK(lines.position_of(6).column == 4);                                            // the blank after the euro sign
    CHECK(lines.position_of(8).column == 6);                                            // the second invalid byte
    CHECK(lines.position_of(static_cast<std::uint32_t>(text.size()) - 1).column == 9);  // '!'
}

TEST_CASE("columns of long lines are those of a slow count") {
    std::string text;
    std::vector<std::uint32_t> columns;  // of each byte; the bytes of one code point share theirs
    hakit::test::random_source random{7};
    for (std::uint32_t column = 1; text.size() < 3000; ++column) {
        static constexpr std::string_view pieces[] = {"a", "\xc3\xa9", "\xf0\x9f\x98\x80", "\xff"};
        const auto piece = random.one_in(12) ? random.pick(pieces) : std::string_view{"b"};
        text += piece;
        columns.resize(text.size(), column);
    }
    const line_index lines{text};
    for (std::uint32_t i = 0; i < text.size(); ++i) REQUIRE(lines.position_of(i) == position{1, columns[i]});
}

TEST_CASE("line numbers out of range mean the first and the last line") {
    const line_index lines{"a\nbc"};
    CHECK(lines.line_span(0) == span{0, 1});
    CHECK(lines.line_span(99) == span{2, 4});
}

TEST_CASE("property: line spans tile the text and agree with a slow count") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        hakit::test::random_source random{seed};
        const auto text = hakit::test::mutate(hakit::test::config_generator{seed}.make(), random);
        const line_index lines{text};
        std::uint32_t at = 0;
        for (std::uint32_t line = 1; line <= lines.line_count(); ++line) {
            const auto full = lines.full_line_span(line);
            const auto inner = lines.line_span(line);
            REQUIRE(full.begin == at);
            REQUIRE(full.contains(inner));
            REQUIRE(inner.of(text).find('\n') == std::string_view::npos);
            at = full.end;
        }
        REQUIRE(at == text.size());
        for (std::uint32_t offset = 0; offset <= text.size(); ++offset)
            REQUIRE(lines.line_of(offset) == slow_line(text, offset));
    }
}
