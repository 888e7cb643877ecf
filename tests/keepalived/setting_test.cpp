#include <hakit/keepalived/setting.hpp>

#include <doctest/doctest.h>

#include <string>

namespace ka = hakit::keepalived;

TEST_CASE("a setting that is not set costs a pointer and reads as an empty value") {
    const ka::setting<std::string> none;
    CHECK(sizeof none <= sizeof(hakit::text::span) + sizeof(void*));
    CHECK(!none.has_value());
    CHECK(none->empty());
    CHECK(none.value_or("x") == "x");
}

TEST_CASE("copies of a setting do not share their value") {
    ka::setting<std::string> a{std::string{"one"}, {3, 6}};
    auto b = a;
    b.value() = "two";
    CHECK(*a == "one");
    CHECK(*b == "two");
    CHECK(b.where() == hakit::text::span{3, 6});
    a = b;
    b.reset();
    CHECK(*a == "two");
    CHECK(!b.has_value());
    auto& same = a;
    a = same;
    CHECK(*a == "two");
}

TEST_CASE("settings compare by value, not by place") {
    const ka::setting<std::string> a{std::string{"x"}, {0, 1}};
    const ka::setting<std::string> b{std::string{"x"}, {5, 6}};
    CHECK(a == b);
    CHECK(a != ka::setting<std::string>{});
    CHECK(ka::setting<std::string>{std::string{}} != ka::setting<std::string>{});
}
