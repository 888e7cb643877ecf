#include <hakit/formats/registry.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/ipvs/types.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hakit;

namespace {

constexpr std::string_view rules =
    "-A -t 192.0.2.1:80 -s wrr\n"
    "-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 3 -x 9\n";

const formats::format& ipvsadm_rules() { return *formats::find("ipvsadm"); }

std::shared_ptr<const formats::configuration> values_of(std::string_view text) {
    text::workspace files;
    files.add({"table.rules", std::string{text}});
    const auto found = ipvsadm_rules().check(files, 0, {});
    REQUIRE(found.has_value());
    return (*found)->values();
}

}  // namespace

TEST_CASE("the values of ipvsadm rules are the table they make") {
    const auto values = values_of(rules);
    CHECK(values->summary() == "1 virtual service, 1 real server");
    const auto* table = formats::get_if<ipvs::state>(*values);
    REQUIRE(table);
    CHECK(table->services.at(0).destinations.at(0).upper_threshold == 9);
    CHECK(*values->emit({}) == rules);
    const auto again = ipvsadm_rules().from_json(values->to_json({}));
    REQUIRE(again.has_value());
    CHECK(values->equals(**again));
    CHECK_FALSE(ipvsadm_rules().from_json({{"services", 1}}).has_value());
}

TEST_CASE("the difference of ipvsadm rules is the plan between the tables") {
    const auto before = values_of(rules);
    const auto after = values_of("-A -t 192.0.2.1:80 -s wrr\n-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 5 -x 9\n");
    CHECK(*before->diff_text(*after, {}) == "tcp 192.0.2.1:80: edit destination 198.51.100.1:80: weight 3 -> 5\n");
    CHECK(before->diff_json(*after, {})->at(0).at("kind") == "edit_destination");
    CHECK(before->diff_text(*before, {})->empty());
}

TEST_CASE("a target that is no release of ipvsadm fails") {
    text::workspace files;
    files.add({"table.rules", std::string{rules}});
    formats::read_options options;
    options.target = "1.31";
    CHECK(ipvsadm_rules().check(files, 0, options).has_value());
    options.target = "2";
    CHECK_FALSE(ipvsadm_rules().check(files, 0, options).has_value());
}
