#include <hakit/cib/values.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace hakit::cib;
using std::chrono::milliseconds;

TEST_CASE("scores are numbers and infinity, and bounded") {
    CHECK(parse_score("0") == 0);
    CHECK(parse_score("+5") == 5);
    CHECK(parse_score("-5") == -5);
    CHECK(parse_score("inFINITY") == infinity);
    CHECK(parse_score("+INFINITY") == infinity);
    CHECK(parse_score("-INFINITY") == -infinity);
    CHECK(parse_score("99999999999999999999") == infinity);
    CHECK(parse_score("-99999999999999999999") == -infinity);
    CHECK(parse_score("2000000") == infinity);
    for (const std::string none : {"", "x", "1x", "1 ", "inf", "+", "-", "1.0"}) {
        CAPTURE(none);
        CHECK_FALSE(parse_score(none).has_value());
    }
}

TEST_CASE("times have units or are ISO 8601 durations") {
    CHECK(parse_time("10") == milliseconds{10'000});
    CHECK(parse_time("10s") == milliseconds{10'000});
    CHECK(parse_time(" 10 s ") == milliseconds{10'000});
    CHECK(parse_time("10ms") == milliseconds{10});
    CHECK(parse_time("1500us") == milliseconds{1});
    CHECK(parse_time("2min") == milliseconds{120'000});
    CHECK(parse_time("1h") == milliseconds{3'600'000});
    CHECK(parse_time("PT1M30S") == milliseconds{90'000});
    CHECK(parse_time("P1D") == milliseconds{86'400'000});
    CHECK(parse_time("P1M") == milliseconds{30LL * 86'400'000});
    CHECK(parse_time("9223372036854775807h").has_value());
    for (const std::string none : {"", "s", "1o", "-1", "10 x", "P", "PT", "P1", "P1H", "P1S", "PTX"}) {
        CAPTURE(none);
        CHECK_FALSE(parse_time(none).has_value());
    }
}

TEST_CASE("booleans and roles ignore the letter case") {
    CHECK(parse_boolean("YES") == true);
    CHECK(parse_boolean("n") == false);
    CHECK_FALSE(parse_boolean("2").has_value());
    CHECK(is_promoted_role("master"));
    CHECK(is_promoted_role("Promoted"));
    CHECK(is_unpromoted_role("SLAVE"));
    CHECK_FALSE(is_promoted_role("Started"));
}
