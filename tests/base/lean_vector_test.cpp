#include <hakit/base/lean_vector.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using hakit::lean_vector;

namespace {

std::vector<std::string> contents(const lean_vector<std::string>& list) { return {list.begin(), list.end()}; }

/// Longer than what std::string keeps inside, so that each has memory of its own.
std::string long_word(int n) { return "a word that is too long to be kept inside " + std::to_string(n); }

}  // namespace

TEST_CASE("an empty list takes one pointer") {
    static_assert(sizeof(lean_vector<std::string>) == sizeof(void*));
    lean_vector<std::string> list;
    CHECK(list.empty());
    CHECK(list.size() == 0);
    CHECK(list.begin() == list.end());
    CHECK(list.capacity() == 0);
    CHECK(list == lean_vector<std::string>{});
    CHECK(contents(lean_vector<std::string>{list}).empty());
    list.clear();
    CHECK(list.empty());
}

TEST_CASE("a list grows as a vector does") {
    lean_vector<std::string> list;
    std::vector<std::string> expected;
    for (int i = 0; i < 100; ++i) {
        list.push_back(long_word(i));
        expected.push_back(long_word(i));
        REQUIRE(contents(list) == expected);
    }
    CHECK(list.front() == long_word(0));
    CHECK(list.back() == long_word(99));
    CHECK(list[42] == long_word(42));
    CHECK(list.at(42) == long_word(42));
    CHECK_THROWS_AS((void)list.at(100), std::out_of_range);
    const auto& added = list.emplace_back();
    CHECK(&added == &list.back());
    CHECK(added.empty());
    list.pop_back();
    list.pop_back();
    expected.pop_back();
    CHECK(contents(list) == expected);
}

TEST_CASE("an element of the list may be added to it") {
    lean_vector<std::string> list{long_word(1)};
    for (int i = 0; i < 5; ++i) list.push_back(list.front());
    CHECK(contents(list) == std::vector<std::string>(6, long_word(1)));
}

TEST_CASE("room that is reserved is used without moving anything") {
    lean_vector<std::string> list;
    list.reserve(3);
    CHECK(list.empty());
    CHECK(list.capacity() == 3);
    const auto* place = &list.emplace_back("one");
    list.emplace_back("two");
    list.emplace_back("three");
    CHECK(&list.front() == place);
    list.reserve(2);
    CHECK(list.capacity() == 3);
    list.clear();
    CHECK(list.capacity() == 0);
}

TEST_CASE("copies are deep, what is moved away is empty or swapped") {
    const lean_vector<std::string> one{long_word(1), long_word(2)};
    auto two = one;
    CHECK(one == two);
    two[0] += '!';
    CHECK(one[0] == long_word(1));
    CHECK_FALSE(one == two);
    CHECK_FALSE(one == lean_vector<std::string>{long_word(1)});
    two = one;
    CHECK(one == two);
    const auto& self = two;
    two = self;
    CHECK(one == two);
    const auto three = std::move(two);
    CHECK(one == three);
    lean_vector<std::string> four;
    four = lean_vector<std::string>{three};
    CHECK(four == one);
}
