#include <hakit/corosync/codes.hpp>
#include <hakit/corosync/schema.hpp>

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace hakit;
using namespace hakit::corosync;

namespace {

template <class Visit>
void each(Visit visit) {
    for_each_keyword([](std::string_view path, const section& s, const key* k,
                        void* user) { (*static_cast<Visit*>(user))(path, s, k); },
                     &visit);
}

}  // namespace

TEST_CASE("rows are complete and paths unique") {
    std::set<std::string> paths;
    std::size_t keys = 0;
    each([&](std::string_view path, const section& s, const key* k) {
        CAPTURE(std::string{path});
        CHECK(paths.insert(std::string{path}).second);
        const auto help = k != nullptr ? k->help : s.help;
        CHECK(help.ends_with('.'));
        if (k == nullptr) {
            CHECK(s.field != nullptr);
            return;
        }
        ++keys;
        CHECK((k->type == value_type::choice) == !k->choices.empty());
        CHECK(!describe_value(*k).empty());
        CHECK(k->since < k->until);
        if (!k->name.ends_with("_NAME")) CHECK(k->field != nullptr);
    });
    CHECK(keys >= 140);
}

TEST_CASE("values are described for people") {
    const auto& totem = *root_section().find_section("totem");
    CHECK(describe_value(*totem.find_key("transport")) == "knet|udpu|udp");
    CHECK(describe_value(*totem.find_key("token")) == "30..4294967295 ms");
    CHECK(describe_value(*totem.find_section("interface")->find_key("linknumber")) == "0..7");
    CHECK(totem.find_key("Token") == nullptr);
}

TEST_CASE("a pattern stands for all names with its beginning") {
    const auto* heuristics = root_section().find_section("quorum")->find_section("device")->find_section("heuristics");
    REQUIRE(heuristics != nullptr);
    CHECK(heuristics->find_key("exec_ping") != nullptr);
    CHECK(heuristics->find_key("exec_") == nullptr);
}

TEST_CASE("codes are sorted and say what they mean") {
    std::string_view before;
    for (const auto& c : codes()) {
        CHECK(c.id > before);
        CHECK(c.id.starts_with("CS"));
        CHECK(!c.title.empty());
        CHECK(c.help.ends_with('.'));
        before = c.id;
    }
}
