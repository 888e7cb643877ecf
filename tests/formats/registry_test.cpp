#include <hakit/formats/registry.hpp>

#include <doctest/doctest.h>

#include <set>

using namespace hakit;

TEST_CASE("every format has a number, a name and a default target of its own") {
    std::set<std::string_view> names;
    std::set<formats::format_id> ids;
    for (const auto* one : formats::all()) {
        CAPTURE(std::string{one->name()});
        CHECK(names.insert(one->name()).second);
        CHECK(ids.insert(one->id()).second);
        CHECK(formats::find(one->name()) == one);
        CHECK(formats::find(one->id()) == one);
        CHECK_FALSE(one->program().empty());
    }
    CHECK(names.contains("keepalived"));
    CHECK(formats::find("nonsense") == nullptr);
    CHECK(formats::find(static_cast<formats::format_id>(0)) == nullptr);
}

TEST_CASE("the name of a file tells its format, else its content") {
    const auto named = [](std::string_view name, std::string_view text) -> std::string_view {
        const auto found = formats::guess(name, text);
        return found ? (*found)->name() : "none";
    };
    CHECK(named("/etc/keepalived/keepalived.conf", "") == "keepalived");
    CHECK(named("a.conf", "# two\n\n! comments\nvrrp_instance VI_1 {\n}\n") == "keepalived");
    CHECK(named("/etc/ipvsadm.rules", "") == "ipvsadm");
    CHECK(named("table.rules", "\n-A -t 192.0.2.1:80 -s rr\n") == "ipvsadm");
    CHECK(named("start.sh", "#!/bin/sh\n/sbin/ipvsadm -C\n") == "ipvsadm");
    CHECK(named("a.conf", "") == "none");
    CHECK(named("a.conf", "nothing known\n") == "none");
    const auto unknown = formats::guess("a.conf", "nothing known\n");
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().code() == errc::unsupported);
    CHECK(unknown.error().message().find("keepalived") != std::string::npos);
}
