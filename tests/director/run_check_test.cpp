#include <hakit/director/run_check.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace hakit;

namespace {

/// "HR0101:4 HR0102:5": codes with the lines where they stand, those of run_codes() alone.
std::string found_in(const std::string& conf) {
    text::workspace files;
    const auto top = files.add(text::source{"k.conf", conf});
    const auto read = keepalived::check(files, top);
    auto all = read.diagnostics;
    director::check_for_run(read, all);
    std::string text;
    for (const auto& d : all.items()) {
        if (!d.code->id.starts_with("HR")) continue;
        text += (text.empty() ? "" : " ") + std::string{d.code->id} + ":" +
                std::to_string(files.lines(d.where.file).position_of(d.where.where.begin).line);
    }
    return text;
}

std::string router(const std::string& more) {
    return "vrrp_instance V {\n interface eth0\n virtual_router_id 1\n priority 100\n virtual_ipaddress {\n 10.0.0.1\n "
           "}\n" +
           more + "}\n";
}

}  // namespace

TEST_SUITE("director::run_check") {
    TEST_CASE("a configuration that runs has no findings") { CHECK(found_in(router("")).empty()); }
    TEST_CASE("what is refused is an error, and what is ignored is a warning, each where it stands") {
        CHECK(found_in(router(" vrf blue\n")) == "HR0101:8");
        CHECK(found_in(router(" no_accept\n")) == "HR0101:8");
        CHECK(found_in(router(" smtp_alert\n")) == "HR0102:8");
        CHECK(found_in(router(" no_accept\n linkbeat_use_polling\n")) == "HR0101:8 HR0102:9");
        CHECK(found_in("global_defs {\n smtp_alert_vrrp\n}\n" + router("")) == "HR0102:2");
        CHECK(found_in(router(" kernel_rx_buf_size 65536\n")) == "HR0102:8");
        CHECK(found_in("global_defs {\n script_user root\n startup_script /bin/true\n vrrp_rt_priority 50\n "
                       "vrrp_no_swap\n}\n" +
                       router("")) == "HR0102:3 HR0102:4 HR0102:5");
        CHECK(found_in("global_defs {\n vmac_addr_prefix 02:00:5e:00:01\n vrrp_rx_bufs_multiplier 3\n}\n" +
                       router("")) == "HR0102:2 HR0102:3");
        CHECK(found_in(router("") + "track_group G {\n group {\n V\n }\n}\n") == "HR0102:9");
    }
    TEST_CASE("checkers that hakit does not have") {
        const std::string server =
            "virtual_server 10.0.0.1 80 {\n lb_algo rr\n lb_kind DR\n protocol TCP\n real_server 10.0.0.2 80 {\n"
            " PING_CHECK {\n }\n }\n}\n";
        CHECK(found_in(server) == "HR0101:6");
    }
    TEST_CASE("a repair that is reported already is not repeated") {
        const std::string twice =
            "virtual_server 10.0.0.1 80 {\n lb_algo rr\n lb_kind DR\n protocol TCP\n real_server 10.0.0.2 80 {\n }\n"
            " real_server 10.0.0.2 80 {\n }\n}\n";
        CHECK(found_in(twice).empty());
    }
    TEST_CASE("codes are sorted, and have help") {
        const auto all = director::run_codes();
        CHECK(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; }));
        for (const auto& c : all) CHECK(!c.help.empty());
    }
}
