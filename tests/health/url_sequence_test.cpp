#include <hakit/health/url_sequence.hpp>

#include <doctest/doctest.h>

using hakit::health::url_sequence;

TEST_CASE("a full pass ends with the last URL") {
    url_sequence s{3, true};
    CHECK(!s.on_success());
    CHECK(!s.on_success());
    CHECK(s.current() == 2);
    CHECK(s.on_success());
    CHECK(s.current() == 0);
}

TEST_CASE("a failed URL stays current, its first success restarts the pass without completing one") {
    url_sequence s{2, true};
    CHECK(!s.on_success());
    s.on_failure(true);
    CHECK(s.failed() == std::size_t{1});
    CHECK(s.current() == 1);
    CHECK(!s.on_success());
    CHECK(!s.failed());
    CHECK(s.current() == 0);
    CHECK(!s.on_success());
    CHECK(s.on_success());
}

TEST_CASE("a failure with attempts left changes nothing; without confirmation one success is a pass") {
    url_sequence s{2, true};
    s.on_failure(false);
    CHECK(!s.failed());
    url_sequence tcp;
    tcp.on_failure(true);
    CHECK(!tcp.failed());
    CHECK(tcp.on_success());
    CHECK(url_sequence{0, true}.current() == 0);
}
