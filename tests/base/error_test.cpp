#include <hakit/base/result.hpp>

#include <doctest/doctest.h>

#include <cerrno>

TEST_CASE("a system error names the action and the reason") {
    const auto e = hakit::error::system(ENOENT, "open /nowhere");
    CHECK(e.code() == hakit::errc::system);
    CHECK(e.system_errno() == ENOENT);
    CHECK(e.message() == "open /nowhere: No such file or directory");
    CHECK(to_string(e.code()) == "system");
}

TEST_CASE("value() of a failed result throws hakit::exception with the error inside") {
    const hakit::result<int> r = hakit::error{hakit::errc::not_found, "no such path"};
    REQUIRE(r.has_error());
    try {
        (void)r.value();
        FAIL("value() returned");
    } catch (const hakit::exception& e) {
        CHECK(e.error().code() == hakit::errc::not_found);
        CHECK(std::string_view{e.what()} == "no such path");
    }
}
