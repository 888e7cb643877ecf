#include <hakit/text/unified_diff.hpp>

#include <doctest/doctest.h>

#include <support/random_text.hpp>

#include <charconv>
#include <vector>

using hakit::text::diff_options;
using hakit::text::unified_diff;

namespace {

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end == text.npos ? end : end + 1));
        text.remove_prefix(lines.back().size());
    }
    return lines;
}

std::size_t read_number(std::string_view& text) {
    std::size_t value = 0;
    text.remove_prefix(
        static_cast<std::size_t>(std::from_chars(text.data(), text.data() + text.size(), value).ptr - text.data()));
    return value;
}

/// "begin,count" or "begin".
std::pair<std::size_t, std::size_t> read_range(std::string_view& text) {
    const auto begin = read_number(text);
    if (!text.starts_with(',')) return {begin, 1};
    text.remove_prefix(1);
    return {begin, read_number(text)};
}

/// What patch(1) does, without any fuzz: every line and number of the diff must be right.
std::string patched(std::string_view text, std::string_view diff) {
    const auto source = split(text);
    const auto lines = split(diff);
    std::string out;
    std::size_t at = 0;
    std::size_t written = 0;
    REQUIRE(lines.size() > 2);
    REQUIRE(lines[0].starts_with("--- "));
    REQUIRE(lines[1].starts_with("+++ "));
    for (std::size_t i = 2; i < lines.size();) {
        auto head = lines[i++];
        REQUIRE(head.starts_with("@@ -"));
        head.remove_prefix(4);
        auto [old_begin, old_count] = read_range(head);
        REQUIRE(head.starts_with(" +"));
        head.remove_prefix(2);
        auto [new_begin, new_count] = read_range(head);
        REQUIRE(head == " @@\n");
        const auto start = old_count == 0 ? old_begin : old_begin - 1;
        REQUIRE(start >= at);
        for (; at < start; ++at, ++written) out += source[at];
        REQUIRE(written == (new_count == 0 ? new_begin : new_begin - 1));
        while (old_count + new_count > 0) {
            REQUIRE(i < lines.size());
            std::string line{lines[i].substr(1)};
            const char mark = lines[i++].front();
            if (i < lines.size() && lines[i].starts_with('\\')) {
                line.pop_back();
                ++i;
            }
            if (mark != '+') {
                REQUIRE(at < source.size());
                REQUIRE(source[at++] == line);
                --old_count;
            }
            if (mark != '-') {
                out += line;
                ++written;
                --new_count;
            }
        }
    }
    for (; at < source.size(); ++at) out += source[at];
    return out;
}

/// The number of lines without a partner, from the textbook table.
std::size_t fewest_changes(std::string_view a, std::string_view b) {
    const auto x = split(a);
    const auto y = split(b);
    std::vector<std::vector<std::size_t>> common(x.size() + 1, std::vector<std::size_t>(y.size() + 1));
    for (std::size_t i = 1; i <= x.size(); ++i)
        for (std::size_t j = 1; j <= y.size(); ++j)
            common[i][j] =
                x[i - 1] == y[j - 1] ? common[i - 1][j - 1] + 1 : std::max(common[i - 1][j], common[i][j - 1]);
    return x.size() + y.size() - 2 * common[x.size()][y.size()];
}

std::size_t changes_in(std::string_view diff) {
    std::size_t count = 0;
    const auto lines = split(diff);
    for (std::size_t i = 2; i < lines.size(); ++i) count += lines[i].starts_with('+') || lines[i].starts_with('-');
    return count;
}

}  // namespace

TEST_CASE("equal texts have no diff") {
    CHECK(unified_diff("", "").empty());
    CHECK(unified_diff("a\nb", "a\nb").empty());
}

