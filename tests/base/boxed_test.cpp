#include <hakit/base/boxed.hpp>

#include <doctest/doctest.h>

#include <string>
#include <utility>

using hakit::boxed;

TEST_CASE("a box is empty, or holds a value that copies do not share") {
    boxed<std::string> a;
    CHECK_FALSE(a);
    CHECK(a == boxed<std::string>{});
    a = std::string{"one"};
    REQUIRE(a);
    CHECK(a->size() == 3);
    auto b = a;
    CHECK(a == b);
    *b += "!";
    CHECK(*a == "one");
    CHECK_FALSE(a == b);
    b = a;
    CHECK(a == b);
    const auto moved = std::move(b);
    CHECK(*moved == "one");
    a.reset();
    CHECK_FALSE(a == moved);
    const auto empty = a;
    CHECK_FALSE(empty.has_value());
    static_assert(sizeof(boxed<std::string>) == sizeof(void*));
}
