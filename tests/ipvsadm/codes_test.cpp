#include <hakit/ipvsadm/codes.hpp>

#include <doctest/doctest.h>

#include <string_view>

using namespace hakit;

TEST_CASE("codes are sorted, and explain themselves") {
    std::string_view last;
    for (const auto& code : ipvsadm::codes()) {
        CHECK(code.id > last);
        CHECK_FALSE(code.title.empty());
        CHECK_FALSE(code.help.empty());
        last = code.id;
    }
}
