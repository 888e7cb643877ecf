#include "bind_rows.hpp"

#include <hakit/ipvsadm/codes.hpp>
#include <hakit/text/render.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace {

using namespace hakit;
using namespace hakit::ipvsadm;

script bound(std::string_view text, dialect spoken, const ipvs::state* table = nullptr) {
    bind_options options;
    options.spoken = spoken;
    options.table = table;
    return bind(parse(text::source{"rules", std::string{text}}, spoken), options);
}

std::string ids(const script& s) {
    std::string out;
    for (const auto& d : s.diagnostics.items()) out += (out.empty() ? "" : " ") + std::string{d.code->id};
    return out;
}

std::vector<std::string> split(const std::string& line) {
    std::istringstream in{line};
    std::vector<std::string> out;
    for (std::string w; in >> w;) out.push_back(w);
    return out;
}

}  // namespace

TEST_CASE("every code has a text that produces it") {
    std::set<std::string_view> seen{"IA0003"};  // grammar_test.cpp
    for (const auto& row : test::bind_rows()) {
        CAPTURE(row.text);
        const auto found = bound(row.text, row.spoken);
        CHECK(std::any_of(found.diagnostics.items().begin(), found.diagnostics.items().end(),
                          [&](const text::diagnostic& d) { return d.code->id == row.code; }));
        seen.insert(row.code);
    }
    std::string_view last;
    for (const auto& code : codes()) {
        CHECK(code.id > last);
        last = code.id;
        CHECK_MESSAGE(seen.contains(code.id), code.id);
    }
}

TEST_CASE("command lines are refused with the status and the words of ipvsadm 1.31") {
    std::ifstream file{HAKIT_TEST_DATA "/ipvsadm/command_lines.txt"};
    REQUIRE(file);
    int n = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        const auto first = line.find('|');
        const auto second = line.find('|', first + 1);
        const auto status = std::stoi(line.substr(0, first));
        const auto arguments = line.substr(first + 1, second - first - 1);
        const auto said = line.substr(second + 1);
        CAPTURE(arguments);
        bind_options options;
        options.names.port = [](std::string_view, ipvs::protocol) { return std::nullopt; };
        options.names.address = [](std::string_view) { return std::nullopt; };
        const auto found = bind_arguments(split(arguments), options);
        REQUIRE(found.commands.size() == 1);
        const auto& c = found.commands.front();
        if (status == 0) {
            CHECK_MESSAGE(!c.refused, (c.refused ? c.refused->text : ""));
        } else {
            CHECK(c.refused);
            if (!c.refused) continue;
            CHECK(c.refused->status == status);
            CHECK(c.refused->text.substr(0, c.refused->text.find('\n')) == said);
        }
        ++n;
    }
    CHECK(n > 200);
}

TEST_CASE("a prefix on a virtual service is explained, with the command that was meant") {
    const std::string line = "ipvsadm -d -t 212.34.176.157/32 -r 212.34.172.54\n";
    for (const auto spoken : {dialect::shell, dialect::rules}) {
        const auto found = bound(line, spoken);
        REQUIRE(ids(found) == "IA0201");
        const auto& d = found.diagnostics.items().front();
        CHECK(d.where.where.of(line) == "212.34.176.157/32");
        REQUIRE(d.notes.size() == 2);
        CHECK(d.notes[0].message == "what was meant: ipvsadm -d -t 212.34.176.157 -r 212.34.172.54");
        REQUIRE(found.commands.size() == 1);
        CHECK(found.commands[0].refused->text == "illegal virtual server address[:port] specified");
    }
    ipvs::state table;
    table.services.push_back({{{ipvs::protocol::tcp, *ip_address::parse("212.34.176.157"), 443}},
                              {{{*ip_address::parse("212.34.172.54"), 443}}}});
    const auto found = bound(line, dialect::shell, &table);
    const auto& d = found.diagnostics.items().front();
    CHECK(d.notes.at(0).message == "what was meant: ipvsadm -d -t 212.34.176.157:443 -r 212.34.172.54");
    REQUIRE(d.remedy);
    const auto mended = text::apply_edits(line, d.remedy->edits);
    REQUIRE(mended.has_value());
    CHECK(ids(bound(*mended, dialect::shell, &table)).empty());
}

TEST_CASE("the commands of a shell script are found") {
    const auto found = bound(R"(#!/bin/sh
VIP=10.0.0.1   # public
RIPS="10.0.1.1 10.0.1.2"
IPVSADM=/sbin/ipvsadm
[ -x /sbin/ipvsadm ] || exit 1
echo ipvsadm -Q
case "$1" in
start)
    $IPVSADM -A -t "$VIP":80 \
        -s wrr 2>/dev/null && echo done
    for r in $RIPS; do
        sudo ipvsadm -a -t ${VIP}:80 -r $r -m
    done
    ;;
stop) if true; then ipvsadm -C; fi ;;
esac
ip netns exec lb /sbin/ipvsadm --set 900 120 300 | cat; ipvsadm -Ln
)",
                             dialect::shell);
    REQUIRE(found.commands.size() == 5);
    CHECK(found.commands[0].service.key.to_string() == "tcp 10.0.0.1:80");
    CHECK(found.commands[0].service.scheduler == "wrr");
    CHECK(found.commands[1].what == verb::add_server);
    CHECK_FALSE(found.commands[1].complete);
    CHECK(found.commands[2].what == verb::flush);
    CHECK(found.commands[3].timeouts == ipvs::timeouts{900, 120, 300});
    CHECK(found.commands[4].what == verb::list);
    CHECK(ids(found) == "IA0004");
}

TEST_CASE("edits say what they reset") {
    const auto found = bound(
        "-A -t 10.0.0.1:80 -s sh -b sh-port -p 60 -M 255.255.255.0\n"
        "-a -t 10.0.0.1:80 -r 10.0.1.1 -m -w 5 -x 9\n"
        "-E -t 10.0.0.1:80\n"
        "-e -t 10.0.0.1:80 -r 10.0.1.1:80\n",
        dialect::rules);
    REQUIRE(ids(found) == "IA0309 IA0302 IA0303");
    CHECK(found.diagnostics.items()[1].message ==
          "this resets persistence (-p 60), the scheduler flags (-b), the scheduler (-s sh)");
    CHECK(found.diagnostics.items()[2].message ==
          "this sets forwarding from masq to direct routing, the weight from 5 to 1, the thresholds to 0");
    // Of a table that is not known it is a guess.
    const auto guess = bound("-E -t 10.0.0.1:80\n", dialect::rules);
    CHECK(ids(guess) == "IA0302");
    CHECK(guess.diagnostics.items()[0].level == text::severity::hint);
    // Whoever names everything hears nothing.
    CHECK(ids(bound("-A -t 10.0.0.1:80 -p 60\n-E -t 10.0.0.1:80 -s rr -p 60\n", dialect::rules)).empty());
}
