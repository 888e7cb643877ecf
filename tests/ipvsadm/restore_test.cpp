#include <hakit/ipvs/memory_table.hpp>
#include <hakit/ipvsadm/restore.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace hakit;
using namespace hakit::ipvsadm;

namespace {

text::source rules(std::string text) { return {"rules", std::move(text)}; }

/// More than go in one batch.
std::string many(int services) {
    std::string text;
    for (int n = 1; n <= services; ++n) {
        const auto service = " -t 10.0.0." + std::to_string(n) + ":80";
        text += "-A" + service + "\n-a" + service + " -r 10.0.1.1:80 -m\n";
    }
    return text;
}

}  // namespace

TEST_CASE("rules can be carried out unless ipvsadm or the kernel would refuse one") {
    CHECK(check_rules(rules("-A -t 10.0.0.1:80\n# a comment\n"), {}).can_run());
    CHECK(check_rules(rules("-A -t 10.0.0.1:80\n"), {}).diagnostics.items().empty());
    CHECK(!check_rules(rules("-A -t 10.0.0.1:80\n-A -t 10.0.0.1:80\n"), {}).can_run());
    CHECK(!check_rules(rules("-A -t 10.0.0.1/32\n"), {}).can_run());
    bind_options shell;
    shell.spoken = dialect::shell;
    const auto unknown = check_rules(rules("ipvsadm -A -t $VIP:80\n"), shell);
    CHECK(!unknown.complete);
    CHECK(!unknown.can_run());
}

TEST_CASE("all rules reach the table, and each that it refuses is told") {
    ipvs::memory_table table;
    std::vector<std::string> failed;
    const auto tell = [&](const command& c, const error& e) {
        failed.push_back(c.service.key.to_string() + ": " + e.message());
    };
    CHECK(restore(rules(many(200)), {}, table, tell) == 0);
    CHECK(table.list()->size() == 200);
    CHECK(restore(rules("-A -t 10.0.0.7:80\n-A -t 10.0.3.7:80\n-d -t 10.0.0.8:80 -r 10.0.1.9:80\n"), {}, table, tell) ==
          2);
    REQUIRE(failed.size() == 2);
    CHECK(failed[0].starts_with("tcp 10.0.0.7:80: "));
    CHECK(failed[1].starts_with("tcp 10.0.0.8:80: "));
    CHECK(table.list()->size() == 201);
}
