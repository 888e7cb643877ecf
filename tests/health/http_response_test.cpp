#include <hakit/health/http_response.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace hakit;
using namespace hakit::health;

namespace {

http_expectation expecting(const http_url& url) {
    auto e = http_expectation::compile(url);
    REQUIRE_MESSAGE(e.has_value(), (e.has_error() ? e.error().message() : ""));
    return *e;
}

http_url with_digest(std::string_view hex) {
    http_url u;
    u.digest = parse_md5(hex);
    REQUIRE(u.digest);
    return u;
}

http_url with_pattern(std::string pattern, bool must_match = true) {
    http_url u;
    u.pattern = body_pattern{std::move(pattern), 0, must_match, 0, {}};
    return u;
}

outcome judged(const http_url& url, std::string_view bytes, bool eof = true, const http_limits& limits = {}) {
    http_response r{expecting(url), limits};
    (void)r.on_bytes(bytes);
    if (eof) r.on_eof();
    REQUIRE(r.finished());
    return r.result();
}

std::string said(const outcome& o) {
    return std::string{to_string(o.why)} + "@" + std::string{to_string(o.reached)} + " " +
           std::to_string(o.http_status) + " " + std::to_string(o.bytes) + (o.detail.empty() ? "" : " " + o.detail) +
           (o.note.empty() ? "" : " [" + o.note + "]");
}

constexpr std::string_view ok_head = "HTTP/1.0 200 OK\r\n\r\n";

std::string ok(std::string_view body, std::string_view fields = "") {
    return "HTTP/1.0 200 OK\r\n" + std::string{fields} + "\r\n" + std::string{body};
}

}  // namespace

TEST_CASE("the status code decides as soon as the headers end") {
    CHECK(said(judged({}, ok("hello"))) == "none@done 200 24");
    CHECK(said(judged({}, "HTTP/1.1 503 Busy\r\nServer: x\r\n\r\nbody", false)) ==
          "status@headers 503 32 expected 200-299");
    http_url moved;
    moved.status = status_set::none();
    REQUIRE(moved.status.add(301, 302));
    CHECK(said(judged(moved, "HTTP/1.1 302 \r\n\r\n")) == "none@done 302 17");
    CHECK(said(judged(moved, ok_head)) == "status@headers 200 19 expected 301-302");
    CHECK(said(judged({}, "HTTP/1.1 204\r\nContent-Length: 9\r\n\r\n", false)) == "none@done 204 35");
    CHECK(said(judged({}, "HTTP/1.1 099 x\r\n\r\n")) == "status@headers 99 18 expected 200-299");
}

TEST_CASE("what is no HTTP answer is told from a connection that closed") {
    CHECK(said(judged({}, "")) == "closed@first_byte 0 0");
    CHECK(said(judged({}, "HTTP/1.0 200 OK\r\n")) == "closed@headers 200 17 the headers are not complete");
    CHECK(said(judged({}, "HTTP/1.0 200 OK\r\nA: b\r\n\r")) == "closed@headers 200 24 the headers are not complete");
    CHECK(said(judged({}, "SSH-2.0-OpenSSH_9.2\r\n", false)) == "malformed@headers 0 1 the answer begins with 'S'");
    CHECK(said(judged({}, "HTTPX", false)) == "malformed@headers 0 5 the answer begins with 'HTTPX'");
    CHECK(judged({}, "HTTP/1.0\r\n", false).why == failure::malformed);
    CHECK(judged({}, "HTTP/1.0 \r\n", false).why == failure::malformed);
    CHECK(judged({}, "HTTP/1.0 20\r\n", false).why == failure::malformed);
    CHECK(judged({}, "HTTP/1.0 2000\r\n", false).why == failure::malformed);
    CHECK(judged({}, "HTTP/1.0 abc\r\n", false).why == failure::malformed);
    CHECK(judged({}, "\r\nHTTP/1.0 200\r\n", false).why == failure::malformed);
}

