// Commands against those before them: what needs no more than one service at a time says the same as the whole table.
#include <hakit/ipvsadm/bind.hpp>

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace {

using namespace hakit;
using namespace hakit::ipvsadm;

/// Rules of few services and servers, so that they often meet; `wild`: in any order.
std::string rules(std::mt19937& luck, bool wild) {
    const auto one_of = [&](const auto& all) { return all[luck() % all.size()]; };
    const std::vector<std::string> services{"-t 10.0.0.1:80", "-t 10.0.0.2:80", "-u 10.0.0.1:53", "-f 7",
                                            "-t [2001:db8::1]:80"};
    const std::vector<std::string> servers{" -r 10.0.1.1:80", " -r 10.0.1.2:80", " -r [2001:db8::2]:80"};
    const std::vector<std::string> ways{" -m", " -g", " -i", " -m -w 3", " -g -x 2 -y 5"};
    const std::vector<std::string> rare{"-C",
                                        "-Z",
                                        "--set 1 2 3",
                                        "--start-daemon master --mcast-interface eth0",
                                        "--stop-daemon master",
                                        "-L -n",
                                        "-A -t 10.0.0.9:80 -s none-such",
                                        "-A -t 10.0.0.9/32"};
    std::string text;
    auto service = one_of(services);
    for (auto n = 1 + luck() % 20; n != 0; --n) {
        const auto kind = luck() % (wild ? 12 : 8);
        if (wild || kind == 0) service = one_of(services);
        if (kind <= 1) text += "-A " + service + (luck() % 2 == 0 ? " -s rr -p 60" : "");
        if (kind >= 2 && kind <= 6) text += "-a " + service + one_of(servers) + one_of(ways);
        if (kind == 7) text += one_of(rare);
        if (kind == 8) text += "-E " + service + " -s wlc";
        if (kind == 9) text += "-e " + service + one_of(servers) + one_of(ways);
        if (kind == 10) text += (luck() % 2 == 0 ? "-D " : "-Z ") + service;
        if (kind == 11) text += "-d " + service + one_of(servers);
        text += '\n';
    }
    return text;
}

std::string told(const text::diagnostic_list& found) {
    std::string all;
    for (const auto& d : found.items())
        all += std::to_string(d.where.where.begin) + ' ' + std::string{d.code->id} + ' ' + d.message + '\n';
    return all;
}

}  // namespace

TEST_CASE("one service at a time says what the whole table says") {
    std::mt19937 luck{1};
    std::size_t with_findings = 0;
    std::size_t without = 0;
    for (int n = 0; n < 4000; ++n) {
        const auto text = rules(luck, n % 2 == 0);
        CAPTURE(text);
        const auto whole = told(bind(parse(text::source{"rules", text}, dialect::rules)).diagnostics);
        REQUIRE(told(bind_each(text::source{"rules", text}, {}, [](command&&) {})) == whole);
        ++(whole.empty() ? without : with_findings);
    }
    CHECK(with_findings > 1000);
    CHECK(without > 100);
}
