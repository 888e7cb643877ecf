#include <hakit/keepalived/emit.hpp>

#include "config_samples.hpp"

#include <doctest/doctest.h>

using namespace config_samples;

namespace {

/// emit() of a configuration reads as the same configuration, and writes the same text again.
void check_round_trip(const ka::config& config) {
    const auto first = ka::emit(config);
    REQUIRE_MESSAGE(first.has_value(), first.error().message());
    CAPTURE(*first);
    const auto again = read(*first);
    CHECK_MESSAGE(again.errors == 0, again.first_error);
    CHECK(again.config == config);
    const auto second = ka::emit(again.config);
    REQUIRE(second.has_value());
    CHECK(*second == *first);
}

ka::config with_service() {
    ka::config c;
    auto& vs = c.virtual_server.emplace_back();
    vs.address = ka::virtual_server_key{ka::endpoint{*hakit::ip_address::parse("192.0.2.1"), 80}};
    return c;
}

}  // namespace

TEST_CASE("the canonical text") {
    const auto c = read(
        "SSL { password secret\n}\nvirtual_server_group g {\n192.0.2.1-3 80\nfwmark 3\n}\n"
        "virtual_server fwmark 7 { lvs_method DR\nlvs_sched rr\nalpha\nreal_server 198.51.100.1 80 {\nHTTP_GET {\n"
        "nb_get_retry 3\ndelay_loop 1.50\nurl { path \"/a b\"\nregex \"a\\\\d \\042x\\042\"\n}\n}\n}\n}\n");
    const auto text = ka::emit(c.config);
    REQUIRE(text.has_value());
    CHECK(*text ==
          "SSL {\n    password secret\n}\n\nvirtual_server_group g {\n    192.0.2.1-192.0.2.3 80\n    fwmark 3\n}\n\n"
          "virtual_server fwmark 7 {\n    lb_algo rr\n    lb_kind DR\n    alpha\n    real_server 198.51.100.1 80 {\n"
          "        HTTP_GET {\n            retry 3\n            delay_loop 1.5\n            url {\n"
          "                path \"/a b\"\n                regex \"a\\\\d \\042x\\042\"\n            }\n        }\n    "
          "}\n}\n");
    const auto redacted = ka::emit(c.config, {.indent = 2, .redact = true, .version = {}});
    REQUIRE(redacted.has_value());
    CHECK(redacted->starts_with("SSL {\n  password REDACTED\n}\n"));
}

TEST_CASE("defaults are comments behind the settings of their block") {
    const auto c = read("bfd_instance b {\nneighbor_ip 192.0.2.1\nmin_tx 20\n}\n");
    const auto text = ka::emit(c.config, {.defaults = ka::v2_4}).value();
    CAPTURE(text);
    CHECK(text.starts_with("bfd_instance b {\n    neighbor_ip 192.0.2.1\n    min_tx 20\n    # "));
    CHECK(text.find("    # idle_tx: 1000\n") != text.npos);
    CHECK(text.find("# min_tx") == text.npos);
    CHECK(text.find("# multihop: false\n") != text.npos);
    const auto old = ka::emit(c.config, {.defaults = ka::v2_2_7}).value();
    CHECK(old.find("# multihop") == old.npos);
    CHECK(read(text).config == c.config);
}

TEST_CASE("random configurations with their defaults read back as they were") {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        CAPTURE(seed);
        const auto config = read(random_conf{seed}.make()).config;
        const auto text = ka::emit(config, {.defaults = ka::v2_4});
        REQUIRE(text.has_value());
        CHECK(read(*text).config == config);
    }
}

TEST_CASE("random configurations read back as they were") {
    for (unsigned seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        check_round_trip(read(random_conf{seed}.make()).config);
    }
}

TEST_CASE("the recorded cases read back as they were") {
    const auto cases = recorded();
    CHECK(cases.size() > 500);
    for (const auto& one : cases) {
        CAPTURE(one.first);
        check_round_trip(read(one.second).config);
    }
}

TEST_CASE("what keepalived cannot be told is refused with its path") {
    const auto failure = [](const ka::config& c, const ka::emit_options& options = {}) {
        const auto text = ka::emit(c, options);
        REQUIRE(text.has_error());
        return text.error().message();
    };
    auto c = with_service();
    c.virtual_server[0].virtualhost = std::string{"a\"b"};
    CHECK(failure(c).starts_with("virtual_server[192.0.2.1 80].virtualhost: "));
    c.virtual_server[0].virtualhost = std::string{"a\nb"};
    CHECK(failure(c).starts_with("virtual_server[192.0.2.1 80].virtualhost: "));
    c.virtual_server[0].virtualhost = std::string{"$_PWD"};
    CHECK(failure(c).find("definitions") != std::string::npos);
    c.virtual_server[0].virtualhost = std::string(1020, 'a');
    CHECK(failure(c).find("1022") != std::string::npos);
    c.virtual_server[0].virtualhost.reset();
    c.virtual_server[0].real_server.emplace_back();
    CHECK(failure(c) == "virtual_server[192.0.2.1 80].real_server: it needs ADDRESS [PORT]");
    c.virtual_server[0].real_server[0].address = ka::endpoint{};
    c.virtual_server[0].real_server[0].ssl_get.emplace_back().tls_compliant = true;
    CHECK(ka::emit(c).has_value());
    CHECK(failure(c, {.indent = 4, .redact = false, .version = ka::v2_2_7}).find("2.2.8") != std::string::npos);
}

TEST_CASE("a flag that is off is left out") {
    auto c = with_service();
    c.virtual_server[0].alpha = false;
    c.virtual_server[0].smtp_alert = false;
    CHECK(*ka::emit(c) == "virtual_server 192.0.2.1 80 {\n    smtp_alert false\n}\n");
}