TEST_CASE("a bare line feed ends a line as well") {
    CHECK(said(judged({}, "HTTP/1.0 200 OK\nContent-Length: 2\n\nhix", false)) == "none@done 200 37");
}

TEST_CASE("Content-Length ends the answer without waiting for the peer to close") {
    CHECK(said(judged({}, ok("hello and more", "Content-Length: 5\r\n"), false)) == "none@done 200 43");
    CHECK(said(judged({}, ok("", "content-LENGTH:0\r\n"), false)) == "none@done 200 37");
}

TEST_CASE("a length that does not hold is noted and passes, as in keepalived") {
    CHECK(said(judged({}, ok("hello", "Content-Length: 10\r\n"))) ==
          "none@done 200 44 [Content-Length 10, 5 bytes received]");
    CHECK(said(judged({}, ok("hello", "Content-Length: 1x\r\n"))) ==
          "none@done 200 44 [Content-Length unreadable or contradictory]");
    CHECK(said(judged({}, ok("hello", "Content-Length: 99999999999999999999999\r\n"))) ==
          "none@done 200 65 [Content-Length unreadable or contradictory]");
    CHECK(said(judged({}, ok("hello", "Content-Length: 1\r\nContent-Length: 2\r\n"))) ==
          "none@done 200 62 [Content-Length unreadable or contradictory]");
    CHECK(said(judged({}, ok("hello", "Content-Length: 5\r\nContent-Length: 5\r\n"), false)) == "none@done 200 62");
    CHECK(said(judged({}, ok("hello", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"))) == "none@done 200 71");
}

TEST_CASE("digests are those that genhash prints" * doctest::skip(!digest_supported())) {
    const auto seven = with_digest("7ac66c0f148de9519b8bd264312c4d64");  // printf abcdefg | md5sum
    CHECK(said(judged(seven, ok("abcdefg"))) == "none@done 200 26");
    CHECK(judged(seven, ok("abcdefgXX", "Content-Length: 7\r\n"), false).ok());
    CHECK(said(judged(seven, ok("abcdefgh"))) ==
          "digest@match 200 27 expected 7ac66c0f148de9519b8bd264312c4d64, found e8dc4081b13434b45189a720b77b6818");
    CHECK(judged(with_digest("d41d8cd98f00b204e9800998ecf8427e"), ok("")).ok());
    // A chunked body counts as it came, frames included.
    const auto chunked = ok("3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n");
    CHECK(judged(seven, chunked).why == failure::digest);
    CHECK(judged(with_digest("c45c860f0ae85388c9c3bac12ef0c7f9"), chunked).ok());
}

TEST_CASE("patterns are searched in the body, offsets are those of the match" * doctest::skip(!regex_supported())) {
    CHECK(said(judged(with_pattern("b+c"), ok("aabbbc"))) == "none@done 200 25");
    CHECK(said(judged(with_pattern("zz"), ok("aabbbc"))) == "pattern@match 200 25 'zz' not found");
    CHECK(said(judged(with_pattern("HTTP"), ok("body"))) == "pattern@match 200 23 'HTTP' not found");
    CHECK(said(judged(with_pattern("error", false), ok("all is well"))) == "none@done 200 30");
    CHECK(said(judged(with_pattern("error", false), ok("an error"))) == "pattern@match 200 27 'error' found at byte 3");
    auto u = with_pattern("x");
    u.pattern->min_offset = 2;
    CHECK(judged(u, ok("xaaa")).why == failure::pattern);
    CHECK(judged(u, ok("xax")).ok());
    CHECK(judged(u, ok("x")).why == failure::pattern);
    CHECK(judged(u, ok("")).why == failure::pattern);
    u.pattern->max_offset = 3;
    CHECK(judged(u, ok("aaax")).ok());
    CHECK(judged(u, ok("aaaax")).why == failure::pattern);
    auto upper = with_pattern("OK");
    CHECK(judged(upper, ok("it is ok")).why == failure::pattern);
    upper.pattern->set(regex_option::caseless);
    CHECK(judged(upper, ok("it is ok")).ok());
    auto utf = with_pattern("\xc3\xa9.");
    utf.pattern->set(regex_option::utf);
    utf.pattern->min_offset = 1;
    CHECK(judged(utf, ok("\xc3\xa9x\xc3\xa9y")).ok());
    CHECK(judged(utf, ok("\xff\xfe")).why == failure::pattern);
    const auto nul = with_pattern(std::string{"a\0b", 3});
    CHECK(judged(nul, ok(std::string_view{"xa\0by", 5})).ok());
    // Bytes after Content-Length are not part of the body.
    CHECK(judged(with_pattern("late"), ok("bodylate", "Content-Length: 4\r\n"), false).why == failure::pattern);
}

TEST_CASE("a pattern that backtracks without end runs into its limit" * doctest::skip(!regex_supported())) {
    http_limits limits;
    limits.match_steps = 10'000;
    const auto o = judged(with_pattern("(a+)+$"), ok(std::string(40, 'a') + "b"), true, limits);
    CHECK(said(o) == "limit@match 200 60 '(a+)+$': match limit exceeded");
    CHECK(judged(with_pattern("(a|b)*c"), ok(std::string(20'000, 'a'))).why != failure::none);
}

TEST_CASE("patterns that cannot be compiled are refused beforehand" * doctest::skip(!regex_supported())) {
    const auto broken = http_expectation::compile(with_pattern("a(b"));
    REQUIRE(broken.has_error());
    CHECK(broken.error().code() == errc::invalid_argument);
    CHECK(broken.error().message() == "regex: missing closing parenthesis at offset 3");
    auto offsets = with_pattern("a");
    offsets.pattern->min_offset = 5;
    offsets.pattern->max_offset = 4;
    CHECK(http_expectation::compile(offsets).error().message() == "regex_max_offset: below regex_min_offset");
    CHECK(http_expectation::compile(with_pattern(std::string(70'000, 'a'))).has_error());
}

TEST_CASE("a build without a feature says so when the expectation is compiled") {
    if (!digest_supported()) {
        CHECK(http_expectation::compile(with_digest("d41d8cd98f00b204e9800998ecf8427e")).error().code() ==
              errc::unsupported);
    }
    if (!regex_supported()) {
        CHECK(http_expectation::compile(with_pattern("a")).error().code() == errc::unsupported);
    }
    CHECK(http_expectation::compile({}).has_value());
}

TEST_CASE("limits on headers and body") {
    http_limits limits;
    limits.headers = 19;
    limits.body = 5;
    CHECK(said(judged({}, ok("hello"), true, limits)) == "none@done 200 24");
    CHECK(said(judged({}, "HTTP/1.0 200 OK\r\nA: b\r\n\r\n", false, limits)) ==
          "limit@headers 200 19 headers longer than 19 bytes");
    CHECK(said(judged({}, ok("hello, world"), false, limits)) ==
          "none@done 200 24 [body longer than 5 bytes, the rest was not read]");
    if (digest_supported()) {
        CHECK(judged(with_digest("5d41402abc4b2a76b9719d911017c592"), ok("hello"), true, limits).ok());
        CHECK(judged(with_digest("d41d8cd98f00b204e9800998ecf8427e"), ok("hello, world"), false, limits).why ==
              failure::limit);
    }
    if (!regex_supported()) return;
    limits = {};
    limits.pattern_body = 4;
    CHECK(judged(with_pattern("ab"), ok("abcdefgh"), true, limits).ok());
    CHECK(said(judged(with_pattern("gh"), ok("abcdefgh"), true, limits)) ==
          "limit@match 200 27 'gh' not in the first 4 bytes");
    CHECK(judged(with_pattern("gh", false), ok("abcdefgh"), true, limits).why == failure::limit);
    CHECK(judged(with_pattern("cd$"), ok("abcdefgh"), true, limits).why == failure::limit);
    CHECK(judged(with_pattern("cd$"), ok("abcd"), true, limits).ok());
    limits.body = 6;
    CHECK(judged(with_pattern("ab"), ok("abcdefgh"), true, limits).ok());
}

TEST_CASE("progress is visible while the answer comes in, and what comes after the end is ignored") {
    http_response r{expecting({})};
    CHECK(r.current() == phase::first_byte);
    CHECK(!r.on_bytes(""));
    CHECK(r.current() == phase::first_byte);
    CHECK(!r.on_bytes("HTTP/1.0 200 OK\r\n"));
    CHECK(r.current() == phase::headers);
    CHECK(r.status() == 200);
    CHECK(!r.on_bytes("Content-Length: 4\r\n\r\n"));
    CHECK(r.current() == phase::body);
    CHECK(!r.on_bytes("ab"));
    CHECK(r.bytes() == 40);
    auto moved = std::move(r);
    CHECK(moved.on_bytes("cd"));
    CHECK(moved.finished());
    CHECK(moved.on_bytes("ef"));
    moved.on_eof();
    CHECK(moved.bytes() == 42);
    CHECK(moved.result().ok());
}

TEST_CASE("one expectation serves many answers") {
    http_url u;
    if (digest_supported()) u = with_digest("7ac66c0f148de9519b8bd264312c4d64");
    const auto e = expecting(u);
    for (int i = 0; i < 3; ++i) {
        http_response r{e};
        (void)r.on_bytes(ok("abcdefg"));
        r.on_eof();
        CHECK(r.result().ok());
    }
}

TEST_CASE("the verdict does not depend on how the bytes were cut") {
    std::mt19937 random{6};
    std::vector<http_url> urls(1);
    if (digest_supported()) urls.push_back(with_digest("7ac66c0f148de9519b8bd264312c4d64"));
    if (regex_supported()) {
        urls.push_back(with_pattern("c(d|e)+f"));
        urls.push_back(with_pattern("c(d|e)+f", false));
        urls.push_back(with_pattern("^a.*g$"));
    }
    const std::vector<std::string> pieces{"HTTP/1.0 200 OK\r\n",
                                          "HTTP/1.1 404 No\r\n",
                                          "Content-Length: 7\r\n",
                                          "Content-Length: 3\r\n",
                                          "Content-Length: 70\r\n",
                                          "\r\n",
                                          "\n",
                                          "abcdefg",
                                          "HTTP/1.1 204\r\n",
                                          "Transfer-Encoding: x\r\n",
                                          ": \r\n",
                                          "A:b\n"};
    http_limits limits;
    limits.headers = 60;
    limits.body = 40;
    limits.pattern_body = 20;
    std::size_t passed = 0;
    for (int round = 0; round < 4000; ++round) {
        const auto& url = urls[random() % urls.size()];
        std::string bytes = random() % 8 == 0 ? "" : pieces[0];
        if (random() % 3 == 0) bytes += pieces[2];
        for (auto n = random() % 6; n != 0; --n) bytes += pieces[random() % pieces.size()];
        if (random() % 2 == 0) bytes += "\r\nabcdefg";
        if (random() % 6 == 0 && !bytes.empty()) bytes[random() % bytes.size()] = static_cast<char>(random() % 256);

        http_response whole{expecting(url), limits};
        const bool finished = whole.on_bytes(bytes);
        whole.on_eof();
        passed += whole.result().ok() ? 1 : 0;

        http_response cut{expecting(url), limits};
        bool cut_finished = false;
        for (std::string_view rest = bytes; !rest.empty();) {
            const auto n = std::min<std::size_t>(rest.size(), random() % 5);
            cut_finished = cut.on_bytes(rest.substr(0, n));
            rest.remove_prefix(n);
        }
        REQUIRE(cut_finished == finished);
        cut.on_eof();
        REQUIRE_MESSAGE(said(cut.result()) == said(whole.result()), bytes);
    }
    CHECK(passed > 500);
}
