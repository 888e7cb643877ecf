#include <hakit/corosync/check.hpp>
#include <hakit/formats/registry.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/keepalived/check.hpp>
#include <hakit/keepalived/config.hpp>
#include <hakit/sysctl/check.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hakit;

namespace {

const formats::format& keepalived_files() { return *formats::find("keepalived"); }

constexpr std::string_view instance =
    "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 7\n    priority 100\n"
    "    authentication {\n        auth_type PASS\n        auth_pass geheim\n    }\n"
    "    virtual_ipaddress {\n        192.0.2.1/24\n    }\n}\n";

text::workspace holding(std::string_view text) {
    text::workspace files;
    files.add({"keepalived.conf", std::string{text}});
    return files;
}

std::shared_ptr<const formats::configuration> values_of(std::string_view text) {
    auto files = holding(text);
    const auto found = keepalived_files().check(files, 0, {});
    REQUIRE(found.has_value());
    return (*found)->values();
}

}  // namespace

TEST_CASE("values outlive what they were read from, and lead back to their type") {
    const auto values = values_of(instance);
    CHECK(values->kind().name() == "keepalived");
    CHECK(values->summary() == "1 VRRP instance, 0 virtual servers");
    const auto* typed = formats::get_if<keepalived::config>(*values);
    REQUIRE(typed);
    CHECK(typed->vrrp_instance.size() == 1);
    CHECK(formats::get_if<int>(*values) == nullptr);
}

TEST_CASE("a reading leads back to what its module made, and to no other's") {
    for (const auto* kind : formats::all()) {
        text::workspace files;
        files.add({"file", "a = 1\n"});
        const auto read = kind->check(files, 0, {});
        REQUIRE(read.has_value());
        CHECK((formats::get_if<keepalived::checked>(**read) != nullptr) == (kind->name() == "keepalived"));
        CHECK((formats::get_if<corosync::checked>(**read) != nullptr) == (kind->name() == "corosync"));
        CHECK((formats::get_if<sysctl::checked>(**read) != nullptr) == (kind->name() == "sysctl"));
    }
}

TEST_CASE("values go to JSON and back, to text and back") {
    const auto values = values_of(instance);
    CHECK(values->to_json({})["vrrp_instance"][0]["authentication"]["auth_pass"].is_null());
    const auto again = keepalived_files().from_json(values->to_json({.secrets = true}));
    REQUIRE(again.has_value());
    CHECK(values->equals(**again));
    const auto text = values->emit({.secrets = true});
    REQUIRE(text.has_value());
    CHECK(values_of(*text)->equals(*values));
    CHECK(values->emit({})->find("geheim") == std::string::npos);
}

TEST_CASE("a difference is told as text and as JSON") {
    const auto before = values_of(instance);
    auto files = holding(instance);
    const formats::change raise{formats::change::action::set, *text::path::parse("vrrp_instance[VI_1].priority"),
                                "150"};
    const auto changed = keepalived_files().edit(files, 0, raise, {}, false);
    REQUIRE(changed.has_value());
    const auto after = values_of(*changed);
    CHECK_FALSE(before->equals(*after));
    CHECK(before->diff_text(*after, {})->find("100 -> 150") != std::string::npos);
    CHECK(before->diff_json(*after, {})->at(0).at("after") == "150");
}

TEST_CASE("bad options fail, a bad file does not") {
    auto files = holding("vrrp_instance {");
    formats::read_options options;
    CHECK((*keepalived_files().check(files, 0, options))->diagnostics().count(text::severity::error) > 0);
    options.target = "nine";
    CHECK_FALSE(keepalived_files().check(files, 0, options).has_value());
    CHECK_FALSE(keepalived_files().fix(files, 0, options).has_value());
    options = {};
    options.facts = "[]";
    CHECK_FALSE(keepalived_files().check(files, 0, options).has_value());
}

TEST_CASE("an edit that makes the file worse is refused unless forced") {
    auto files = holding(instance);
    const formats::change bad{formats::change::action::set, *text::path::parse("vrrp_instance[VI_1].priority"), "many"};
    const auto refused = keepalived_files().edit(files, 0, bad, {}, false);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code() == errc::refused);
    CHECK(keepalived_files().edit(files, 0, bad, {}, true).has_value());
}
