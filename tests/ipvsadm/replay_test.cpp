#include <hakit/ipvsadm/bind.hpp>
#include <hakit/ipvsadm/replay.hpp>
#include <hakit/ipvsadm/run.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace hakit;
using namespace hakit::ipvsadm;

struct bound_each {
    explicit bound_each(const std::string& text, const bind_options& options = {}) {
        found = bind_each(
            text::source{"rules", text}, options, [&](command&& c) { commands.push_back(std::move(c)); }, &table);
    }

    std::vector<command> commands;
    text::diagnostic_list found;
    replay table;
};

const std::string mixed =
    "-A -t 10.0.0.1:80 -s rr -p 300\n"
    "  ipvsadm -a -t 10.0.0.1:80 -r 10.0.1.1:80 -m -w 2 # a comment\n"
    "# -----\r\n"
    "\n"
    "-A -t 10.0.0.1:80\n"
    "-E -t 10.0.0.1:80 -s \"wlc\"\n"
    "-e -t 10.0.0.1:80 -r 10.0.1.1:80\n"
    "-L -n\n"
    "-x 3\n"
    "-d -t 10.0.0.2:80 -r 10.0.1.1:80";

}  // namespace

TEST_CASE("bind_each() says what bind() says") {
    for (const auto spoken : {dialect::rules, dialect::shell}) {
        bind_options options;
        options.spoken = spoken;
        const auto whole = bind(parse(text::source{"rules", mixed}, spoken), options);
        const bound_each one_by_one{mixed, options};
        REQUIRE(one_by_one.commands.size() == whole.commands.size());
        for (std::size_t i = 0; i < whole.commands.size(); ++i) {
            const auto& a = one_by_one.commands[i];
            const auto& b = whole.commands[i];
            CHECK(a.what == b.what);
            CHECK(a.where == b.where);
            CHECK(a.given == b.given);
            CHECK(a.service == b.service);
            CHECK(a.destination == b.destination);
            CHECK(a.refused.has_value() == b.refused.has_value());
        }
        REQUIRE(one_by_one.found.items().size() == whole.diagnostics.items().size());
        CHECK(one_by_one.found.items().empty() == (spoken == dialect::shell));
        for (std::size_t i = 0; i < whole.diagnostics.items().size(); ++i)
            CHECK(one_by_one.found.items()[i].code == whole.diagnostics.items()[i].code);
    }
}

TEST_CASE("the table that the commands leave stays with the caller") {
    const bound_each all{"-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 10.0.1.1:80 -g\n"};
    const auto state = all.table.state();
    REQUIRE(state.has_value());
    REQUIRE(state->services.size() == 1);
    CHECK(state->services.front().destinations.size() == 1);
    CHECK(!state->timeouts.has_value());
    CHECK(!all.table.failure().has_value());
}

TEST_CASE("the first failure is kept in ipvsadm's words") {
    const bound_each all{"-A -t 10.0.0.1:80\n-A -t 10.0.0.1:80\n-D -t 10.0.0.9:80\n"};
    REQUIRE(all.table.failure().has_value());
    CHECK(all.table.failure()->message() == "Service already exists");
}

TEST_CASE("a text that was checked is not checked in sequence again") {
    bind_options options;
    options.in_sequence = false;
    const bound_each all{"-A -t 10.0.0.1:80\n-A -t 10.0.0.1:80\n", options};
    CHECK(all.commands.size() == 2);
    CHECK(all.found.items().empty());
    CHECK(all.table.state()->services.empty());
}