TEST_CASE("a change stands between its context") {
    CHECK(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", {"old.conf", "new.conf", 3}) ==
          "--- old.conf\n+++ new.conf\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
    CHECK(unified_diff("1\n2\n3\n", "1\n3\n", {"a", "b", 0}) == "--- a\n+++ b\n@@ -2 +1,0 @@\n-2\n");
    CHECK(unified_diff("1\n2\n3\n4\n5\n", "x\n2\n3\n4\ny\n", {"a", "b", 1}) ==
          "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-1\n+x\n 2\n@@ -4,2 +4,2 @@\n 4\n-5\n+y\n");
    CHECK(unified_diff("1\n2\n3\n4\n", "x\n2\n3\ny\n", {"a", "b", 1}) ==
          "--- a\n+++ b\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n-4\n+y\n");
}

TEST_CASE("empty texts and missing newlines") {
    CHECK(unified_diff("", "a\n") == "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n");
    CHECK(unified_diff("a\nb\n", "") == "--- a\n+++ b\n@@ -1,2 +0,0 @@\n-a\n-b\n");
    CHECK(unified_diff("a", "a\n") == "--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
    CHECK(unified_diff("a\nb", "x\nb") == "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n");
    CHECK(unified_diff("a\r\n", "a\n") == "--- a\n+++ b\n@@ -1 +1 @@\n-a\r\n+a\n");
}

TEST_CASE("names that patch could misread are quoted") {
    const auto named = [](std::string_view name) {
        const auto diff = unified_diff("", "a\n", {name, "b", 3});
        return diff.substr(0, diff.find('\n'));
    };
    CHECK(named("x y") == "--- x y\t");
    CHECK(named("x\ny\"\\") == "--- \"x\\012y\\\"\\\\\"");
    CHECK(named("\xc3\xa9") == "--- \"\\303\\251\"");
}

TEST_CASE("property: the diff patches one text into the other, with the fewest changes") {
    for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
        hakit::test::random_source random{seed};
        const auto before = hakit::test::config_generator{seed}.make();
        auto after = before;
        if (random.one_in(8)) after = hakit::test::config_generator{seed + 1}.make();
        for (auto n = random.below(6); n-- > 0;) after = hakit::test::mutate(std::move(after), random);
        const diff_options options{"a", "b", static_cast<unsigned>(random.below(5))};
        const auto diff = unified_diff(before, after, options);
        CAPTURE(diff);
        if (before == after) {
            REQUIRE(diff.empty());
            continue;
        }
        REQUIRE(patched(before, diff) == after);
        REQUIRE(changes_in(diff) == fewest_changes(before, after));
    }
}

TEST_CASE("texts of few distinct lines in any order") {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        hakit::test::random_source random{seed};
        static constexpr std::string_view lines[] = {"a\n", "b\n", "c\n"};
        std::string before;
        std::string after;
        for (auto n = random.below(40); n-- > 0;) before += random.pick(lines);
        for (auto n = random.below(40); n-- > 0;) after += random.pick(lines);
        if (before == after) continue;
        const auto diff = unified_diff(before, after);
        REQUIRE(patched(before, diff) == after);
        REQUIRE(changes_in(diff) == fewest_changes(before, after));
    }
}

TEST_CASE("texts too different for a minimal answer still get a right one") {
    std::string before;
    std::string after;
    for (std::int64_t i = 0; i < 30'000; ++i) {
        before += std::to_string(i * 7919 % 30'011) + '\n';
        after += std::to_string(i * 104'729 % 30'011) + '\n';
    }
    CHECK(patched(before, unified_diff(before, after)) == after);
}

TEST_CASE("secrets are hidden in changed lines, in context lines and in statements that are commented out") {
    const std::string before = "auth_type PASS\nauth_pass geheim\npriority 100\n";
    const hakit::text::span written{25, 31};
    REQUIRE(written.of(before) == "geheim");

    const std::string raised = "auth_type PASS\nauth_pass geheim\npriority 150\n";
    CHECK(unified_diff(before, raised, {.before_secrets = {written}, .after_secrets = {written}}) ==
          "--- a\n+++ b\n@@ -1,3 +1,3 @@\n auth_type PASS\n auth_pass ********\n-priority 100\n+priority 150\n");

    // The comment is no statement any more; nobody could name the place in the new text.
    const std::string commented = "auth_type PASS\n# auth_pass geheim\npriority 100\n";
    CHECK(unified_diff(before, commented, {.context = 0, .before_secrets = {written}}) ==
          "--- a\n+++ b\n@@ -2 +2 @@\n-auth_pass ********\n+# auth_pass ********\n");

    // Secrets that differ are a difference, though it cannot be seen.
    const std::string renewed = "auth_type PASS\nauth_pass x\npriority 100\n";
    CHECK(unified_diff(before, renewed, {.context = 0, .before_secrets = {written}, .after_secrets = {{25, 26}}}) ==
          "--- a\n+++ b\n@@ -2 +2 @@\n-auth_pass ********\n+auth_pass ********\n");
}

TEST_CASE("a secret that reaches beyond its line or the text does not join lines") {
    const std::string before = "key \"a\nb\nc";
    const std::string after = "key \"a\nb\nd";
    CHECK(
        unified_diff(before, after, {.before_secrets = {{4, 99}}, .after_secrets = {{4, 10}}}) ==
        "--- a\n+++ b\n@@ -1,3 +1,3 @@\n key ********\n ********\n-********\n\\ No newline at end of file\n+********\n"
        "\\ No newline at end of file\n");
}
