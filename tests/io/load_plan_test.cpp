#include <hakit/io/load_plan.hpp>

#include "temporary_directory.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace hakit;
using namespace hakit::io;

TEST_CASE("a file becomes a plan, includes and definitions too") {
    const temporary_directory dir;
    std::ofstream{dir / "servers.conf"}
        << "real_server 10.0.1.1 80 {\n weight 3\n TCP_CHECK {\n  connect_timeout 2\n }\n}\n";
    std::ofstream{dir / "keepalived.conf"} << "$VIP=10.0.0.1\nvirtual_server $VIP 80 {\n lb_algo rr\n lb_kind DR\n"
                                              " protocol TCP\n delay_loop 7\n include "
                                           << (dir / "servers.conf") << "\n}\n";
    const auto loaded = load_plan(dir / "keepalived.conf");
    if (loaded.refused) MESSAGE(loaded.refused->message());
    CHECK_FALSE(loaded.refused);
    REQUIRE(loaded.desired.services.size() == 1);
    const auto& s = loaded.desired.services[0];
    CHECK(s.name == "tcp 10.0.0.1:80");
    REQUIRE(s.servers.size() == 1);
    CHECK(s.servers[0].destination.weight == 3);
    REQUIRE(s.servers[0].checks.size() == 1);
    CHECK(s.servers[0].checks[0].schedule.delay_loop == std::chrono::seconds{7});
    CHECK(s.servers[0].checks[0].schedule.connect_timeout == std::chrono::seconds{2});
}

TEST_CASE("errors refuse a file unless they are accepted; what is missing is told") {
    const std::string text =
        "virtual_server 10.0.0.1 80 {\n protocol TCP\n lb_algo rr\n lb_kind NAT\n no_such_keyword 1\n"
        " real_server 10.0.1.1 80 {\n  TCP_CHECK {\n  }\n }\n}\n";
    auto loaded = load_plan(text::source{"test.conf", text});
    REQUIRE(loaded.refused);
    CHECK(loaded.refused->code() == errc::refused);
    CHECK(loaded.refused->message().starts_with("test.conf: 1 error: test.conf:5: "));
    load_options o;
    o.accept_errors = true;
    loaded = load_plan(text::source{"test.conf", text}, o);
    CHECK_FALSE(loaded.refused);
    CHECK(loaded.desired.services.size() == 1);
    CHECK(load_plan("/no/such/file").refused->code() == errc::not_found);
}

TEST_CASE("a checker that cannot be run refuses the file with its place, also when errors are accepted") {
    const std::string text =
        "virtual_server 10.0.0.1 80 {\n protocol TCP\n lb_algo rr\n lb_kind NAT\n"
        " real_server 10.0.1.1 80 {\n  PING_CHECK {\n  }\n }\n}\n";
    load_options o;
    o.accept_errors = true;
    auto loaded = load_plan(text::source{"test.conf", text}, o);
    REQUIRE(loaded.refused);
    CHECK(loaded.refused->message() ==
          "test.conf: 1 error: test.conf:6:3: tcp 10.0.0.1:80: real server 10.0.1.1:80: hakit cannot run a PING_CHECK");
    o.translate.ignore_unsupported_checks = true;
    loaded = load_plan(text::source{"test.conf", text}, o);
    CHECK_FALSE(loaded.refused);
    CHECK(loaded.problems.size() == 1);
}
